import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { dataRoot, packageRoot } from './files.ts';

/** Parsing the words of one language and one trade as YAML is a fifth of a short command's time. */
const isBundled = import.meta.url.endsWith('.js');

/**
 * One YAML file of catalogues/, lexicons/, packs/ or replies/, every scalar a text (`no` and `12` too). The bundle
 * reads the JSON that bin/build.mjs made of it, a test keeps the two alike; so do the sources, whose tests start a
 * hundred programs, unless the file was written since.
 * @param name below data/, without ending: `packs/joinery`
 */
export function readData(name: string): unknown {
  const built = join(packageRoot(), 'dist', 'data', `${name}.json`);
  if (isBundled || writtenAt(built) > writtenAt(join(dataRoot(), `${name}.yaml`)))
    return JSON.parse(readFileSync(built, 'utf8'));
  return readSource(name);
}

/** As `readData`, from the YAML itself whatever was built. */
export function readSource(name: string): unknown {
  const text = readFileSync(join(dataRoot(), `${name}.yaml`), 'utf8');
  return parse(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
}

/** Milliseconds; 0: there is no such file. */
function writtenAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
