import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BUILT = join(import.meta.dirname, '../dist');

/**
 * Stands for src/platform/worker/worker-at.ts wherever a test runs (vitest.config.ts): workers as they ship, which
 * the tests start some two hundred times. From the sources each would compile them anew, and a tagger's start costs
 * three times as much.
 */
export function workerAt(source: URL): URL {
  return pathToFileURL(join(BUILT, `${basename(source.pathname, '.ts')}.js`));
}
