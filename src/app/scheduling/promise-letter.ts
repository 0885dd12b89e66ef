import type { Instant } from '../../domain/time.ts';
import type { Outbox } from '../../platform/store/outbox.ts';
import { type LetterSchedule, planLetter } from './letter-due.ts';

/** The letter that is due, and the next one, stand in the outbox with their times; nothing else does. */
export async function promiseLetter(outbox: Outbox, schedule: LetterSchedule, now: Instant): Promise<void> {
  const plan = planLetter(schedule, await outbox.letters(), now);
  await outbox.promiseLetters(plan.now ? [plan.now, plan.next] : [plan.next], now);
}
