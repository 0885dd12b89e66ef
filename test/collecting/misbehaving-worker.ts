import { setTimeout } from 'node:timers/promises';
import { serveTasks } from '../../src/platform/worker/serve-tasks.ts';
import type { Outcome } from '../../src/platform/worker/task.ts';

/** A worker that does what hostile input may make a reader do. */
let answered = 0;
const deeds: Record<string, () => Outcome<number> | Promise<Outcome<number>>> = {
  answer: () => ({ ok: true, value: 42 }),
  fail: () => ({ ok: false, detail: 'TypeError' }),
  hang: () => {
    for (;;);
  },
  hoard: () => {
    const hoard: string[][] = [];
    for (;;) hoard.push(Array.from({ length: 10_000 }, (_, i) => `item ${i} ${hoard.length}`));
  },
  leave: () => process.exit(7),
  /** Computes nothing and never answers. */
  doze: () => new Promise(() => undefined),
  /** Off the processor for longer than its task may compute, as on a busy machine: it loses nothing by it. */
  wait: async () => {
    await setTimeout(700);
    return { ok: true, value: 43 };
  },
  /** How many this worker has answered. */
  count: () => ({ ok: true, value: ++answered }),
  throw: () => {
    process.nextTick(() => {
      throw new Error('uncaught');
    });
    return new Promise(() => undefined);
  },
};

serveTasks(async (task: string | { readonly deed: string }) => {
  const deed = deeds[typeof task === 'string' ? task : task.deed];
  return deed ? deed() : { ok: false, detail: 'unknown deed' };
});
