import type { Instant } from './time.ts';

/** A sender's mails that did not come: how long nothing did, and how often one used to. */
export type MissingMail = {
  /** Whole days since the last one. */
  readonly days: number;
  readonly usual: 'day' | 'week' | 'month';
};

/** Gaps remembered: a quarter of a weekly mail. */
const GAPS_MAX = 12;
/** Below this many gaps nothing is usual yet. */
const GAPS_MIN = 7;
/**
 * Silence is told once it is half as long again as the longest of those gaps: for mails that come by pure chance
 * that happens by itself in 3 (twelve gaps) to 6 (seven) of 100 gaps, for a regular one on its second day of delay.
 */
const LONGER = 1.5;
/** Holidays and long week-ends. */
const SILENCE_DAYS_MIN = 5;
const DAY_MS = 86_400_000;

/** The days on which a sender wrote, as kept between two reads: day numbers since 1970 (UTC), ascending. */
export function withArrivals(kept: string, arrivals: readonly Instant[]): string {
  const days = new Set([...daysOf(kept), ...arrivals.map(at => Math.floor(Date.parse(at) / DAY_MS))]);
  return [...days]
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
    .slice(-(GAPS_MAX + 1))
    .join(',');
}

/** null: nothing is missing, or too little is known. */
export function missingMail(kept: string, now: Instant): MissingMail | null {
  const days = daysOf(kept);
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
  const last = days.at(-1);
  if (last === undefined || gaps.length < GAPS_MIN) return null;
  const silence = Math.floor(Date.parse(now) / DAY_MS) - last;
  if (silence < SILENCE_DAYS_MIN || silence <= LONGER * Math.max(...gaps)) return null;
  const median = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return { days: silence, usual: median <= 3 ? 'day' : median <= 14 ? 'week' : 'month' };
}

function daysOf(kept: string): number[] {
  return kept
    .split(',')
    .filter(day => /^\d{1,6}$/.test(day))
    .map(Number);
}
