/** The languages that are told from their letters, in the order of the weights; the last is every other one. */
export const LETTER_CLASSES = ['fr', 'en', 'es', 'de', 'it', 'nl', 'other'] as const;

/** A row of the table holds one byte a class, and one of nothing: eight, so that a row begins on its own step. */
export const ROW = 8;
/** Longest run of letters looked at, a word's beginning and end counted as letters. */
const LONGEST = 5;
/** Of a longer word the beginning alone is read: endings of endless words say nothing. */
export const WORD_UNITS_MAX = 24;
const SEED = 0x2545f491;
const PRIME = 0x01000193;
const SPACE = 32;
const WHOLE = 0x5bd1e995;

/** Features of one word at most: runs of one to five letters, and the whole word. */
export const FEATURES_MAX = LONGEST * (WORD_UNITS_MAX + 2) + 1;

const padded = new Uint16Array(WORD_UNITS_MAX + 2);

/**
 * Hashed runs of 1 to 5 letters of a word between two spaces, and the word itself. The letters are lower case and
 * keep their accents: they tell much. Returns how many were written to `into` (at least `FEATURES_MAX` long).
 */
export function letterFeatures(
  text: string,
  from: number,
  to: number,
  bits: number,
  into: Int32Array,
): number {
  const length = Math.min(to - from, WORD_UNITS_MAX);
  padded[0] = SPACE;
  for (let index = 0; index < length; index += 1) padded[index + 1] = text.charCodeAt(from + index);
  padded[length + 1] = SPACE;
  const size = length + 2;
  const mask = (1 << bits) - 1;
  let count = 0;
  for (let first = 0; first < size; first += 1) {
    let hash = SEED;
    const last = Math.min(size, first + LONGEST);
    for (let at = first; at < last; at += 1) {
      hash = Math.imul(hash ^ padded[at]!, PRIME);
      hash ^= hash >>> 15;
      // A lone space is no letter.
      if (at === first && padded[at] === SPACE) continue;
      into[count] = mixed(hash) & mask;
      count += 1;
    }
  }
  let whole = WHOLE;
  for (let at = 1; at <= length; at += 1) whole = Math.imul(whole ^ padded[at]!, PRIME);
  into[count] = mixed(whole) & mask;
  return count + 1;
}

function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** A linear model over the letters of words: weight = byte × step. */
export type LetterWeights = { readonly bits: number; readonly step: number; readonly bytes: Int8Array };

const MAGIC = 0x474e4c56;
const HEADER_BYTES = 12;

/** Reads data/model/language.bin: "VLNG", bits u32, step f32, then the rows. Throws a RangeError on another file. */
export function readLetterWeights(file: Uint8Array): LetterWeights {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const bits = file.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC ? 0 : view.getUint32(4, true);
  const size = ROW << bits;
  if (bits === 0 || bits > 20 || file.length !== HEADER_BYTES + size)
    throw new RangeError('Expected the letters of languages (VLNG), got another file');
  return {
    bits,
    step: view.getFloat32(8, true),
    bytes: new Int8Array(file.buffer, file.byteOffset + HEADER_BYTES, size),
  };
}

/** Writes what `readLetterWeights` reads. */
export function writeLetterWeights({ bits, step, bytes }: LetterWeights): Uint8Array {
  const file = new Uint8Array(HEADER_BYTES + bytes.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, bits, true);
  view.setFloat32(8, step, true);
  file.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), HEADER_BYTES);
  return file;
}

const features = new Int32Array(FEATURES_MAX);

/** Adds what one word (lower case) says for each class, in log-odds, to `into`. */
export function addWord(weights: LetterWeights, word: string, into: Float64Array): void {
  const { bits, bytes } = weights;
  const count = letterFeatures(word, 0, word.length, bits, features);
  const scale = weights.step / Math.sqrt(count);
  for (let index = 0; index < count; index += 1) {
    const row = features[index]! * ROW;
    for (let one = 0; one < LETTER_CLASSES.length; one += 1) into[one]! += bytes[row + one]! * scale;
  }
}
