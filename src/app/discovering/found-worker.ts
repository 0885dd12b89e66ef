import { parentPort } from 'node:worker_threads';
import type { Outcome } from '../../platform/worker/task.ts';
import { type Found, type FoundText, readFound } from './read-found.ts';

/** The thread that reads the sites which the set-up looks at: it has no network, no disk and no environment. */
function perform(found: Found): Outcome<FoundText> {
  try {
    return { ok: true, value: readFound(found) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'unknown' };
  }
}

parentPort?.on('message', (found: Found) => parentPort?.postMessage(perform(found)));
