const SLOT_BITS = 16;
const SLOTS = 1 << SLOT_BITS;
/** How many words are known at a time: then all are forgotten, which takes months of a small firm's remarks. */
const WORDS_MAX = SLOTS * 0.75;

/**
 * One string for each word that is read again and again: it is not made a second time, and it knows its own hash,
 * so that every later look-up by it is quick. A few thousand words make nearly all text of a language, and the
 * table never holds more than 49,152 (some 4 MB).
 */
export class WordTable {
  /** Of each slot the word's hash and its number among `#words` (0: empty): side by side, one look into memory. */
  readonly #slots = new Int32Array(2 * SLOTS);
  /** The most used words come first, near each other. */
  #words: string[] = [''];
  #before = 0;
  /**
   * Of the word asked for last. No two words ever have the same: a word that comes back has another. 0 is no word's.
   * The most used words come first and have the smallest: what is known by them lies near together.
   */
  id = 0;

  /** FNV-1a, which the caller goes through as it reads: `hash = Math.imul(hash ^ letter, prime)` from the seed. */
  static readonly seed = 0x811c9dc5 | 0;
  static readonly prime = 0x01000193;

  /** The word of the first `size` letters (UTF-16 units), whose hash it is. */
  word(letters: Uint16Array, size: number, hash: number): string {
    const slots = this.#slots;
    let slot = (hash ^ (hash >>> SLOT_BITS)) & (SLOTS - 1);
    for (let number = slots[2 * slot + 1]!; number !== 0; number = slots[2 * slot + 1]!) {
      if (slots[2 * slot] === hash) {
        const word = this.#words[number]!;
        if (isSame(word, letters, size)) {
          this.id = idOf(this.#before + number);
          return word;
        }
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#words.length > WORDS_MAX) {
      slots.fill(0);
      this.#before = Math.min(LAST_ID, this.#before + this.#words.length);
      this.#words = [''];
      slot = (hash ^ (hash >>> SLOT_BITS)) & (SLOTS - 1);
    }
    const word = String.fromCharCode.apply(null, letters.subarray(0, size) as unknown as number[]);
    const number = this.#words.push(word) - 1;
    this.id = idOf(this.#before + number);
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = number;
    return word;
  }
}

/** From here on new words have no number of their own: at a thousand a second it takes three weeks. */
const LAST_ID = 0x7fffffff;

function idOf(number: number): number {
  return number < LAST_ID ? number : 0;
}

function isSame(word: string, letters: Uint16Array, size: number): boolean {
  if (word.length !== size) return false;
  for (let index = 0; index < size; index += 1) if (word.charCodeAt(index) !== letters[index]) return false;
  return true;
}

const PLACE_BITS = 15;
/** What is worked out once a word is kept for so many: the older yields. */
export const PLACES = 1 << PLACE_BITS;

/** Where what is known of a word is kept, by its `id`. */
export function placeOfId(id: number): number {
  return id & (PLACES - 1);
}

/** A number that is worked out once a word, by its `id`. Of a word without one (0) nothing is kept. */
export class NumberById {
  /** Id and number side by side: one look into memory. */
  readonly #pairs = new Int32Array(2 * PLACES);

  /** 0: not known. */
  get(id: number): number {
    const at = 2 * placeOfId(id);
    return this.#pairs[at] === id ? this.#pairs[at + 1]! : 0;
  }

  set(id: number, number: number): void {
    if (id === 0) return;
    const at = 2 * placeOfId(id);
    this.#pairs[at] = id;
    this.#pairs[at + 1] = number;
  }
}
