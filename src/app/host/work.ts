import { setTimeout as wait } from 'node:timers/promises';
import { VigieError } from '../../domain/errors.ts';

/**
 * A question takes a second at most, a reading that is told to stop two, a batch of tagging three or four: what
 * is not over by then is stuck, and nobody should wait for it at a prompt.
 */
export const DRAIN_MS_MAX = 10_000;

/** What is under way on a store: it must not go while anything still asks or writes. */
export type Work = {
  /**
   * The signal is aborted when the house closes or the caller stops.
   * @throws VigieError StoreBusy once the house is closing
   */
  run<T>(task: (signal: AbortSignal) => Promise<T>, stop?: AbortSignal): Promise<T>;
  /** Begins nothing more, stops what is long, waits for the rest, then for `after`. False: not within the bound. */
  close(after: () => Promise<void>): Promise<boolean>;
};

export function openWork(): Work {
  const leaving = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  return {
    async run(task, stop) {
      if (leaving.signal.aborted) throw new VigieError('StoreBusy', { detail: 'house closing' });
      const working = task(AbortSignal.any(stop ? [leaving.signal, stop] : [leaving.signal]));
      underWay.add(working);
      try {
        return await working;
      } finally {
        underWay.delete(working);
      }
    },
    async close(after) {
      leaving.abort();
      const drained = Promise.allSettled(underWay)
        .then(after)
        .then(() => true);
      const over = new AbortController();
      const bound = wait(DRAIN_MS_MAX, false, { signal: over.signal }).catch(() => false);
      try {
        return await Promise.race([drained, bound]);
      } finally {
        over.abort();
      }
    },
  };
}
