import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { say } from '../../../src/domain/catalogue.ts';
import type { Hint } from '../ui/bars.ts';

/** From here on a page has its wide layout and says its keys at length. */
export const WIDE_COLUMNS = 100;
/** Below this, frames do not stand side by side. */
export const PAIR_COLUMNS = 76;

/** `[key, words]` or `[key, words, words where columns are scarce]`; '' leaves the key out there. */
type Named = readonly [key: string, long: string, short?: string];

/** The keys of a page; `key.…` are names of keys. */
export function pageHints(catalogue: Catalogue, columns: number, named: readonly Named[]): readonly Hint[] {
  return named.flatMap(([key, long, short = long]) => {
    const words = columns >= WIDE_COLUMNS ? long : short;
    return words === '' ? [] : [{ key: key.startsWith('key.') ? say(catalogue, key) : key, words }];
  });
}
