import { findPhrases, type Phrases, phrases } from '../../src/domain/text/phrases.ts';
import type { Token } from '../../src/domain/text/tokens.ts';

export type Place = { readonly from: number; readonly to: number };

/** One part of an entry of a list: an entry `a + b` has two, and stands where both do. */
type Part = { readonly list: number; readonly entry: number; readonly part: number };
export type WordIndex = { readonly parts: Phrases<Part>; readonly partsOf: readonly (readonly number[])[] };

/**
 * Prepares lists of entries, each a phrase or `a + b`. Whole folded words, no stemming: an entry lists the forms
 * that it means.
 */
export function wordIndex(lists: readonly (readonly string[])[]): WordIndex {
  const split = lists.map(entries => entries.map(entry => entry.split(' + ')));
  const parts = split.flatMap((entries, list) =>
    entries.flatMap((words, entry) => words.map((word, part) => [word, { list, entry, part }] as const)),
  );
  return { parts: phrases(parts), partsOf: split.map(entries => entries.map(words => words.length)) };
}

/** Where entries of each list stand (an `a + b` at its first part), by the list's number; none: left out. */
export function placesIn(index: WordIndex, words: readonly Token[]): ReadonlyMap<number, readonly Place[]> {
  const found = findPhrases(
    index.parts,
    words.map(token => token.word),
  );
  const byEntry = Map.groupBy(found, ({ value }) => `${value.list} ${value.entry}`);
  const places = new Map<number, Place[]>();
  for (const parts of byEntry.values()) {
    const [first] = parts;
    if (!first) continue;
    const { list, entry } = first.value;
    const distinct = new Set(parts.map(({ value }) => value.part)).size;
    if (distinct < (index.partsOf[list]?.[entry] ?? 0)) continue;
    const at = parts.filter(({ value }) => value.part === 0).map(({ from, to }) => ({ from, to }));
    places.set(list, [...(places.get(list) ?? []), ...at]);
  }
  return places;
}
