import { addDays, type Instant, localDay, startOfDay } from '../../src/domain/time.ts';

const HOUR_MS = 3_600_000;
/** Nothing that is answered within the hour is answered well. */
const COOLING_MS = HOUR_MS;
/** The night, in the owner's zone: from 21 h to 7 h no draft is shown. */
const NIGHT_HOUR = 21;
const MORNING_HOUR = 7;

/** When a reply to a review may be shown; null: now. "Le brouillon vous attend demain matin." */
export function shownFrom(publishedAt: Instant, now: Instant, timezone: string): Instant | null {
  const cooled = Math.max(Date.parse(publishedAt) + COOLING_MS, Date.parse(now));
  const at = new Date(cooled).toISOString();
  const hour = hourOf(at, timezone);
  const day = localDay(at, timezone);
  if (hour >= NIGHT_HOUR) return morningOf(addDays(day, 1), timezone);
  if (hour < MORNING_HOUR) return morningOf(day, timezone);
  return at > now ? at : null;
}

function hourOf(instant: Instant, timezone: string): number {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  return Number(hour.format(new Date(instant)));
}

/** 7 h of a day, also where clocks change in its night. */
function morningOf(day: string, timezone: string): Instant {
  const guess = Date.parse(startOfDay(day, timezone)) + MORNING_HOUR * HOUR_MS;
  const off = MORNING_HOUR - hourOf(new Date(guess).toISOString(), timezone);
  return new Date(guess + off * HOUR_MS).toISOString();
}
