import type { Clock } from '../domain/time.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock that its owner sets: for the demo and for simulations. */
export function settableClock(start: string): Clock & { set(instant: string): void } {
  let current = start;
  return {
    now: () => current,
    set: instant => {
      current = instant;
    },
  };
}
