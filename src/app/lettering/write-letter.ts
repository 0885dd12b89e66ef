import { type Answers, askAll } from '../../../dashboards/view-models/answers.ts';
import { type Context, contextOf } from '../../../dashboards/view-models/context.ts';
import { letterOf } from '../../../dashboards/view-models/letter.ts';
import { isMonthly, type Letter, type LetterExtras } from '../../../dashboards/view-models/letter-parts.ts';
import { thingsToDo } from '../../../dashboards/view-models/matter.ts';
import type { Reading } from '../../../queries/reading.ts';
import type { Volume } from '../../../queries/volume.ts';
import { FIRM, slug } from '../../domain/brand.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { House } from '../../domain/house.ts';
import type { ReplyProposal } from '../../domain/reply.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { addDays, type Instant, type LocalDay, lastWeek, type Period } from '../../domain/time.ts';
import { loadPack } from '../../platform/data-files.ts';
import { actionMail } from './action-mail.ts';

/** Members of a crisis asked for what to check; the most telling stand first. */
const CHECKED_MAX = 5;
/** Months that "usual" is taken from. */
const USUAL_MONTHS = 6;

export type WritingLetter = {
  readonly house: Pick<House, 'ask' | 'reply'>;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly now: Instant;
  /** The installation's key for codes; null: no prepared mails. */
  readonly key: Uint8Array | null;
};

/** The letter of a week or a month, or of the last one that the owner's rhythm makes complete. */
export async function writeLetter(writing: WritingLetter, asked: Period | null): Promise<Letter> {
  const { house, settings, catalogue, now } = writing;
  const context = contextOf(settings, loadPack(settings.firm.trade), catalogue, now);
  const period = asked ?? lastPeriod(settings, context.today);
  const answers = await askAll(house, context, period);
  const [reading, reply, monthsBefore] = await Promise.all([
    house.ask<Reading>('reading', period),
    proposalFor(house, context, answers),
    isMonthly(period) ? monthsOf(house, period) : [],
  ]);
  return letterOf(context, answers, {
    reading,
    reply,
    monthsBefore,
    actionUrl: actionUrlOf(writing, period),
    answers: settings.mailbox !== undefined,
    rhythm: settings.schedule.letter.rhythm,
  });
}

/** The last complete week, or for a monthly letter the last complete month. */
export function lastPeriod(settings: Settings, today: LocalDay): Period {
  if (settings.schedule.letter.rhythm === 'weekly') return lastWeek(today);
  const to = addDays(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

/** Only the first thing to do has its reply in the letter; of a crisis, what to check is told. */
async function proposalFor(
  house: Pick<House, 'reply'>,
  context: Context,
  answers: Answers,
): Promise<ReplyProposal | null> {
  const [thing] = thingsToDo(context, answers);
  if (thing === undefined) return null;
  const reviews = (thing.kind === 'matter' ? thing.matter.members : [thing.remark]).filter(
    ({ kind }) => kind === 'review',
  );
  for (const { id } of reviews.slice(0, CHECKED_MAX)) {
    const reply = await house.reply(id);
    if (thing.kind === 'remark' || reply.kind === 'checklist') return reply;
  }
  return null;
}

/** Remarks in each of the months before that vigie knows anything of, oldest first. */
async function monthsOf(house: Pick<House, 'ask'>, { from }: Period): Promise<number[]> {
  const starts = [`${from.slice(0, 7)}-01`];
  while (starts.length <= USUAL_MONTHS) starts.unshift(`${addDays(starts[0] ?? from, -1).slice(0, 7)}-01`);
  const volume = await house.ask<Volume>('volume', {
    from: starts[0],
    to: addDays(`${from.slice(0, 7)}-01`, -1),
    subject: FIRM,
  });
  const counts = starts
    .slice(0, -1)
    .map(start =>
      volume.days
        .filter(({ day }) => day.startsWith(start.slice(0, 7)))
        .reduce((sum, day) => sum + day.mentions, 0),
    );
  const first = counts.findIndex(count => count > 0);
  return first < 0 ? [] : counts.slice(first);
}

function actionUrlOf({ settings, catalogue, key }: WritingLetter, period: Period): LetterExtras['actionUrl'] {
  const { mailbox } = settings;
  if (mailbox === undefined || key === null) return () => null;
  const signer = { key, brandId: slug(settings.firm.name) };
  const body = say(catalogue, 'letter.mailBody');
  return (remark, verb, words) =>
    actionMail(signer, mailbox.address, { mentionId: remark.id, verb, letter: period.from }, { words, body });
}
