import type { SendMailOptions } from 'nodemailer';
import type { Message, Sending } from '../domain/channel.ts';
import { cleanLine } from '../domain/text/clean.ts';

/** Mail programs show some 70 characters; the contract says 60. */
const SUBJECT_LENGTH_MAX = 120;

/** 160 bits: nobody guesses what a message of ours is called, or how it is stopped. */
const SEAL_LENGTH = 40;

/**
 * The same for every try of one message to one address, so that a repetition is known as one; sealed, so that only
 * who has the message can answer it.
 */
export function messageIdOf(seal: Sending['seal'], key: string, address: string): string {
  const hex = seal(`message ${key}\u0000${address.toLowerCase()}`).slice(0, SEAL_LENGTH);
  const domain = /@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(address)?.[1]?.toLowerCase() ?? 'vigie.invalid';
  return `<vigie.${hex}@${domain}>`;
}

/** Subject of the mail that ends the letters, as `List-Unsubscribe` prepares it. */
export function stopSubject(seal: Sending['seal'], address: string): string {
  return `stop ${seal(`stop ${address.toLowerCase()}`).slice(0, SEAL_LENGTH)}`;
}

/**
 * The message as a mail, text and HTML. Nothing of it may name a file or an address to load from: its parts are
 * strings, and the library is told to open neither.
 */
export function mailOf(
  message: Message,
  key: string,
  { from, to, seal }: { readonly from: string; readonly to: string; readonly seal: Sending['seal'] },
): SendMailOptions {
  const subject = cleanLine(message.subject, SUBJECT_LENGTH_MAX);
  const leave = cleanLine(message.replyTo ?? from, 254);
  return {
    from: { name: 'Vigie', address: from },
    to: { name: '', address: to },
    subject,
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    ...(message.replyTo ? { replyTo: { name: '', address: leave } } : {}),
    messageId: messageIdOf(seal, key, to),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<mailto:${encodeURIComponent(leave).replaceAll('%40', '@')}?subject=${encodeURIComponent(stopSubject(seal, leave))}>`,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
