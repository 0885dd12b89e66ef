import { fold } from './fold.ts';
import { foldedWords } from './tokens.ts';
import { ById, PLACES, placeOfId } from './word-table.ts';

/** Words of phrases as a tree: one step per word, so that ten thousand phrases cost a text no more than ten. */
type Branch<T> = { next: Map<string, Branch<T>> | null; values: T[] };
export type Phrases<T> = {
  readonly root: Branch<T>;
  readonly normal: (word: string) => string;
  /** Beginnings of the phrases' first words: most words of a text are none, and need not be normalised. */
  readonly heads: ReadonlySet<number>;
  /** The ids of words that open nothing, each at its place: nearly all. Made when ids are first given. */
  closed: Int32Array | null;
  /** What each word is normalised to, by its id. */
  normals: ById<string> | null;
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
  return { root, normal, heads, closed: null, normals: null };
}

function openedBy<T>(index: Phrases<T>, word: string, id: number): Branch<T> | null {
  return (
    (index.heads.has(headOf(word)) ? index.root.next?.get(normalOf(index, word, id)) : undefined) ?? null
  );
}

function normalOf<T>(index: Phrases<T>, word: string, id: number): string {
  index.normals ??= new ById();
  let normal = index.normals.get(id);
  if (normal === undefined) {
    normal = index.normal(word);
    index.normals.set(id, normal);
  }
  return normal;
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
 * do not tell: the next longest is then given. With the words' `ids` each word is looked up once and for all.
 */
export function findPhrases<T>(
  index: Phrases<T>,
  words: readonly string[],
  stands?: ((found: Found<T>) => boolean) | null,
  ids?: readonly number[],
): Found<T>[] {
  const found: Found<T>[] = [];
  const closed = closedOf(index, ids);
  for (let from = 0; from < words.length; from += 1) {
    const id = ids?.[from] ?? 0;
    if (closed?.[placeOfId(id)] === id) continue;
    const opened = openedBy(index, words[from] ?? '', id);
    if (opened === null) {
      if (closed && id !== 0) closed[placeOfId(id)] = id;
      continue;
    }
    const longest = longestAt(index, opened, words, from, stands, ids);
    if (longest === null) continue;
    found.push(...longest);
    from = (longest[0]?.to ?? from + 1) - 1;
  }
  return found;
}

/** Where no id is yet, there is none of any word. */
const NO_ID = -1;

function closedOf<T>(index: Phrases<T>, ids: readonly number[] | undefined): Int32Array | null {
  if (ids !== undefined) index.closed ??= new Int32Array(PLACES).fill(NO_ID);
  return index.closed;
}

function longestAt<T>(
  index: Phrases<T>,
  opened: Branch<T>,
  words: readonly string[],
  from: number,
  stands: ((found: Found<T>) => boolean) | null | undefined,
  ids: readonly number[] | undefined,
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
    const next = branch.next.get(normalOf(index, words[to] ?? '', ids?.[to] ?? 0));
    if (next === undefined) return longest;
    branch = next;
  }
}
