import { fold } from './fold.ts';
import { foldedWords } from './tokens.ts';
import { NumberById } from './word-table.ts';

/**
 * Words of phrases as a tree: one step per word, so that ten thousand phrases cost a text no more than ten. Each word
 * of a phrase, normalised, has a number, and a branch is found by it.
 */
type Branch<T> = { next: Map<number, Branch<T>> | null; values: T[] };
export type Phrases<T> = {
  readonly normal: (word: string) => string;
  /** The numbers of the phrases' words, from 1. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Where the phrases that open with a word go on, by its number. */
  readonly roots: readonly (Branch<T> | undefined)[];
  /** Beginnings of the phrases' first words: most words of a text are none, and need not be normalised. */
  readonly heads: ReadonlySet<number>;
  /** What is known of each word that was met, by its id. Made when ids are first given. */
  known: NumberById | null;
  /** A bit for each of the first ids whose word opens nothing, as nearly all do: small enough to stay near. */
  closed: Int32Array | null;
};

/** A phrase found: the words from `from` to `to` (excluded). */
export type Found<T> = { readonly value: T; readonly from: number; readonly to: number };

/** Longer phrases are cut: no name, address or seed needs more words. */
const MAX_PHRASE_WORDS = 12;
/** Ids beyond are looked up: the most used words have the smallest. */
const CLOSED_IDS = 1 << 16;
const NONE_CLOSED = new Int32Array(1);
/** What is known of a word: twice its number, and this when it may open a phrase. */
const OPENS = 1;
/** Of a word that no phrase has, and of one that opens none and was not yet asked for inside one. */
const NONE = -1;
const OPENS_NONE = -2;

/**
 * Prepares phrases for `findPhrases`. `normal` is applied to each folded word on both sides: a stemmer lets
 * "devis" find "devis", "réparer" find "réparation". It may change endings only, never the first three letters.
 */
export function phrases<T>(
  entries: Iterable<readonly [phrase: string, value: T]>,
  normal: (word: string) => string = word => word,
): Phrases<T> {
  const numbers = new Map<string, number>();
  const roots: (Branch<T> | undefined)[] = [undefined];
  const heads = new Set<number>();
  for (const [phrase, value] of entries) {
    const words = foldedWords(fold(phrase)).slice(0, MAX_PHRASE_WORDS);
    if (words.length === 0) continue;
    heads.add(headOf(words[0] ?? ''));
    let branch: Branch<T> | undefined;
    for (const word of words) {
      const written = normal(word);
      let number = numbers.get(written);
      if (number === undefined) {
        number = roots.push(undefined) - 1;
        numbers.set(written, number);
      }
      if (branch) branch = grown(branch, number);
      else branch = roots[number] ??= { next: null, values: [] };
    }
    if (branch && !branch.values.includes(value)) branch.values.push(value);
  }
  return { normal, numbers, roots, heads, known: null, closed: null };
}

function grown<T>(branch: Branch<T>, number: number): Branch<T> {
  branch.next ??= new Map();
  let next = branch.next.get(number);
  if (!next) {
    next = { next: null, values: [] };
    branch.next.set(number, next);
  }
  return next;
}

/** The first three units in one number; longer words share it with all that begin alike. */
function headOf(word: string): number {
  const third = word.length > 2 ? word.charCodeAt(2) : 0;
  return ((word.charCodeAt(0) & 0x3ff) << 20) | ((word.charCodeAt(1) & 0x3ff) << 10) | (third & 0x3ff);
}

/**
 * Every phrase that stands in the (folded) words, in order of place. Where several begin at one word, the longest
 * alone is given, and the words it holds are not searched again. `stands` may refuse a phrase, for what its words
 * do not tell: the next longest is then given. With the words' `ids` each word is looked up once and for all.
 * @param last Words after so many are not read.
 */
export function findPhrases<T>(
  index: Phrases<T>,
  words: readonly string[],
  stands?: ((found: Found<T>) => boolean) | null,
  ids?: readonly number[],
  last: number = words.length,
): Found<T>[] {
  const found: Found<T>[] = [];
  const { roots } = index;
  const end = Math.min(last, words.length);
  if (ids !== undefined) {
    index.known ??= new NumberById();
    index.closed ??= new Int32Array(CLOSED_IDS >>> 5);
  }
  const known = ids === undefined ? null : index.known;
  const closed = ids === undefined ? NONE_CLOSED : (index.closed ?? NONE_CLOSED);
  for (let from = 0; from < end; from += 1) {
    const id = ids === undefined ? 0 : ids[from]!;
    if (id < CLOSED_IDS && (closed[id >>> 5]! & (1 << id)) !== 0) continue;
    const step = known?.get(id) || stepAtRoot(index, words[from]!, id);
    if (step < 0 || (step & OPENS) === 0) {
      if (id !== 0 && id < CLOSED_IDS) closed[id >>> 5]! |= 1 << id;
      continue;
    }
    let branch = roots[step >> 1];
    let values: readonly T[] | null = null;
    let to = from + 1;
    for (let next = to; branch !== undefined; next += 1) {
      if (branch.values.length > 0) {
        const here = stands ? standing(branch.values, from, next, stands) : branch.values;
        if (here.length > 0) {
          values = here;
          to = next;
        }
      }
      if (branch.next === null || next >= end) break;
      branch = branch.next.get(stepInside(index, words[next]!, ids === undefined ? 0 : ids[next]!) >> 1);
    }
    if (values === null) continue;
    for (const value of values) found.push({ value, from, to });
    from = to - 1;
  }
  return found;
}

/** Of several phrases of the same words those that stand: nearly always all of them, and then the list itself. */
function standing<T>(
  values: readonly T[],
  from: number,
  to: number,
  stands: (found: Found<T>) => boolean,
): readonly T[] {
  for (const value of values)
    if (!stands({ value, from, to })) return values.filter(other => stands({ value: other, from, to }));
  return values;
}

function stepAtRoot<T>(index: Phrases<T>, word: string, id: number): number {
  const number = index.heads.has(headOf(word)) ? index.numbers.get(index.normal(word)) : undefined;
  const step = number === undefined ? OPENS_NONE : (number << 1) | OPENS;
  index.known?.set(id, step);
  return step;
}

function stepInside<T>(index: Phrases<T>, word: string, id: number): number {
  const known = index.known?.get(id) ?? 0;
  if (known !== 0 && known !== OPENS_NONE) return known;
  const number = index.numbers.get(index.normal(word));
  const step = number === undefined ? NONE : (number << 1) | (index.heads.has(headOf(word)) ? OPENS : 0);
  index.known?.set(id, step);
  return step;
}
