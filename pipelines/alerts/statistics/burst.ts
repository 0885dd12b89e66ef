import { baselineOf, HISTORY_DAYS, windowLaw } from './baseline.ts';
import { upperTail } from './negative-binomial.ts';

/** Complaints come in a day, on the day after too, over a week-end, or along a week. */
export const BURST_WINDOWS = [1, 2, 3, 7] as const;
/** Less likely than this by chance: told. Less than the second: told at once. */
export const BURST_P = { told: 1e-3, now: 2e-4 } as const;
/** Fewer stories are read one by one. */
const STORIES_MIN = 3;
/** What was said yesterday may be read today: judged as on its day, for so many days. */
const LATE_DAYS_MAX = 2;

export type Burst = {
  /** Length in days of the window that is the least likely by chance. */
  readonly days: number;
  /** Days between its last day and the last of the series. */
  readonly ago: number;
  readonly count: number;
  /** Expected in that window. */
  readonly expected: number;
  /** P(more than so many by chance). */
  readonly p: number;
};

/**
 * Is the end of a series of daily counts (oldest first, the last is today) more than chance brings? Windows of 1, 2,
 * 3 and 7 days against the 56 days before each; the least likely speaks, when the chance of more than it holds is
 * under 1e-3. Windows end on the last day of which there is something, at most two days ago; null when there is
 * none, with fewer than 3 in the window, or with less than 14 days before it. Today may be half over: its count only
 * grows, so that looking often adds no false alarm.
 *
 * "More than", not "as many or more": counts of three or four are whole steps wide, and the second wastes most of
 * what the budget of false alarms allows (`npm run eval -- alerts`).
 */
export function burstAt(counts: readonly number[]): Burst | null {
  const last = counts.findLastIndex(count => count > 0);
  const ago = counts.length - 1 - last;
  if (last < 0 || ago > LATE_DAYS_MAX) return null;
  const until = counts.slice(0, last + 1);
  let found: Burst | null = null;
  for (const days of BURST_WINDOWS) {
    const burst = burstOf(until, days, ago);
    if (burst && (found === null || burst.p < found.p)) found = burst;
  }
  return found;
}

function burstOf(counts: readonly number[], days: number, ago: number): Burst | null {
  const count = counts.slice(-days).reduce((sum, one) => sum + one, 0);
  if (count < STORIES_MIN) return null;
  const history = counts.slice(0, -days).slice(-HISTORY_DAYS);
  const baseline = baselineOf(history);
  if (baseline === null) return null;
  const law = windowLaw(baseline, history.length, days);
  const p = upperTail(law, count + 1);
  return p < BURST_P.told ? { days, ago, count, expected: law.mean, p } : null;
}
