import { fold, foldWithOffsets, unfoldedAt } from './fold.ts';
import { WordTable } from './word-table.ts';

/** A folded word and where it stands in the text (UTF-16, end excluded). */
export type Token = { readonly word: string; readonly start: number; readonly end: number };

/**
 * Words with their ids (see `WordTable`) and places (UTF-16, end excluded), one list each: that costs less than an
 * object a word. The first `titled` are a title's, and their places are in it.
 */
export type Cut = {
  readonly titled: number;
  readonly words: readonly string[];
  readonly ids: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

/**
 * The words of a text, folded. Letters and digits of any script; hyphens part words; French elisions stand
 * alone ("l'accueil" → l, accueil), other apostrophes stay inside ("don't", "aujourd'hui"). Linear.
 */
export function tokens(text: string): Token[] {
  const { words, starts, ends } = cutOf('', text);
  return words.map((word, at) => ({ word, start: starts[at]!, end: ends[at]! }));
}

/** The words of a title and its text, cut as by `tokens`: `titled` are the title's. */
export function cutOf(title: string, text: string): Cut {
  const titled = title === '' ? 0 : cutFrom(title, 0);
  const count = cutFrom(text, titled);
  return {
    titled,
    words: cutWords.slice(0, count),
    ids: cutIds.slice(0, count),
    starts: cutStarts.slice(0, count),
    ends: cutEnds.slice(0, count),
  };
}

/** The words alone of a text that is already folded: for stages that need no places. */
export function foldedWords(folded: string): string[] {
  return cutWords.slice(0, counted(scan(folded, 0)));
}

function counted(scanned: number): number {
  return scanned < 0 ? ~scanned : scanned;
}

/** What is being cut: lists that have grown once are copied at their size. */
const cutWords: string[] = [];
const cutIds: number[] = [];
const cutStarts: number[] = [];
const cutEnds: number[] = [];

/** As `scan`, whatever the text. */
function cutFrom(text: string, from: number): number {
  const scanned = scan(text, from);
  if (scanned >= 0) return scanned;
  const map = foldWithOffsets(text);
  const count = counted(scan(map.folded, from));
  for (let at = from; at < count; at += 1) {
    cutStarts[at] = unfoldedAt(map, cutStarts[at]!);
    cutEnds[at] = unfoldedAt(map, cutEnds[at]!);
  }
  return count;
}

/** What a UTF-16 unit is to words; from `LETTER` on, its folded letter itself. 0: not asked yet. */
const GAP = 1;
const APOSTROPHE = 2;
/** Folds to nothing (a combining accent): it belongs to the word it stands in. */
const SILENT = 3;
/** Folds to several letters (œ). */
const SEVERAL = 4;
/** Folds to more than letters, or by what stands beside it: the text has to be folded as a whole. */
const BY_TEXT = 5;
const LETTER = 32;
/** Greek sigma is another letter at the end of a word. */
const SIGMA = 0x3a3;

const kinds = new Uint16Array(65_536);

function kindOf(code: number): number {
  const asked = kinds[code] ?? GAP;
  if (asked !== 0) return asked;
  const kind = classified(code);
  kinds[code] = kind;
  return kind;
}

function classified(code: number): number {
  if (code === SIGMA) return BY_TEXT;
  const folded = fold(String.fromCharCode(code));
  if (folded === '') return SILENT;
  if (folded === "'") return APOSTROPHE;
  const first = folded.charCodeAt(0);
  if (folded.length === 1) return isWordUnit(first) ? Math.max(LETTER, first) : GAP;
  for (let index = 0; index < folded.length; index += 1)
    if (!isWordUnit(folded.charCodeAt(index))) return BY_TEXT;
  return SEVERAL;
}

/** Longer words are made anew each time: nobody writes one twice. */
const WORD_UNITS_MAX = 48;
/** Room for a letter that folds to several after the last that counts. */
const letters = new Uint16Array(WORD_UNITS_MAX + 8);
const known = new WordTable();

/** What each letter that folds to several becomes. */
const several = new Map<number, string>();

/** Cuts from the place `from` of the lists on. Returns how many words there are; `~` of it, stopped half-way, when only the whole text can be folded. */
function scan(text: string, from: number): number {
  const { length } = text;
  let count = from;
  let index = 0;
  while (index < length) {
    let code = text.charCodeAt(index);
    let kind = kinds[code]! || kindOf(code);
    if (kind < SEVERAL) {
      index += 1;
      continue;
    }
    const start = index;
    let size = 0;
    let hash = WordTable.seed;
    for (;;) {
      if (kind >= LETTER) {
        letters[size++] = kind;
        hash = Math.imul(hash ^ kind, WordTable.prime);
      } else if (kind === SEVERAL) {
        const folded = severalOf(code);
        for (let at = 0; at < folded.length; at += 1) {
          letters[size++] = folded.charCodeAt(at);
          hash = Math.imul(hash ^ folded.charCodeAt(at), WordTable.prime);
        }
      } else if (kind === APOSTROPHE) {
        if (!isLetterNext(text, index + 1) || isElision(size, hash)) break;
        letters[size++] = UNIT_OF_APOSTROPHE;
        hash = Math.imul(hash ^ UNIT_OF_APOSTROPHE, WordTable.prime);
      } else if (kind === GAP) break;
      else if (kind === BY_TEXT) return ~count;
      // An endless word: what it is made of no longer matters, only where it ends.
      if (size > WORD_UNITS_MAX) size = WORD_UNITS_MAX + 1;
      index += 1;
      if (index >= length) break;
      code = text.charCodeAt(index);
      kind = kinds[code]! || kindOf(code);
    }
    const isShort = size <= WORD_UNITS_MAX;
    cutWords[count] = isShort ? known.word(letters, size, hash) : fold(text.slice(start, index));
    cutIds[count] = isShort ? known.id : 0;
    cutStarts[count] = start;
    cutEnds[count] = index;
    count += 1;
  }
  return count;
}

const UNIT_OF_APOSTROPHE = 39;

function severalOf(code: number): string {
  let folded = several.get(code);
  if (folded === undefined) {
    folded = fold(String.fromCharCode(code));
    several.set(code, folded);
  }
  return folded;
}

function isLetterNext(text: string, from: number): boolean {
  let index = from;
  while (index < text.length && kindOf(text.charCodeAt(index)) === SILENT) index += 1;
  return index < text.length && kindOf(text.charCodeAt(index)) >= SEVERAL;
}

/** Articles and pronouns that lose their vowel before the next word stand alone. */
const ELISIONS = new Set([
  'l',
  'd',
  'j',
  'm',
  't',
  's',
  'n',
  'c',
  'qu',
  'jusqu',
  'lorsqu',
  'puisqu',
  'quoiqu',
]);
ELISIONS.add('presqu').add('quelqu');
const ELISION_UNITS_MAX = 7;

function isElision(size: number, hash: number): boolean {
  return size <= ELISION_UNITS_MAX && ELISIONS.has(known.word(letters, size, hash));
}

/** 0 not yet asked, 1 part of a word, 2 not: one table over the units, since asking a regular expression is slow. */
const units = new Uint8Array(65_536);

export function isWordUnit(code: number): boolean {
  const asked = units[code] ?? 0;
  if (asked !== 0) return asked === 1;
  const isWord = /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
  units[code] = isWord ? 1 : 2;
  return isWord;
}
