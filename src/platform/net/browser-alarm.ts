import { VigieError } from '../../domain/errors.ts';

/**
 * What this process may come to hold while a page is drawn: a page can talk to whoever drives its browser by
 * other ways than its document (console, errors, dialogs). Nothing else that is done meanwhile comes near.
 */
const HELD_BYTES_MAX = 400 * 1_048_576;
/** Often enough that little more than that piles up between two looks. */
const LOOK_MS = 50;

export type Alarm = { readonly rings: Promise<never>; stop(): void };

/**
 * Rings (rejects) after `ms`, or sooner when this process holds 400 MB more than now: nothing of what a page sends
 * past its document can be bounded where it is sent.
 *
 * @throws VigieError SourceUnreachable at the deadline, SourceTooLarge for the flood
 */
export function alarmAfter(ms: number): Alarm {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new VigieError('SourceUnreachable', { reason: 'timeout', detail: 'deadline' }));
  const timer = setTimeout(late, Math.max(0, ms));
  const before = heldBytes();
  const watch = setInterval(() => {
    if (heldBytes() - before > HELD_BYTES_MAX)
      reject(new VigieError('SourceTooLarge', { detail: 'page floods its browser' }));
  }, LOOK_MS);
  const stop = () => {
    clearTimeout(timer);
    clearInterval(watch);
  };
  return { rings: promise, stop };
}

function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
