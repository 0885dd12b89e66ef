import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { InspectedFeed } from '../../src/app/inspecting/feed.ts';

/** The acceptance script gives up after as long. */
const DURATION_MS_MAX = 4500;

/** Runs a reader that may freeze in a thread of its own; a frozen one is killed and counts as not read. */
export class KillableReader {
  readonly #name: string;
  #worker: Worker | null = null;

  constructor(name: 'rss-parser' | 'feedsmith') {
    this.#name = name;
  }

  read = async (bytes: Uint8Array): Promise<InspectedFeed | null> => {
    this.#worker ??= new Worker(new URL('./feed-worker.ts', import.meta.url), {
      workerData: this.#name,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    this.#worker.postMessage(bytes);
    try {
      const [answer] = await once(this.#worker, 'message', { signal: AbortSignal.timeout(DURATION_MS_MAX) });
      return answer;
    } catch {
      await this.close();
      return null;
    }
  };

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }
}
