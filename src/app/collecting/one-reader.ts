import type { SourceState } from '../../platform/store/source-state.ts';

/** Reads of one store, in this process: it has no other reader, since it belongs to its host. */
type Reads = {
  readonly running: Map<string, Promise<unknown>>;
  /** By source: the number that its last read ended with. */
  readonly ended: Map<string, number>;
  count: number;
};

const byStore = new WeakMap<object, Reads>();

export type OneReader<S> = {
  /**
   * Runs `read`, given the source's state as it is now, unless that source is being read: then waits for what that
   * read brings. One that was interrupted brings nothing (null): the next in line reads.
   */
  read<D>(sourceId: string, known: S | null, read: (state: S | null) => Promise<D | null>): Promise<D | null>;
};

/**
 * A collecting that begins now, with the states that it has found. Two at once never read one source twice.
 *
 * @param store whose sources
 * @param stateNow asked where another read has ended since
 */
export function oneReader<S = SourceState>(
  store: object,
  stateNow: (sourceId: string) => Promise<S | null>,
): OneReader<S> {
  const reads = byStore.get(store) ?? { running: new Map(), ended: new Map(), count: 0 };
  byStore.set(store, reads);
  const begun = reads.count;
  return {
    async read<D>(
      sourceId: string,
      known: S | null,
      read: (state: S | null) => Promise<D | null>,
    ): Promise<D | null> {
      for (;;) {
        const running = reads.running.get(sourceId);
        if (running === undefined) break;
        const done = await running.catch(() => null);
        if (done !== null) return done as D;
      }
      const isStale = (reads.ended.get(sourceId) ?? 0) > begun;
      const own = (isStale ? stateNow(sourceId) : Promise.resolve(known)).then(read);
      reads.running.set(sourceId, own);
      try {
        return await own;
      } finally {
        reads.running.delete(sourceId);
        reads.count += 1;
        reads.ended.set(sourceId, reads.count);
      }
    },
  };
}
