import { dirname } from 'node:path';
import { letterHtml } from '../../../dashboards/letter/html.ts';
import { letterText } from '../../../dashboards/letter/text.ts';
import type { Letter } from '../../../dashboards/view-models/letter-parts.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Message } from '../../domain/channel.ts';
import type { House } from '../../domain/house.ts';
import { lettersStoppedAt } from '../../domain/letters-stopped.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Period } from '../../domain/time.ts';
import { shortened } from '../../domain/words.ts';
import { letterKey } from '../../platform/letter-key.ts';
import { noteOffered } from '../../platform/store/letter-items.ts';
import { answerOf } from '../host/answer-of.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { canaryBefore } from './canary.ts';
import { writeLetter } from './write-letter.ts';

const SUMMARY_MAX = 200;

/**
 * The letter of a period as it leaves: HTML, text, what an answer to it means. What it names as something to do is
 * noted, so that "2 fait" is understood; before a calm one a witness message is tried. null: she asked for no more.
 */
export async function letterMessage(
  local: LocalHouse,
  period: Period,
  catalogue: Catalogue,
): Promise<Message | null> {
  const { store, settings, clock } = local;
  if ((await lettersStoppedAt(store)) !== null) return null;
  const house: Pick<House, 'ask' | 'reply'> = {
    ask: <A>(id: string, params: Readonly<Record<string, unknown>>) =>
      answerOf(local, id, params) as Promise<A>,
    reply: async mentionId => {
      const { proposeReply } = await import('../replying/propose.ts');
      return proposeReply(local, mentionId);
    },
  };
  await canaryBefore(local, house, period);
  const key = settings.mailbox === undefined ? null : await letterKey(dirname(store.spoolDir));
  const letter = await writeLetter({ house, settings, catalogue, now: clock.now(), key }, period);
  await noteOffered(store, period.from, letter.offered, clock.now());
  return messageOf(letter, settings);
}

/** A letter in the forms that channels take. */
export function messageOf(letter: Letter, { mailbox }: Pick<Settings, 'mailbox'>): Message {
  const [first] = letter.sections[0]?.items ?? [];
  const [opening] = letter.opening;
  return {
    kind: 'letter',
    subject: letter.subject,
    summary: shortened(opening ?? first?.words ?? letter.about, SUMMARY_MAX),
    text: letterText(letter),
    html: letterHtml(letter),
    link: first?.link?.url ?? null,
    offered: letter.offered,
    ...(mailbox === undefined ? {} : { replyTo: mailbox.address }),
  };
}
