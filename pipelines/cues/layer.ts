import { PLACES, placeOfId } from '../../src/domain/text/word-table.ts';
import type { Reading } from '../reading.ts';
import { BEGINNING, pairHash, WORDS_READ, wordHash } from './features.ts';
import { insertByWeight } from './strongest.ts';
import type { Table } from './table.ts';
import { placeOf } from './table.ts';

/** A run of words that spoke for a class, and how much (log-odds). */
export type Cue = { readonly from: number; readonly to: number; readonly weight: number };

/**
 * What is known of words, by their ids: the id, the hash and the place in the table side by side, since it is asked
 * of every word of every text. Made when a language is first read.
 */
type Known = { fr: Int32Array | null; en: Int32Array | null };
const STRIDE = 4;
const HASH = 1;
const PLACE = 2;

/** A word and a pair for each that is read, and more facts than there are. */
const SPOTS_MAX = 2 * WORDS_READ + 256;
/** Cues weaker than this explain nothing. */
const WEAKEST = 0.15;

/**
 * A sparse linear layer over the words of one text after the other. `read` first; `scores` and `cues` speak of the
 * text read last. Every feature counts once, however often it stands there. Linear in the first words of a text.
 */
export class Layer {
  readonly #table: Table;
  readonly #known: Known = { fr: null, en: null };
  /** The last text in which each feature stood. */
  readonly #seenIn: Uint32Array;
  readonly #sums: Float64Array;
  #text = 0;
  /** Known features of the text: the place of each in the table, and the words `from` … `to` (excluded) it stands on. */
  readonly #places = new Int32Array(SPOTS_MAX);
  readonly #from = new Int16Array(SPOTS_MAX);
  readonly #to = new Int16Array(SPOTS_MAX);
  #count = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#seenIn = new Uint32Array(table.hashes.length);
    this.#sums = new Float64Array(table.bias.length);
  }

  /** Takes the words of a text, with their pairs or without, and the facts besides. */
  read(
    { words, ids }: Pick<Reading, 'words' | 'ids'>,
    language: 'fr' | 'en',
    withPairs: boolean,
    facts: readonly number[],
  ): void {
    this.#text += 1;
    this.#count = 0;
    const last = Math.min(words.length, WORDS_READ);
    this.#known[language] ??= new Int32Array(STRIDE * PLACES);
    const known = this.#known[language];
    let before = BEGINNING;
    for (let at = 0; at < last; at += 1) {
      const id = ids[at]!;
      const one = STRIDE * placeOfId(id);
      if (id === 0 || known[one] !== id) this.#learn(known, words[at]!, id, language);
      const hash = known[one + HASH]! >>> 0;
      this.#add(known[one + PLACE]!, at, at + 1);
      if (!withPairs) continue;
      this.#add(placeOf(this.#table, pairHash(before, hash)), Math.max(0, at - 1), at + 1);
      before = hash;
    }
    for (const fact of facts) this.#add(placeOf(this.#table, fact), 0, 0);
  }

  /** Log-odds of each class. Valid until the next text. */
  scores(): Float64Array {
    const { first, classes, weights, step, bias } = this.#table;
    const sums = this.#sums.fill(0);
    for (let index = 0; index < this.#count; index += 1) {
      const place = this.#places[index]!;
      const last = first[place + 1]!;
      for (let entry = first[place]!; entry < last; entry += 1) sums[classes[entry]!]! += weights[entry]!;
    }
    for (let one = 0; one < sums.length; one += 1) sums[one] = sums[one]! * step + bias[one]!;
    return sums;
  }

  /** The words that spoke for a class, strongest first, at most `limit`. */
  cues(wanted: number, limit: number): Cue[] {
    const found: Cue[] = [];
    for (let index = 0; index < this.#count; index += 1) {
      const from = this.#from[index]!;
      const to = this.#to[index]!;
      if (from === to) continue;
      const weight = this.#weight(this.#places[index]!, wanted);
      if (weight <= WEAKEST || (found.length === limit && weight <= found[limit - 1]!.weight)) continue;
      if (found.length === limit) found.pop();
      insertByWeight(found, { from, to, weight });
    }
    return found;
  }

  #learn(known: Int32Array, word: string, id: number, language: 'fr' | 'en'): void {
    const hash = wordHash(word, language);
    const one = STRIDE * placeOfId(id);
    known[one] = id;
    known[one + HASH] = hash;
    known[one + PLACE] = placeOf(this.#table, hash);
  }

  #add(place: number, from: number, to: number): void {
    if (place < 0 || this.#seenIn[place] === this.#text || this.#count === SPOTS_MAX) return;
    this.#seenIn[place] = this.#text;
    this.#places[this.#count] = place;
    this.#from[this.#count] = from;
    this.#to[this.#count] = to;
    this.#count += 1;
  }

  #weight(place: number, wanted: number): number {
    const { first, classes, weights, step } = this.#table;
    const last = first[place + 1]!;
    for (let entry = first[place]!; entry < last; entry += 1)
      if (classes[entry] === wanted) return weights[entry]! * step;
    return 0;
  }
}
