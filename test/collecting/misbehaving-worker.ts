import { parentPort } from 'node:worker_threads';

/** A worker that does what hostile input may make a reader do. */
let answered = 0;
const deeds: Record<string, () => unknown> = {
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
  /** How many this worker has answered. */
  count: () => ({ ok: true, value: ++answered }),
  throw: () => {
    throw new Error('uncaught');
  },
};

parentPort?.on('message', (task: string | { readonly deed: string }) => {
  parentPort?.postMessage(deeds[typeof task === 'string' ? task : task.deed]?.());
});
