import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasOwnBrowser, newBrowser } from './report/new-browser.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['bin', 'collectors', 'dashboards', 'data', 'pipelines', 'queries', 'src', 'package.json'];
/** bin/build.mjs touches it at each build, changed or not. */
const BUILT = join(ROOT, 'dist/data/catalogues/fr.json');

/**
 * Before the first test: builds dist/, unless it is younger than all that it is made of, and unpacks the browser that
 * npm brings, which two files at once would do over one another.
 */
export default async function prepareOnce(): Promise<void> {
  const builtAt = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.some(name => newest(join(ROOT, name)) > builtAt))
    execFileSync(process.execPath, [join(ROOT, 'bin/build.mjs')], { stdio: 'inherit' });
  if (hasOwnBrowser) await newBrowser();
}

/** Milliseconds of the last change of a file, or of any below a folder. */
function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  const entries = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
    : [];
  return Math.max(mtimeMs, ...entries.map(name => statSync(join(path, name)).mtimeMs));
}
