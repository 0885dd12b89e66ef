import { serveTasks } from '../../platform/worker/serve-tasks.ts';
import type { Outcome } from '../../platform/worker/task.ts';
import { type Found, type FoundText, readFound } from './read-found.ts';

/** The thread that reads the sites which the set-up looks at: it has no network, no disk and no environment. */
async function perform(found: Found): Promise<Outcome<FoundText>> {
  try {
    return { ok: true, value: readFound(found) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'unknown' };
  }
}

serveTasks(perform);
