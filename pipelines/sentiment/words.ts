import { type Lexicon, ROLE, toneOfWord, wordAt } from './lexicon.ts';
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

/**
 * What is known of each word of a language, computed once a word: its tone in the lexicon, its roles, and the sum
 * of its character weights. A few thousand words make nearly all text, so the letters are hardly ever looked at.
 */
export class Words {
  readonly lexicon: Lexicon;
  readonly valence = new Int8Array(SLOTS);
  readonly roles = new Uint8Array(SLOTS);
  readonly grams = new Uint8Array(SLOTS);
  readonly tone = new Int32Array(SLOTS);
  readonly opinion = new Int32Array(SLOTS);
  readonly negatedTone = new Int32Array(SLOTS);
  readonly negatedOpinion = new Int32Array(SLOTS);
  readonly #weights: Weights;
  readonly #hash = new Int32Array(SLOTS);
  readonly #check = new Int32Array(SLOTS);
  readonly #used = new Uint8Array(SLOTS);
  readonly #features = new Int32Array(3 * MAX_CHARACTER_WORD + 6);
  #count = 0;

  constructor(lexicon: Lexicon, weights: Weights) {
    this.lexicon = lexicon;
    this.#weights = weights;
  }

  /** Fills `slots` with the place of each word of the scan in the tables above. */
  find(scan: Scan, slots: Int32Array): void {
    if (this.#count > FULL_AT) {
      this.#used.fill(0);
      this.#count = 0;
    }
    for (let index = 0; index < scan.count; index += 1) {
      const hash = scan.hash[index]!;
      const check = scan.check[index]!;
      let slot = hash & (SLOTS - 1);
      while (this.#used[slot] === 1 && (this.#hash[slot] !== hash || this.#check[slot] !== check)) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      if (this.#used[slot] === 0) this.#learn(scan, index, slot);
      slots[index] = slot;
    }
  }

  #learn(scan: Scan, index: number, slot: number): void {
    this.#used[slot] = 1;
    this.#count += 1;
    this.#hash[slot] = scan.hash[index]!;
    this.#check[slot] = scan.check[index]!;
    this.#lexical(scan, index, slot);
    const { characters, characterBits } = this.#weights;
    const { tone, opinion } = characters;
    const count = characterFeatures(scan, index, false, characterBits, this.#features);
    this.grams[slot] = count;
    this.tone[slot] = summed(tone.bytes, this.#features, count);
    this.opinion[slot] = summed(opinion.bytes, this.#features, count);
    characterFeatures(scan, index, true, characterBits, this.#features);
    this.negatedTone[slot] = summed(tone.bytes, this.#features, count);
    this.negatedOpinion[slot] = summed(opinion.bytes, this.#features, count);
  }

  #lexical(scan: Scan, index: number, slot: number): void {
    if (scan.lengths[index] === 0) {
      this.valence[slot] = this.lexicon.signs.get(scan.hash[index]!) ?? 0;
      this.roles[slot] = 0;
      return;
    }
    const word = wordAt(scan, index);
    this.valence[slot] = toneOfWord(this.lexicon, word);
    this.roles[slot] = this.lexicon.roles.get(word) ?? 0;
  }
}

/** Whether a word may stand as a reason on its own. */
export function isStop(roles: number): boolean {
  return (roles & ROLE.stop) !== 0;
}

function summed(bytes: Int8Array, features: Int32Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += bytes[features[index]!]!;
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
