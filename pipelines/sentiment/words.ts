import { type Lexicon, rolesOfWord, toneOfWord, wordAt } from './lexicon.ts';
import { mixed, type Scan } from './scan.ts';
import type { Weights } from './weights.ts';

const SLOT_BITS = 16;
const SLOTS = 1 << SLOT_BITS;
/** Above this the table is emptied between two texts: a text of 4,096 new words always finds room. */
const FULL_AT = SLOTS * 0.75;
/** Character features are taken from the first letters of a word only. */
export const MAX_CHARACTER_WORD = 24;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
/** Inside a negation the same letters are other features. */
const NEGATED_SEED = 0x5f356495;
const PLAIN_SEED = 0x1234567;

/** A slot of the table: what is known of one word, side by side, so that a word costs one look into memory. */
const STRIDE = 8;
const HASH = 0;
const CHECK = 1;
/** 1 << 24 when used, 1 << 25 for a circumstance; then grams, roles, and tone + 128 in a byte each. */
const PACKED = 2;
const TONE = 3;
const OPINION = 4;
const NEGATED_TONE = 5;
const NEGATED_OPINION = 6;
const BEGINNING = 7;

/** A word's first letters stand for its inflections. */
const BEGINNING_LETTERS = 5;
const BEGINNING_SEED = 0x6c078965;

/** What is known of the words of a text, one entry a token. Filled by `Words.find`. */
export type Known = {
  readonly valence: Int8Array;
  readonly roles: Uint8Array;
  /** 1: what happens to people, see `Lexicon`. */
  readonly circumstance: Uint8Array;
  /** How many character features, and the sums of their weights, plain and inside a negation. */
  readonly grams: Uint8Array;
  readonly tone: Int32Array;
  readonly opinion: Int32Array;
  readonly negatedTone: Int32Array;
  readonly negatedOpinion: Int32Array;
  /** Hash of the first letters, not yet `mixed`. */
  readonly beginning: Int32Array;
};

export function makeKnown(size: number): Known {
  return {
    valence: new Int8Array(size),
    roles: new Uint8Array(size),
    circumstance: new Uint8Array(size),
    grams: new Uint8Array(size),
    tone: new Int32Array(size),
    opinion: new Int32Array(size),
    negatedTone: new Int32Array(size),
    negatedOpinion: new Int32Array(size),
    beginning: new Int32Array(size),
  };
}

/**
 * What is known of each word of a language, computed once a word: its tone in the lexicon, its roles, and the sum
 * of its character weights. A few thousand words make nearly all text, so the letters are hardly ever looked at.
 */
export class Words {
  readonly lexicon: Lexicon;
  readonly #weights: Weights;
  readonly #slots = new Int32Array(SLOTS * STRIDE);
  readonly #features = new Int32Array(3 * MAX_CHARACTER_WORD + 6);
  #count = 0;

  constructor(lexicon: Lexicon, weights: Weights) {
    this.lexicon = lexicon;
    this.#weights = weights;
  }

  /** Tells what is known of each word of the scan. */
  find(scan: Scan, known: Known): void {
    const slots = this.#slots;
    if (this.#count > FULL_AT) {
      slots.fill(0);
      this.#count = 0;
    }
    for (let index = 0; index < scan.count; index += 1) {
      const hash = scan.hash[index]!;
      const check = scan.check[index]!;
      let slot = (hash & (SLOTS - 1)) * STRIDE;
      while (slots[slot + PACKED] !== 0 && (slots[slot + HASH] !== hash || slots[slot + CHECK] !== check)) {
        slot = (slot + STRIDE) & (SLOTS * STRIDE - 1);
      }
      if (slots[slot + PACKED] === 0) this.#learn(scan, index, slot);
      const packed = slots[slot + PACKED]!;
      known.grams[index] = packed & 0xff;
      known.roles[index] = (packed >>> 8) & 0xff;
      known.circumstance[index] = packed >>> 25;
      known.valence[index] = ((packed >>> 16) & 0xff) - 128;
      known.tone[index] = slots[slot + TONE]!;
      known.opinion[index] = slots[slot + OPINION]!;
      known.negatedTone[index] = slots[slot + NEGATED_TONE]!;
      known.negatedOpinion[index] = slots[slot + NEGATED_OPINION]!;
      known.beginning[index] = slots[slot + BEGINNING]!;
    }
  }

  #learn(scan: Scan, index: number, slot: number): void {
    const slots = this.#slots;
    const { bytes } = this.#weights.characters;
    const bits = this.#weights.characterBits;
    this.#count += 1;
    slots[slot + HASH] = scan.hash[index]!;
    slots[slot + CHECK] = scan.check[index]!;
    const isSign = scan.lengths[index] === 0;
    const word = wordAt(scan, index);
    const { lexicon } = this;
    const valence = isSign ? (lexicon.signs.get(scan.hash[index]!) ?? 0) : toneOfWord(lexicon, word);
    const roles = isSign ? 0 : rolesOfWord(lexicon, word);
    const count = characterFeatures(scan, index, false, bits, this.#features);
    const isCircumstance = !isSign && toneOfWord(lexicon.circumstances, word) !== 0;
    slots[slot + PACKED] =
      (1 << 24) | (isCircumstance ? 1 << 25 : 0) | ((valence + 128) << 16) | (roles << 8) | count;
    slots[slot + TONE] = summed(bytes, 0, this.#features, count);
    slots[slot + OPINION] = summed(bytes, 1, this.#features, count);
    characterFeatures(scan, index, true, bits, this.#features);
    slots[slot + NEGATED_TONE] = summed(bytes, 0, this.#features, count);
    slots[slot + NEGATED_OPINION] = summed(bytes, 1, this.#features, count);
    slots[slot + BEGINNING] = beginningHash(scan, index);
  }
}

function beginningHash(scan: Scan, index: number): number {
  const from = scan.from[index]!;
  const last = from + Math.min(BEGINNING_LETTERS, scan.lengths[index]!);
  let hash = BEGINNING_SEED;
  for (let at = from; at < last; at += 1) hash = Math.imul(hash ^ scan.letters[at]!, 0x01000193);
  return hash;
}

function summed(bytes: Int8Array, head: 0 | 1, features: Int32Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += bytes[2 * features[index]! + head]!;
  return sum;
}

/** Hashed runs of 3 to 5 letters of a word between two spaces; none for signs. Returns how many. */
export function characterFeatures(
  scan: Scan,
  index: number,
  negated: boolean,
  bits: number,
  into: Int32Array,
): number {
  const length = Math.min(scan.lengths[index]!, MAX_CHARACTER_WORD);
  if (length === 0) return 0;
  const from = scan.from[index]!;
  const mask = (1 << bits) - 1;
  const padded = length + 2;
  let count = 0;
  for (let first = 0; first + SHORTEST_GRAM <= padded; first += 1) {
    let hash = negated ? NEGATED_SEED : PLAIN_SEED;
    const last = Math.min(padded, first + LONGEST_GRAM);
    for (let at = first; at < last; at += 1) {
      const letter = at === 0 || at === padded - 1 ? 32 : scan.letters[from + at - 1]!;
      hash = Math.imul(hash ^ letter, 0x01000193);
      hash ^= hash >>> 15;
      if (at - first + 1 < SHORTEST_GRAM) continue;
      into[count] = mixed(hash) & mask;
      count += 1;
    }
  }
  return count;
}
