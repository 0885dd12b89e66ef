import type { Data } from '../../src/domain/data.ts';
import { NumberById } from '../../src/domain/text/word-table.ts';
import type { Reading } from '../reading.ts';

/** What the tables, the tone model and the topics know; a text in another language is told as other. */
export const LANGUAGES = ['fr', 'en', 'es', 'de', 'it', 'nl'] as const;
/** Every other language, by the small words that Latin letters write most. */
const OTHER = LANGUAGES.length;

/** After so many words it is asked whether they are enough; after the last nobody reads on. */
const STOPS = [14, 28, 80];
/** Evidence that decides alone: this much, and this many times the next language's. */
const ENOUGH = 1.2;
const CLEAR = 2.4;
/** Asked early, or of another language ("bon" and "mais" are words of ours too), twice as much. */
const ENOUGH_EARLY = 2.4;
const CLEAR_EARLY = 4.8;
/** Words shown as reasons, and how much one must have said. */
const BECAUSE_MAX = 5;
const TELLING = 0.25;

const CLASSES = OTHER + 1;

type Words = Pick<Reading, 'words' | 'ids'>;

/** By word: what it adds for each language, 1 shared by the square of how many languages have it. */
export type SmallWords = {
  /** Where a word's row begins in `rows`. */
  readonly places: ReadonlyMap<string, number>;
  readonly rows: Float32Array;
  /** The same by the word's id, and `ABSENT`: nearly all words are asked for again and again. */
  readonly known: NumberById;
};
/** The first row is no word's, so that no place is 0. */
const ABSENT = -1;
/** `index` is that of `LANGUAGES`, or one more for another language. */
export type WordVerdict = {
  readonly index: number;
  readonly confidence: number;
  readonly clear: boolean;
  readonly words: readonly string[];
  /** By language, and for others: what was added up. Valid until the next text. */
  readonly sums: Float64Array;
};

export function smallWords(data: Data): SmallWords {
  const owners = new Map<string, number[]>();
  const lists = data.lexicons['language'] ?? {};
  [...LANGUAGES, 'other'].forEach((code, index) => {
    for (const word of new Set(lists[code])) owners.set(word, [...(owners.get(word) ?? []), index]);
  });
  const rows = new Float32Array(CLASSES * (owners.size + 1));
  const places = new Map<string, number>();
  let place = 0;
  for (const [word, codes] of owners) {
    place += CLASSES;
    places.set(word, place);
    for (const index of codes) rows[place + index] = 1 / codes.length ** 2;
  }
  return { places, rows, known: new NumberById() };
}

/** Where the row of a word begins, or `ABSENT`. */
function placeOf({ places, known }: SmallWords, word: string, id: number): number {
  const place = known.get(id);
  if (place !== 0) return place;
  const found = places.get(word) ?? ABSENT;
  known.set(id, found);
  return found;
}

const sums = new Float64Array(OTHER + 1);

/** What the small words of a text say, read no further than is needed; null: nothing. */
export function bySmallWords({ words, ids }: Words, known: SmallWords): WordVerdict | null {
  const { rows } = known;
  sums.fill(0);
  let read = 0;
  for (const stop of STOPS) {
    for (; read < stop && read < words.length; read += 1) {
      const place = placeOf(known, words[read]!, ids[read]!);
      if (place === ABSENT) continue;
      for (let index = 0; index <= OTHER; index += 1) sums[index]! += rows[place + index]!;
    }
    const isLast = read >= words.length || stop === STOPS.at(-1);
    const { best, top, next } = ranked();
    const isEnough =
      isLast && best !== OTHER
        ? top >= ENOUGH && top >= CLEAR * next
        : top >= ENOUGH_EARLY && top >= CLEAR_EARLY * next;
    if (isEnough) {
      const confidence = Math.min(0.99, 0.9 + (0.1 * (top - next)) / (top + 1));
      return {
        index: best,
        confidence,
        clear: true,
        words: telling({ words, ids }, read, best, known),
        sums,
      };
    }
    if (!isLast) continue;
    if (top === 0) return null;
    const confidence = 0.5 * (1 - next / (top + 0.5));
    return { index: best, confidence, clear: false, words: telling({ words, ids }, read, best, known), sums };
  }
  return null;
}

function ranked(): { best: number; top: number; next: number } {
  let best = 0;
  for (let index = 1; index <= OTHER; index += 1) if (sums[index]! > sums[best]!) best = index;
  let next = 0;
  for (let index = 0; index <= OTHER; index += 1) if (index !== best) next = Math.max(next, sums[index]!);
  return { best, top: sums[best]!, next };
}

function telling({ words, ids }: Words, read: number, best: number, known: SmallWords): string[] {
  const found: string[] = [];
  for (let index = 0; index < read && found.length < BECAUSE_MAX; index += 1) {
    const word = words[index]!;
    const place = placeOf(known, word, ids[index]!);
    if (place !== ABSENT && known.rows[place + best]! >= TELLING && !found.includes(word)) found.push(word);
  }
  return found;
}
