import * as z from 'zod';
import type { Channel, Message, Receipt, Sending } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import { deliveryError } from '../delivery-errors.ts';
import { mailOf, messageIdOf } from '../mail-message.ts';
import { openMailbox } from '../mailbox.ts';
import { providerName } from '../mailbox-errors.ts';

const options = z.strictObject({
  /** Default INBOX. */
  folder: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(folder => !/[\u0000-\u001F]/.test(folder), { error: 'expected one line' })
    .optional(),
});

type Options = z.infer<typeof options>;

/** Straight into her own mailbox, unread: no sending server is needed, and nothing leaves it. */
async function send(message: Message, key: string, { folder }: Options, sending: Sending): Promise<Receipt> {
  const { mailbox, network, signal } = sending;
  const provider = mailbox ? providerName(new URL(mailbox.imap).hostname) : 'mailbox';
  try {
    const password = await sending.secret('mailbox');
    if (!mailbox || password === null)
      throw new VigieError('SecretMissing', { id: 'mailbox', detail: 'no mailbox' });
    const id = messageIdOf(sending.seal, key, mailbox.address);
    const raw = await rawMail(message, key, mailbox.address, sending.seal);
    const session = await openMailbox({ mailbox, password, network, signal });
    try {
      const isNew = await session.append(folder ?? 'INBOX', raw, id);
      return { id, said: isNew ? 'appended' : 'already there' };
    } finally {
      await session.close();
    }
  } catch (error) {
    throw deliveryError(error, provider);
  }
}

async function rawMail(
  message: Message,
  key: string,
  address: string,
  seal: Sending['seal'],
): Promise<Uint8Array> {
  const { createTransport } = await import('nodemailer');
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message: raw } = await composer.sendMail(
    mailOf(message, key, { from: address, to: address, seal }),
  );
  if (!Buffer.isBuffer(raw)) throw new Error('a composed mail is a buffer');
  return raw;
}

export const channel: Channel<Options> = {
  id: 'inbox',
  title: { fr: 'Votre propre boîte de réception', en: 'Your own inbox' },
  options,
  secrets: ['mailbox'],
  send,
};
