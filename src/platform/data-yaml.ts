import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { dataRoot, packageRoot } from './files.ts';

/** Parsing the words of one language and one trade as YAML is a fifth of a short command's time. */
const isBundled = import.meta.url.endsWith('.js');

/**
 * One YAML file of catalogues/, lexicons/ or packs/, every scalar a text (`no` and `12` too). The bundle reads
 * the JSON that bin/build.mjs made of it, a test keeps the two alike; from sources the file itself is read.
 * @param name below data/, without ending: `packs/joinery`
 */
export function readData(name: string): unknown {
  if (isBundled) return JSON.parse(readFileSync(join(packageRoot(), 'dist', 'data', `${name}.json`), 'utf8'));
  const text = readFileSync(join(dataRoot(), `${name}.yaml`), 'utf8');
  return parse(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
}
