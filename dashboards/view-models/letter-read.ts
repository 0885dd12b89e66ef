import { say } from '../../src/domain/catalogue.ts';
import { addDays, type LocalDay, localDay, weekOf } from '../../src/domain/time.ts';
import { clockTime, dayAndMonth, longDay, timeOfDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { nextLetterDay } from './context.ts';
import { isWellRead } from './how-read.ts';
import { isCalm, isMonthly, type LetterSection, type LetterSource, plain, section } from './letter-parts.ts';
import { readingOf, sitesWords } from './reading.ts';

/** Sites that were not read, told one by one; the others are counted. */
const TROUBLES_MAX = 3;
const NOON = 12;
/** Weeks without a word after which a monthly letter is offered. */
const CALM_DAYS = 21;

/** What was read and what was not, told first; whether a witness message was found; what was not understood. */
export function readSection(source: LetterSource): LetterSection {
  const { context, answers, extras } = source;
  const { catalogue } = context;
  const { troubles } = readingOf(context, answers);
  const words = [readSentence(source), ...troubles.slice(0, TROUBLES_MAX).map(trouble => trouble.words)];
  const over = troubles.length - TROUBLES_MAX;
  if (over > 0) words.push(say(catalogue, 'read.more', { n: over }));
  const witness = isCalm(source) ? witnessWords(source) : null;
  if (witness !== null) words.push(witness);
  const [unclear] = extras.reading?.unclear ?? [];
  const items = [plain(words.join(' '))];
  if (unclear !== undefined)
    items.push(plain(say(catalogue, 'letter.unclear', { day: dayAndMonth(catalogue.language, unclear) })));
  return section(context, 'read', items, false);
}

/** `12 sites sur 14, ce matin à 7 h 02.` When too little was read, that is what the sentence says. */
function readSentence(source: LetterSource): string {
  const { context, answers } = source;
  const { catalogue } = context;
  const { coverage } = answers;
  if (coverage.lastReadAt === null) return say(catalogue, 'state.unread');
  const key = isWellRead(source) ? 'letter.sites' : 'letter.sitesPoor';
  return say(catalogue, key, { sites: sitesWords(context, coverage), when: whenRead(source) });
}

function whenRead({ context, answers }: LetterSource): string {
  const { catalogue, timezone } = context;
  const { lastReadAt } = answers.coverage;
  if (lastReadAt === null || localDay(lastReadAt, timezone) !== context.today)
    return readingOf(context, answers).read;
  const time = timeOfDay(catalogue.language, lastReadAt, timezone);
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  const isMorning = Number(hour.format(new Date(lastReadAt))) < NOON;
  return say(catalogue, isMorning ? 'letter.thisMorning' : 'letter.today', { time });
}

/** Said only when it is true: the witness came out at the end of the chain. */
export function witnessWords({ context, extras }: LetterSource): string | null {
  const at = extras.reading?.witnessAt ?? null;
  if (at === null) return null;
  const day = dayAndMonth(context.catalogue.language, localDay(at, context.timezone));
  return say(context.catalogue, 'letter.witness', { day });
}

/** When the next one comes, and that a letter a month can be had. */
export function footerOf(source: LetterSource): readonly string[] {
  const { context, extras } = source;
  const { catalogue } = context;
  const day = longDay(catalogue.language, nextLetter(context, extras.rhythm));
  const hour = clockTime(catalogue.language, context.letter.at);
  const date = say(catalogue, 'letter.dateAt', { day, hour });
  const next = [say(catalogue, 'letter.next', { date })];
  if (isRhythmOffered(source)) next.push(say(catalogue, 'letter.rhythm'));
  next.push(say(catalogue, 'letter.madeHereShort'));
  return [next.join(' ')];
}

/** How to answer by mail, by the number of things to do; null when there is nothing to answer or nobody reads it. */
export function answeringWords(source: LetterSource, offered: number): string | null {
  const { context, extras } = source;
  if (!extras.answers) return null;
  if (offered === 0) return isRhythmOffered(source) ? say(context.catalogue, 'letter.answerRhythm') : null;
  return say(context.catalogue, offered > 1 ? 'letter.answerMany' : 'letter.answerOne');
}

/** The day of the next letter: of a monthly one, the first such weekday of a month. */
export function nextLetter(context: Context, rhythm: 'weekly' | 'monthly'): LocalDay {
  const next = nextLetterDay(context);
  if (rhythm === 'weekly') return next;
  const isFirst = (day: LocalDay) => addDays(day, -7).slice(0, 7) !== day.slice(0, 7);
  let day = next;
  while (!isFirst(day)) day = addDays(day, 7);
  return day;
}

/** After three weeks in which nobody spoke of her and which were all read, a letter a month may do. */
function isRhythmOffered(source: LetterSource): boolean {
  const { answers, extras } = source;
  if (extras.rhythm === 'monthly' || isMonthly(answers.period) || !isCalm(source)) return false;
  const from = addDays(answers.period.to, 1 - CALM_DAYS);
  const known = answers.usual.days.filter(({ day }) => day >= from);
  const wasThere = (extras.reading?.since ?? answers.period.to) <= weekOf(from).to;
  return wasThere && known.length === CALM_DAYS && known.every(day => day.mentions === 0);
}
