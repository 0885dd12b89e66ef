import { basename } from 'node:path';

/**
 * Where a worker's module is: itself among the sources, beside us in the bundle. The tests start the workers of the
 * bundle (test/built-workers.ts).
 *
 * @param source the module among the sources
 */
export function workerAt(source: URL): URL {
  return import.meta.url.endsWith('.ts')
    ? source
    : new URL(`${basename(source.pathname, '.ts')}.js`, import.meta.url);
}
