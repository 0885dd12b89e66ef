import { isWordUnit } from '../../src/domain/text/tokens.ts';
import { addWord, LETTER_CLASSES, type LetterWeights, WORD_UNITS_MAX } from './letters.ts';
import { LANGUAGES } from './small-words.ts';

/** As much as is needed to tell a language; more would only cost time. */
const CHARACTERS_READ = 400;
const WORDS_READ = 40;
/** Softens what one word says, and lets no word (a name, a slip) say more against a language than log of this. */
const TEMPERATURE = 2;
const FLOOR = 0.05;
/** What the whole text's letter groups weigh beside its words: with a few by the root of their number, then more. */
const GROUPS_WEIGHT = 20;
const GROUPS_WEIGHT_LONG = 14;

/** What letters say, in log-odds by the classes of `LETTER_CLASSES`, and of how many words and letters. */
export type LetterSums = { readonly sums: Float64Array; readonly words: number; readonly letters: number };

/** What the letters of words say, with what was worked out for words met before. */
export type LetterReader = {
  readonly weights: LetterWeights;
  /** By word: logarithms of shares, by the classes of `LETTER_CLASSES`. */
  readonly met: Map<string, Float64Array>;
};

export function letterReader(weights: LetterWeights): LetterReader {
  return { weights, met: new Map() };
}

/** Words met that are remembered, a few megabytes: then all are forgotten. */
const MET_MAX = 20_000;

/**
 * Adds up what the letters of each word say, and the small words among them (`small`). Addresses, accounts and
 * figures are of no language; names and quotations are often of another one than the text.
 */
export function letterSums(text: string, reader: LetterReader, small: Float64Array | null): LetterSums {
  const written = text.slice(0, CHARACTERS_READ);
  const read = written.toLowerCase();
  const sums = new Float64Array(LETTER_CLASSES.length);
  if (small !== null)
    for (let index = 0; index < sums.length; index += 1) sums[index] = SMALL_WEIGHT * small[index]!;
  let words = 0;
  let letters = 0;
  let index = 0;
  let opens = true;
  let quoted = false;
  while (index < read.length && words < WORDS_READ) {
    const from = index;
    while (index < read.length && isWordUnit(read.charCodeAt(index))) index += 1;
    if (index === from) {
      const mark = read.charAt(index);
      opens ||= SENTENCE_END.includes(mark);
      quoted = quotedAfter(read, index, mark, quoted);
      index += 1;
      continue;
    }
    const isName = !opens && written.charCodeAt(from) !== read.charCodeAt(from);
    opens = false;
    if (!isPlainWord(read, from, index)) continue;
    const shares = sharesOf(reader, read.slice(from, Math.min(index, from + WORD_UNITS_MAX)));
    const counts = (isName ? ASIDE : 1) * (quoted ? ASIDE : 1);
    for (let one = 0; one < sums.length; one += 1) sums[one]! += counts * shares[one]!;
    words += 1;
    letters += index - from;
  }
  return { sums, words, letters };
}

/** What a word counts that has a capital inside a sentence, or stands between quotation marks. */
const ASIDE = 0.4;
const SENTENCE_END = '.!?…\n';
const OPENING = '«“„';
const CLOSING = '»”';

/** Whether what follows a mark is quoted. An apostrophe inside a word is none: it has letters on both sides. */
function quotedAfter(text: string, index: number, mark: string, before: boolean): boolean {
  if (mark === '"') return !before;
  if (OPENING.includes(mark)) return true;
  if (CLOSING.includes(mark)) return false;
  if (mark !== "'" && mark !== '’' && mark !== '‘') return before;
  const isAfterWord = index > 0 && isWordUnit(text.charCodeAt(index - 1));
  const isBeforeWord = index + 1 < text.length && isWordUnit(text.charCodeAt(index + 1));
  return isAfterWord === isBeforeWord ? before : isBeforeWord;
}

const FIGURE = /\d/;

function isPlainWord(text: string, from: number, to: number): boolean {
  // Initials and numbering.
  if (to - from < 2) return false;
  const before = text.charAt(from - 1);
  if (before === '@' || before === '#' || before === '/' || text.charAt(to) === '@') return false;
  if (text.charAt(to) === ':' && text.charAt(to + 1) === '/') return false;
  return !FIGURE.test(text.slice(from, Math.min(to, from + WORDS_READ)));
}

function sharesOf({ weights, met }: LetterReader, word: string): Float64Array {
  let shares = met.get(word);
  if (shares === undefined) {
    shares = logShares(weights, word);
    if (met.size >= MET_MAX) met.clear();
    met.set(word, shares);
  }
  return shares;
}

function logShares(weights: LetterWeights, word: string): Float64Array {
  const scores = new Float64Array(LETTER_CLASSES.length);
  addWord(weights, word, scores);
  const top = Math.max(...scores);
  let total = 0;
  for (let index = 0; index < scores.length; index += 1) {
    scores[index] = Math.exp((scores[index]! - top) / TEMPERATURE);
    total += scores[index]!;
  }
  for (let index = 0; index < scores.length; index += 1)
    scores[index] = Math.log(scores[index]! / total + FLOOR);
  return scores;
}

/** What a small word of one language adds to what its letters say. */
const SMALL_WEIGHT = 1;

type Detector = { detect(text: string): { getScores(): Record<string, number> } };
let detector: Promise<Detector> | null = null;

/** 350 ms and 58 MB: loaded when the first text needs it, once per process. */
function loadDetector(): Promise<Detector> {
  detector ??= import('eld/medium').then(({ eld }) => eld);
  return detector;
}

/** How alike the letter groups of the whole text are to each language's: added to the sums, other languages too. */
export async function withGroups(text: string, { sums, words, letters }: LetterSums): Promise<LetterSums> {
  const scores = (await loadDetector()).detect(text.slice(0, CHARACTERS_READ)).getScores();
  const weight = Math.max(GROUPS_WEIGHT * Math.sqrt(Math.max(1, words)), GROUPS_WEIGHT_LONG * words);
  const added = Float64Array.from(sums);
  LANGUAGES.forEach((code, index) => {
    added[index]! += weight * (scores[code] ?? 0);
  });
  let strangest = 0;
  for (const [code, score] of Object.entries(scores))
    if (score > strangest && !LANGUAGES.some(known => known === code)) strangest = score;
  added[LANGUAGES.length]! += weight * strangest;
  return { sums: added, words, letters };
}
