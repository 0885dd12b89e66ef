import type { Data } from '../../src/domain/data.ts';

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

/** By word: what it adds for each language, 1 shared by the square of how many languages have it. */
export type SmallWords = ReadonlyMap<string, Float32Array>;
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
  const found = new Map<string, Float32Array>();
  const lists = data.lexicons['language'] ?? {};
  [...LANGUAGES, 'other'].forEach((code, index) => {
    for (const word of lists[code] ?? []) {
      const row = found.get(word) ?? new Float32Array(LANGUAGES.length + 1);
      row[index] = 1;
      found.set(word, row);
    }
  });
  for (const row of found.values()) {
    const owners = row.reduce((sum, one) => sum + one, 0);
    row.forEach((one, index) => {
      row[index] = one / owners ** 2;
    });
  }
  return found;
}

const sums = new Float64Array(OTHER + 1);

/** What the small words of a text say, read no further than is needed; null: nothing. `words` are folded. */
export function bySmallWords(words: readonly string[], known: SmallWords): WordVerdict | null {
  sums.fill(0);
  let read = 0;
  for (const stop of STOPS) {
    for (; read < stop && read < words.length; read += 1) {
      const row = known.get(words[read] ?? '');
      if (row === undefined) continue;
      for (let index = 0; index <= OTHER; index += 1) sums[index]! += row[index]!;
    }
    const isLast = read >= words.length || stop === STOPS.at(-1);
    const { best, top, next } = ranked();
    const isEnough =
      isLast && best !== OTHER
        ? top >= ENOUGH && top >= CLEAR * next
        : top >= ENOUGH_EARLY && top >= CLEAR_EARLY * next;
    if (isEnough) {
      const confidence = Math.min(0.99, 0.9 + (0.1 * (top - next)) / (top + 1));
      return { index: best, confidence, clear: true, words: telling(words, read, best, known), sums };
    }
    if (!isLast) continue;
    if (top === 0) return null;
    const confidence = 0.5 * (1 - next / (top + 0.5));
    return { index: best, confidence, clear: false, words: telling(words, read, best, known), sums };
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

function telling(words: readonly string[], read: number, best: number, known: SmallWords): string[] {
  const found: string[] = [];
  for (let index = 0; index < read && found.length < BECAUSE_MAX; index += 1) {
    const word = words[index] ?? '';
    if ((known.get(word)?.[best] ?? 0) >= TELLING && !found.includes(word)) found.push(word);
  }
  return found;
}
