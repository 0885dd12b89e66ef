import type { Store } from '../../platform/store/open.ts';
import { type SourceState, sourceState } from '../../platform/store/source-state.ts';
import type { Done } from './run-source.ts';

/** Reads of one store, in this process: it has no other reader, since it belongs to its host. */
type Reads = {
  readonly running: Map<string, Promise<Done | null>>;
  /** By source: the number that its last read ended with. */
  readonly ended: Map<string, number>;
  count: number;
};

const byStore = new WeakMap<Store, Reads>();

export type OneReader = {
  /**
   * Runs `read`, given the source's state as it is now, unless that source is being read: then waits for what that
   * read brings, which is not tagged twice. One that was interrupted brings nothing: the next in line reads.
   */
  read(
    sourceId: string,
    known: SourceState | null,
    read: (state: SourceState | null) => Promise<Done | null>,
  ): Promise<Done | null>;
};

/** A collecting that began now, with the states that it found. Two readings at once never read one source twice. */
export function oneReader(store: Store): OneReader {
  const reads = byStore.get(store) ?? { running: new Map(), ended: new Map(), count: 0 };
  byStore.set(store, reads);
  const begun = reads.count;
  return {
    async read(sourceId, known, read) {
      for (;;) {
        const running = reads.running.get(sourceId);
        if (running === undefined) break;
        const done = await running.catch(() => null);
        if (done !== null) return { ...done, toTag: [] };
      }
      const isStale = (reads.ended.get(sourceId) ?? 0) > begun;
      const own = (isStale ? sourceState(store, sourceId) : Promise.resolve(known)).then(read);
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
