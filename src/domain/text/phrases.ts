import { fold } from './fold.ts';
import { foldedWords } from './tokens.ts';
import { BySlot } from './word-table.ts';

/** Words of phrases as a tree: one step per word, so that ten thousand phrases cost a text no more than ten. */
type Branch<T> = { next: Map<string, Branch<T>> | null; values: T[] };
export type Phrases<T> = {
  readonly root: Branch<T>;
  readonly normal: (word: string) => string;
  /** Beginnings of the phrases' first words: most words of a text are none, and need not be normalised. */
  readonly heads: ReadonlySet<number>;
  /** What each word opens, by its slot: null for nearly all. Made when slots are first given. */
  opened: BySlot<Branch<T> | null> | null;
  /** What each word is normalised to, by its slot. */
  normals: BySlot<string> | null;
};

/** A phrase found: the words from `from` to `to` (excluded). */
export type Found<T> = { readonly value: T; readonly from: number; readonly to: number };

/** Longer phrases are cut: no name, address or seed needs more words. */
const MAX_PHRASE_WORDS = 12;

/**
 * Prepares phrases for `findPhrases`. `normal` is applied to each folded word on both sides: a stemmer lets
 * "devis" find "devis", "réparer" find "réparation". It may change endings only, never the first three letters.
 */
export function phrases<T>(
  entries: Iterable<readonly [phrase: string, value: T]>,
  normal: (word: string) => string = word => word,
): Phrases<T> {
  const root: Branch<T> = { next: null, values: [] };
  const heads = new Set<number>();
  for (const [phrase, value] of entries) {
    const words = foldedWords(fold(phrase)).slice(0, MAX_PHRASE_WORDS);
    if (words.length === 0) continue;
    heads.add(headOf(words[0] ?? ''));
    let branch = root;
    for (const word of words) branch = grown(branch, normal(word));
    if (!branch.values.includes(value)) branch.values.push(value);
  }
  return { root, normal, heads, opened: null, normals: null };
}

function openedBy<T>(index: Phrases<T>, word: string): Branch<T> | null {
  return (index.heads.has(headOf(word)) ? index.root.next?.get(index.normal(word)) : undefined) ?? null;
}

function normalAt<T>(index: Phrases<T>, word: string, slot: number): string {
  index.normals ??= new BySlot();
  let normal = index.normals.get(slot, word);
  if (normal === undefined) {
    normal = index.normal(word);
    index.normals.set(slot, word, normal);
  }
  return normal;
}

function openedAt<T>(index: Phrases<T>, word: string, slot: number): Branch<T> | null {
  index.opened ??= new BySlot();
  let opened = index.opened.get(slot, word);
  if (opened === undefined) {
    opened = openedBy(index, word);
    index.opened.set(slot, word, opened);
  }
  return opened;
}

/** The first three units in one number; longer words share it with all that begin alike. */
function headOf(word: string): number {
  const third = word.length > 2 ? word.charCodeAt(2) : 0;
  return ((word.charCodeAt(0) & 0x3ff) << 20) | ((word.charCodeAt(1) & 0x3ff) << 10) | (third & 0x3ff);
}

function grown<T>(branch: Branch<T>, word: string): Branch<T> {
  branch.next ??= new Map();
  let next = branch.next.get(word);
  if (!next) {
    next = { next: null, values: [] };
    branch.next.set(word, next);
  }
  return next;
}

/**
 * Every phrase that stands in the (folded) words, in order of place. Where several begin at one word, the longest
 * alone is given, and the words it holds are not searched again. `stands` may refuse a phrase, for what its words
 * do not tell: the next longest is then given. With the words' `slots` each word is looked up once and for all.
 */
export function findPhrases<T>(
  index: Phrases<T>,
  words: readonly string[],
  stands?: ((found: Found<T>) => boolean) | null,
  slots?: readonly number[],
): Found<T>[] {
  const found: Found<T>[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const word = words[from] ?? '';
    const opened = slots ? openedAt(index, word, slots[from] ?? 0) : openedBy(index, word);
    if (opened === null) continue;
    const longest = longestAt(index, opened, words, from, stands, slots);
    if (longest === null) continue;
    found.push(...longest);
    from = (longest[0]?.to ?? from + 1) - 1;
  }
  return found;
}

function longestAt<T>(
  index: Phrases<T>,
  opened: Branch<T>,
  words: readonly string[],
  from: number,
  stands: ((found: Found<T>) => boolean) | null | undefined,
  slots: readonly number[] | undefined,
): Found<T>[] | null {
  let longest: Found<T>[] | null = null;
  let branch = opened;
  for (let to = from + 1; ; to += 1) {
    if (branch.values.length > 0) {
      const here = branch.values.map(value => ({ value, from, to }));
      const standing = stands ? here.filter(stands) : here;
      if (standing.length > 0) longest = standing;
    }
    if (branch.next === null || to >= words.length) return longest;
    const word = words[to] ?? '';
    const next = branch.next.get(slots ? normalAt(index, word, slots[to] ?? 0) : index.normal(word));
    if (next === undefined) return longest;
    branch = next;
  }
}
