import type { Asker } from '../../src/domain/question.ts';
import { type LocalDay, lastWeek, localDay } from '../../src/domain/time.ts';

/**
 * The last day that a period's state (a rating, what waits) is told of: today when the period reaches the last
 * complete week, so that this morning's review is there; its own end when it is an earlier one, told as it ended.
 */
export function toldUntil({ now, timezone }: Asker, to: LocalDay): LocalDay {
  const today = localDay(now, timezone);
  return to < lastWeek(today).to || to > today ? to : today;
}
