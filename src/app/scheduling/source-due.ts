import type { Instant } from '../../domain/time.ts';
import { nextByPattern } from './read-pattern.ts';

const MINUTE_MS = 60_000;
/** The longest that a source of its own pace, or a failing one, is left alone (see collecting/due.ts). */
const PACE_MS_MAX = 1_440 * MINUTE_MS;
/** Clocks are set back by a second or two every day; more is a jump. */
const CLOCK_SLACK_MS = MINUTE_MS;

/** What is known of a source when its turn is asked for. */
export type SourceTurn = {
  /** Minutes that the settings ask for; null: adaptive. */
  readonly every: number | null;
  readonly lastReadAt: Instant | null;
  /** As stored after the last read. */
  readonly nextDueAt: Instant | null;
  readonly failures: number;
};

export type ReadSchedule = {
  /** The owner's cron pattern; undefined: each source at its own pace. */
  readonly read?: string | undefined;
  readonly timezone: string;
};

/**
 * When a source is to be read next. The stored due time, but never further from the last read than what the
 * settings say now, so that a clock that was once a year ahead, or a changed pattern, costs nothing. `now` (it is
 * due) when the last read lies in the future: the clock went back, and nothing stored can be trusted.
 */
export function sourceDueAt(turn: SourceTurn, schedule: ReadSchedule, now: Instant): Instant {
  const { every, lastReadAt, nextDueAt, failures } = turn;
  if (lastReadAt === null || nextDueAt === null) return now;
  if (Date.parse(lastReadAt) > Date.parse(now) + CLOCK_SLACK_MS) return now;
  if (failures > 0) return earlier(nextDueAt, later(lastReadAt, PACE_MS_MAX));
  if (every !== null) return earlier(nextDueAt, later(lastReadAt, every * MINUTE_MS));
  if (schedule.read === undefined) return earlier(nextDueAt, later(lastReadAt, PACE_MS_MAX));
  return nextByPattern(schedule.read, lastReadAt, schedule.timezone) ?? later(lastReadAt, PACE_MS_MAX);
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
