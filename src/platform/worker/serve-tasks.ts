import { parentPort } from 'node:worker_threads';
import type { Outcome } from './task.ts';

/** What a worker says once, when it has loaded what it needs: from there on its time is its task's. */
export const READY = 'ready';

/**
 * Answers the tasks of a killable pool in its worker, one after another.
 *
 * @param perform never rejects
 * @param handedBack buffers of an outcome that are handed over instead of copied
 */
export function serveTasks<T, R>(
  perform: (task: T) => Promise<Outcome<R>>,
  handedBack: (outcome: Outcome<R>) => readonly ArrayBuffer[] = () => [],
): void {
  parentPort?.on('message', async (task: T) => {
    const outcome = await perform(task);
    parentPort?.postMessage(outcome, handedBack(outcome));
  });
  parentPort?.postMessage(READY);
}
