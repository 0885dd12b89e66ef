const SLOT_BITS = 15;
/** How many words are known at a time. */
export const SLOTS = 1 << SLOT_BITS;

/**
 * One string for each word that is read again and again: it is not made a second time, and it knows its own hash,
 * so that every later look-up by it is quick. A word takes the place of the one that was in its slot: a few
 * thousand words make nearly all text of a language, and the table never holds more than 32,768 (some 2 MB).
 */
export class WordTable {
  readonly #words: string[] = new Array<string>(SLOTS).fill('');
  readonly #hashes = new Int32Array(SLOTS);
  /** Where the word asked for last stands: what else is known of a word may be kept under it, beside the word. */
  slot = 0;

  /** FNV-1a, which the caller goes through as it reads: `hash = Math.imul(hash ^ letter, prime)` from the seed. */
  static readonly seed = 0x811c9dc5 | 0;
  static readonly prime = 0x01000193;

  /** The word of the first `size` letters (UTF-16 units), whose hash it is. */
  word(letters: Uint16Array, size: number, hash: number): string {
    const slot = (hash ^ (hash >>> SLOT_BITS)) & (SLOTS - 1);
    this.slot = slot;
    if (this.#hashes[slot] === hash) {
      const known = this.#words[slot]!;
      if (isSame(known, letters, size)) return known;
    }
    const word = String.fromCharCode.apply(null, letters.subarray(0, size) as unknown as number[]);
    this.#words[slot] = word;
    this.#hashes[slot] = hash;
    return word;
  }
}

function isSame(word: string, letters: Uint16Array, size: number): boolean {
  if (word.length !== size) return false;
  for (let index = 0; index < size; index += 1) if (word.charCodeAt(index) !== letters[index]) return false;
  return true;
}

/**
 * What is worked out once a word, under the slot that its token has. A slot whose word was replaced gives nothing:
 * then it is worked out again.
 */
export class BySlot<T> {
  readonly #words: string[] = new Array<string>(SLOTS).fill('');
  readonly #values: (T | undefined)[] = new Array<T | undefined>(SLOTS).fill(undefined);

  get(slot: number, word: string): T | undefined {
    return this.#words[slot] === word ? this.#values[slot] : undefined;
  }

  set(slot: number, word: string, value: T): void {
    this.#words[slot] = word;
    this.#values[slot] = value;
  }
}
