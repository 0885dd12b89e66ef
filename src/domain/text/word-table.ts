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
  readonly #words: string[] = new Array<string>(SLOTS).fill('');
  readonly #hashes = new Int32Array(SLOTS);
  readonly #ids = new Int32Array(SLOTS);
  #count = 0;
  #lastId = 0;
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
    let slot = (hash ^ (hash >>> SLOT_BITS)) & (SLOTS - 1);
    for (let known = this.#words[slot]!; known !== ''; known = this.#words[slot]!) {
      if (this.#hashes[slot] === hash && isSame(known, letters, size)) {
        this.id = this.#ids[slot]!;
        return known;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#count === WORDS_MAX) {
      this.#words.fill('');
      this.#count = 0;
    }
    this.#count += 1;
    const word = String.fromCharCode.apply(null, letters.subarray(0, size) as unknown as number[]);
    if (this.#lastId < LAST_ID) this.#lastId += 1;
    this.id = this.#lastId < LAST_ID ? this.#lastId : 0;
    this.#words[slot] = word;
    this.#hashes[slot] = hash;
    this.#ids[slot] = this.id;
    return word;
  }
}

/** From here on new words have no number of their own: at a thousand a second it takes three weeks. */
const LAST_ID = 0x7fffffff;

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

/** What is worked out once a word, by its `id`. Of a word without one (0) nothing is kept. */
export class ById<T> {
  readonly #ids = new Int32Array(PLACES);
  readonly #values: (T | undefined)[] = new Array<T | undefined>(PLACES).fill(undefined);

  get(id: number): T | undefined {
    const place = placeOfId(id);
    return this.#ids[place] === id ? this.#values[place] : undefined;
  }

  set(id: number, value: T): void {
    if (id === 0) return;
    const place = placeOfId(id);
    this.#ids[place] = id;
    this.#values[place] = value;
  }
}
