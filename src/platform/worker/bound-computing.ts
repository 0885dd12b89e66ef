import type { Worker } from 'node:worker_threads';

/** For a thread that waits instead of computing, or that does not say what it used: a machine may be as busy. */
const WALL_FACTOR = 5;
/** How often at most a thread that is late is asked what it used. */
const LOOK_MS = 50;

/**
 * Calls `over` when the thread has computed for `cpuMs` since now. A thread cannot compute longer than the clock
 * shows, so that it is asked only once it is late.
 *
 * @returns what ends the watch
 */
export function boundComputing(worker: Worker, cpuMs: number, over: () => void): () => void {
  const wallEnd = performance.now() + WALL_FACTOR * cpuMs;
  // Node before 24.6 cannot tell: the clock on the wall has to do.
  const used = async () => {
    const usage = await worker.cpuUsage?.().catch(() => undefined);
    return usage && (usage.user + usage.system) / 1_000;
  };
  const before = used();
  let timer = setTimeout(look, cpuMs);
  let isOver = false;
  function look() {
    const leftMs = wallEnd - performance.now();
    if (leftMs <= 0) return over();
    // In native code a thread does not answer: then the clock on the wall ends it.
    timer = setTimeout(over, leftMs);
    Promise.all([before, used()]).then(([from, to]) => {
      if (isOver || from === undefined || to === undefined) return;
      clearTimeout(timer);
      const spareMs = cpuMs - (to - from);
      if (spareMs <= 0) over();
      else timer = setTimeout(look, Math.min(Math.max(spareMs, LOOK_MS), leftMs));
    });
  }
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
