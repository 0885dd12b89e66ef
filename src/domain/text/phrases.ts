import { fold } from './fold.ts';
import { foldedWords } from './tokens.ts';

/** Words of phrases as a tree: one step per word, so that ten thousand phrases cost a text no more than ten. */
type Branch<T> = { next: Map<string, Branch<T>> | null; values: T[] };
export type Phrases<T> = {
  readonly root: Branch<T>;
  readonly normal: (word: string) => string;
  /** Beginnings of the phrases' first words: most words of a text are none, and need not be normalised. */
  readonly heads: ReadonlySet<number>;
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
  return { root, normal, heads };
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
 * do not tell: the next longest is then given.
 */
export function findPhrases<T>(
  index: Phrases<T>,
  words: readonly string[],
  stands: (found: Found<T>) => boolean = () => true,
): Found<T>[] {
  const found: Found<T>[] = [];
  const { root, normal, heads } = index;
  for (let from = 0; from < words.length; from += 1) {
    if (!heads.has(headOf(words[from] ?? ''))) continue;
    let branch: Branch<T> | undefined = root;
    let longest: Found<T>[] = [];
    for (let at = from; at < words.length && branch.next; at += 1) {
      branch = branch.next.get(normal(words[at] ?? ''));
      if (!branch) break;
      if (branch.values.length === 0) continue;
      const here = branch.values.map(value => ({ value, from, to: at + 1 })).filter(stands);
      if (here.length > 0) longest = here;
    }
    found.push(...longest);
    from = (longest[0]?.to ?? from + 1) - 1;
  }
  return found;
}
