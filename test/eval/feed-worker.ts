import { parentPort, workerData } from 'node:worker_threads';
import { readWithFeedsmith, readWithRssParser } from './feed-readers.ts';

/** Other readers freeze on hostile feeds: they read in a thread that can be killed. */
const read = workerData === 'feedsmith' ? readWithFeedsmith : readWithRssParser;

parentPort?.on('message', async (bytes: Uint8Array) => {
  try {
    parentPort?.postMessage(await read(bytes));
  } catch {
    // Not read: the score counts it.
    parentPort?.postMessage(null);
  }
});
