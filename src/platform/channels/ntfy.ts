import * as z from 'zod';
import type { Channel, Message, Receipt, Sending } from '../../domain/channel.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { deliveryError, receiptOfStatus } from '../delivery-errors.ts';

const options = z.strictObject({
  /** Where the topic lives; default https://ntfy.sh. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** Whoever knows it can read it: a long one that nobody guesses. */
  topic: z.string().regex(/^[\w-]{1,64}$/, { error: 'expected letters, digits, - and _' }),
});

type Options = z.infer<typeof options>;

const PUBLIC_SERVER = 'https://ntfy.sh';

/** As JSON: in the other form words would stand in headers. */
async function send(
  message: Message,
  key: string,
  { url, topic }: Options,
  sending: Sending,
): Promise<Receipt> {
  const server = new URL(url ?? PUBLIC_SERVER);
  try {
    const token = await sending.secret('ntfy');
    const body = {
      topic,
      title: cleanLine(message.subject, 60),
      message: cleanLine(message.summary, 200),
      ...(message.kind === 'alert' ? { priority: 4 } : {}),
      ...(message.link === null ? {} : { click: message.link }),
    };
    const { status } = await sending.post({
      url: `${server.origin}/`,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return receiptOfStatus(status, server.host);
  } catch (error) {
    throw deliveryError(error, server.host);
  }
}

export const channel: Channel<Options> = {
  id: 'ntfy',
  title: { fr: 'Une notification sur votre téléphone (ntfy)', en: 'A notification on your telephone (ntfy)' },
  options,
  secrets: ['ntfy'],
  send,
};
