import type { Catalogue } from '../domain/catalogue.ts';
import type { Language } from '../domain/words.ts';
import { readData } from './data-yaml.ts';

/** The words of data/catalogues/<language>.yaml under dotted keys. Throws if a leaf is not text. */
export function loadCatalogue(language: Language): Catalogue {
  const strings = new Map<string, string>();
  flatten(readData(`catalogues/${language}`), '', strings);
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
