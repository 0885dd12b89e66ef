import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Language } from '../domain/words.ts';

/** Reads data/catalogues/<language>.yaml and flattens it to dotted keys. Throws if a leaf is not text. */
export async function loadCatalogue(dataRoot: string, language: Language): Promise<Catalogue> {
  const file = join(dataRoot, 'catalogues', `${language}.yaml`);
  const strings = new Map<string, string>();
  flatten(parse(await readFile(file, 'utf8')), '', strings);
  return { language, strings };
}

function flatten(node: unknown, path: string, strings: Map<string, string>): void {
  if (typeof node === 'string') {
    strings.set(path, node);
    return;
  }
  if (typeof node !== 'object' || node === null) throw new Error(`catalogue: ${path} is not text`);
  for (const [name, child] of Object.entries(node)) {
    flatten(child, path === '' ? name : `${path}.${name}`, strings);
  }
}
