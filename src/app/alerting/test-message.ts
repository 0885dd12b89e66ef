import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { Message } from '../../domain/channel.ts';

/** What the owner reads when she tries a channel. */
export function testMessage(catalogue: Catalogue): Message {
  const text = say(catalogue, 'alert.test.text');
  const subject = say(catalogue, 'alert.test.subject');
  return { kind: 'test', subject, summary: text, text: `${text}\n`, html: null, link: null };
}
