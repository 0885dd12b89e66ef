import { fold } from '../../src/domain/text/fold.ts';
import type { Instant } from '../../src/domain/time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/^(?:minutes?|mins?|secondes?|seconds?|secs?|instants?|moments?)$/, 'minute'],
  [/^(?:heures?|hours?|hrs?|h)$/, 'hour'],
  [/^(?:jours?|days?|j|d)$/, 'day'],
  [/^(?:semaines?|weeks?|sem|wk|w)$/, 'week'],
  [/^(?:mois|months?|mo)$/, 'month'],
  [/^(?:ans?|annees?|years?|yrs?|y)$/, 'year'],
];

const AMOUNT = '(\\d{1,3}|une?|an?|quelques|few)';
/** Found on folded text: `il y a environ 2 semaines`, `2 weeks ago`. */
const FRENCH = new RegExp(
  `\\bil y a (?:environ |plus d[e'] ?|pres d[e'] ?|moins d[e'] ?)?${AMOUNT} ?([a-z]+)\\.?`,
);
const ENGLISH = new RegExp(`\\b(?:about |over |almost )?${AMOUNT} ?([a-z]+) ago\\b`);
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:aujourd'hui|today|a l'instant|just now)\b/, 0],
  [/\b(?:avant hier)\b/, 2],
  [/\b(?:hier|yesterday)\b/, 1],
];

/** An age as pages write it, and where it stands in the folded text. */
export type Age = { readonly at: Instant; readonly start: number; readonly end: number };

/**
 * The instant that "il y a 2 semaines" or "a week ago" means at `observedAt`. Months and years go by the calendar
 * (a month before 31 March is 28 February), all in UTC, so that no machine's zone matters. Null: no age is said.
 */
export function readAge(text: string, observedAt: Instant): Age | null {
  const folded = fold(text.slice(0, 300));
  const match = FRENCH.exec(folded) ?? ENGLISH.exec(folded);
  const unit = match && UNITS.find(([pattern]) => pattern.test(match[2]!))?.[1];
  if (match && unit) {
    const at = before(observedAt, amountOf(match[1]!), unit);
    return { at, start: match.index, end: match.index + match[0].length };
  }
  for (const [pattern, days] of WORDS) {
    const word = pattern.exec(folded);
    if (word)
      return { at: before(observedAt, days, 'day'), start: word.index, end: word.index + word[0].length };
  }
  return null;
}

function amountOf(word: string): number {
  if (/^\d/.test(word)) return Number(word);
  return word === 'quelques' || word === 'few' ? 3 : 1;
}

function before(observedAt: Instant, amount: number, unit: Unit): Instant {
  const now = Date.parse(observedAt);
  if (unit === 'month' || unit === 'year')
    return monthsBefore(observedAt, unit === 'year' ? amount * 12 : amount);
  const span = { minute: HOUR_MS / 60, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS }[unit];
  return new Date(now - amount * span).toISOString();
}

function monthsBefore(observedAt: Instant, months: number): Instant {
  const now = new Date(observedAt);
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return new Date(first.getTime() + (now.getTime() % DAY_MS)).toISOString();
}
