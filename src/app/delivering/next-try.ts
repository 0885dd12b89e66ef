import type { Instant } from '../../domain/time.ts';
import type { Delivery } from '../../platform/store/outbox.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Waits after a try: the first, then so many times longer each time, up to the longest; and after how many tries
 * that message is given up on that channel. Counted in tries and not in days: a clock that jumps loses nothing.
 */
const WAITS = {
  /** Surely not taken. A server is back within minutes or days; two hours on average are lost to a person. */
  failed: { firstMs: 2 * MINUTE_MS, factor: 2, longestMs: 2 * HOUR_MS, tries: 400 },
  /** Perhaps taken: each try may be a copy more in her mailbox. */
  unknown: { firstMs: 30 * MINUTE_MS, factor: 4, longestMs: DAY_MS, tries: 8 },
  /** She must mend something; a wrong password that is tried all the time locks the mailbox. */
  refused: { firstMs: DAY_MS, factor: 1, longestMs: DAY_MS, tries: 30 },
} as const;
/** Spread, so that messages and machines that failed together do not come back together. */
const JITTER = 0.2;
/** Clocks are set back by a second or two every day; more is a jump. */
const CLOCK_SLACK_MS = MINUTE_MS;

/**
 * When to try again after a try that nobody took.
 *
 * @param tries of this message on this channel, this one included
 * @param random 0 to 1
 */
export function nextTryAt(
  now: Instant,
  { status, tries }: { readonly status: keyof typeof WAITS; readonly tries: number },
  random: () => number,
): Instant {
  const { firstMs, factor, longestMs } = WAITS[status];
  const waitMs = Math.min(firstMs * factor ** Math.min(tries - 1, 20), longestMs);
  return later(now, waitMs * (1 + JITTER * (2 * random() - 1)));
}

/** True when a message needs no further try on a channel: it was taken, or tried as often as it makes sense. */
export function isSettled(delivery: Delivery | undefined): boolean {
  if (delivery === undefined) return false;
  return delivery.status === 'sent' || delivery.tries >= WAITS[delivery.status].tries;
}

/**
 * When a message may be tried again on a channel. A try that was cut (it has no next time) is repeated at once,
 * and with a wait from the second cut on: a program that dies of sending must not send for ever.
 */
export function readyAt(delivery: Delivery | undefined, now: Instant): Instant {
  if (delivery === undefined || Date.parse(delivery.at) > Date.parse(now) + CLOCK_SLACK_MS) return now;
  if (delivery.nextAt !== null) return delivery.nextAt;
  if (delivery.tries <= 1) return delivery.at;
  return nextTryAt(delivery.at, { status: 'unknown', tries: delivery.tries - 1 }, () => 0.5);
}

/** True while a channel waits for its owner: no other message is tried on it either. */
export function isRefusing(last: Delivery | undefined, now: Instant): boolean {
  return last?.status === 'refused' && readyAt(last, now) > now;
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + Math.round(ms)).toISOString();
}
