import { fold, foldWithOffsets, unfoldedAt } from './fold.ts';
import { WordTable } from './word-table.ts';

/** A folded word and where it stands in the text (UTF-16, end excluded). `id`: of the word, see `WordTable`. */
export type Token = {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly id: number;
};

/**
 * The words of a text, folded. Letters and digits of any script; hyphens part words; French elisions stand
 * alone ("l'accueil" → l, accueil), other apostrophes stay inside ("don't", "aujourd'hui"). Linear.
 */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const isRead = scan(text, (word, start, end, id) => {
    found.push({ word, start, end, id });
  });
  if (isRead) return found;
  const map = foldWithOffsets(text);
  found.length = 0;
  scan(map.folded, (word, start, end, id) => {
    found.push({ word, start: unfoldedAt(map, start), end: unfoldedAt(map, end), id });
  });
  return found;
}

/** The words alone of a text that is already folded: for stages that need no places. */
export function foldedWords(folded: string): string[] {
  const found: string[] = [];
  scan(folded, word => {
    found.push(word);
  });
  return found;
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

/** Gives each word with its place. False, and stopped half-way, when only the whole text can be folded. */
function scan(text: string, found: (word: string, start: number, end: number, id: number) => void): boolean {
  const { length } = text;
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
      else if (kind === BY_TEXT) return false;
      // An endless word: what it is made of no longer matters, only where it ends.
      if (size > WORD_UNITS_MAX) size = WORD_UNITS_MAX + 1;
      index += 1;
      if (index >= length) break;
      code = text.charCodeAt(index);
      kind = kinds[code]! || kindOf(code);
    }
    if (size <= WORD_UNITS_MAX) found(known.word(letters, size, hash), start, index, known.id);
    else found(fold(text.slice(start, index)), start, index, 0);
  }
  return true;
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
