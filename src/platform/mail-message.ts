import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Message } from '../domain/channel.ts';
import { cleanLine } from '../domain/text/clean.ts';

/** Mail programs show some 70 characters; the contract says 60. */
const SUBJECT_LENGTH_MAX = 120;

/** The same for every try of one message to one address, so that a repetition is known as one. */
export function messageIdOf(key: string, address: string): string {
  const hex = createHash('sha256').update(`${key}\u0000${address.toLowerCase()}`).digest('hex').slice(0, 40);
  const domain = /@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(address)?.[1]?.toLowerCase() ?? 'vigie.invalid';
  return `<vigie.${hex}@${domain}>`;
}

/**
 * The message as a mail, text and HTML. Nothing of it may name a file or an address to load from: its parts are
 * strings, and the library is told to open neither.
 */
export function mailOf(
  message: Message,
  key: string,
  { from, to }: { readonly from: string; readonly to: string },
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
    messageId: messageIdOf(key, to),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<mailto:${encodeURIComponent(leave).replaceAll('%40', '@')}?subject=stop>`,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
