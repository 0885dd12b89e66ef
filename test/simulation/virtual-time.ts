type Event = { readonly at: number; readonly order: number; readonly run: () => void };

/** Time that passes only when nothing is left to do: a year takes as long as its events. */
export type VirtualTime = {
  /** Epoch milliseconds. */
  now(): number;
  at(time: number, run: () => void): void;
  sleep(ms: number): Promise<void>;
  /** Runs everything that comes due, each event to its end, until then. */
  run(until: number): Promise<void>;
};

export function virtualTime(start: number): VirtualTime {
  const heap: Event[] = [];
  let current = start;
  let count = 0;
  const before = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const push = (event: Event): void => {
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(event, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = event;
  };
  const pop = (): Event | undefined => {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  };
  const at = (time: number, run: () => void): void => {
    count += 1;
    push({ at: Math.max(time, current), order: count, run });
  };
  return {
    now: () => current,
    at,
    sleep: ms => new Promise(resolve => at(current + ms, resolve)),
    async run(until) {
      for (;;) {
        const next = heap[0];
        if (next === undefined || next.at > until) break;
        pop();
        current = next.at;
        next.run();
        // Every promise that this event settles, and all that follow from it.
        await new Promise<void>(resolve => setImmediate(resolve));
      }
      current = until;
    },
  };
}

/** A seeded generator (mulberry32): 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
