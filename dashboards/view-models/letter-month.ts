import type { Reading } from '../../queries/reading.ts';
import { say } from '../../src/domain/catalogue.ts';
import { addDays, type LocalDay, type Period } from '../../src/domain/time.ts';
import { dayAndMonth, dayRange, longDay, month } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { daysOf, isCalm, isMonthly, type LetterSource } from './letter-parts.ts';
import { nextLetter, witnessWords } from './letter-read.ts';

/** Times that the computer was off, named one by one. */
const GAPS_MAX = 2;

/** A calm month told in a few sentences: what is usual, what was read on how many days, the witness. */
export function isCalmMonth(source: LetterSource): boolean {
  return isMonthly(source.answers.period) && isCalm(source);
}

export function calmMonth(source: LetterSource): readonly string[] {
  const { context, extras } = source;
  const { catalogue } = context;
  const name = month(catalogue.language, source.answers.period.from);
  const nobody = `${say(catalogue, 'letter.month.nobody', { month: name })} ${usualWords(source)}`.trim();
  const witness = witnessWords(source);
  const date = longDay(catalogue.language, nextLetter(context, extras.rhythm));
  const nothing = `${say(catalogue, 'letter.month.nothing')} ${say(catalogue, 'letter.month.next', { date })}`;
  return [nobody, readWords(source), ...(witness === null ? [] : [witness]), nothing];
}

/** `C’est habituel pour vous : 0 à 4 fois par mois.` Where months without a word are rare, it does not say so. */
function usualWords({ context, extras }: LetterSource): string {
  const { catalogue } = context;
  if (extras.monthsBefore.length === 0) return '';
  const min = Math.min(...extras.monthsBefore);
  const max = Math.max(...extras.monthsBefore);
  if (max === 0) return say(catalogue, 'letter.month.usualRare');
  if (min === max) return say(catalogue, 'letter.month.unusualSame', { max });
  return say(catalogue, min === 0 ? 'letter.month.usual' : 'letter.month.unusual', { min, max });
}

function readWords(source: LetterSource): string {
  const { context, answers, extras } = source;
  const { catalogue } = context;
  const { reading } = extras;
  const watched = new Set(answers.changes.watched);
  const k = context.rivals.filter(rival => watched.has(rival.subject)).length;
  const key = k === 0 ? 'read' : k === 1 ? 'readRival' : 'readRivals';
  const total = daysOf(answers.period);
  const days = reading?.days.length ?? total;
  const read = say(catalogue, `letter.month.${key}`, { n: answers.coverage.sitesRead, k, days, total });
  const off = reading === null ? null : offWords(source, reading);
  return off === null ? read : `${read} ${off}`;
}

function offWords({ context, answers }: LetterSource, reading: Reading): string | null {
  const { catalogue } = context;
  const gaps = gapsOf(answers.period, reading).slice(0, GAPS_MAX);
  const last = gaps.at(-1);
  if (!last) return null;
  const [one = '', other] = gaps.map(gap => gapWords(context, gap));
  const when = other === undefined ? one : say(catalogue, 'letter.month.offAnd', { one, other });
  const back = addDays(last.to, 1);
  if (!reading.days.includes(back)) return say(catalogue, 'letter.month.offStill', { when });
  const { sitesRead, sitesTotal } = answers.coverage;
  const key = sitesRead === sitesTotal ? 'off' : 'offPartly';
  return say(catalogue, `letter.month.${key}`, { when, day: dayAndMonth(catalogue.language, back) });
}

function gapWords({ catalogue }: Context, gap: Period): string {
  return gap.from === gap.to
    ? say(catalogue, 'letter.month.offDay', { day: dayAndMonth(catalogue.language, gap.from) })
    : dayRange(catalogue.language, gap);
}

/** Runs of days on which nothing was read, longest first; days before the first reading ever are none. */
function gapsOf(period: Period, { days, since }: Reading): readonly Period[] {
  const read = new Set(days);
  const gaps: { from: LocalDay; to: LocalDay }[] = [];
  const start = since !== null && since > period.from ? since : period.from;
  for (let day = start; day <= period.to; day = addDays(day, 1)) {
    if (read.has(day)) continue;
    const last = gaps.at(-1);
    if (last && addDays(last.to, 1) === day) last.to = day;
    else gaps.push({ from: day, to: day });
  }
  return gaps.toSorted((a, b) => daysOf(b) - daysOf(a));
}
