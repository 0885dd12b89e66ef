import { foldWithOffsets, unfoldedAt } from './fold.ts';

/** A folded word and where it stands in the text (UTF-16, end excluded). */
export type Token = { readonly word: string; readonly start: number; readonly end: number };

/**
 * The words of a text, folded. Letters and digits of any script; hyphens part words; French elisions stand
 * alone ("l'accueil" → l, accueil), other apostrophes stay inside ("don't", "aujourd'hui"). Linear.
 */
export function tokens(text: string): Token[] {
  const map = foldWithOffsets(text);
  const found: Token[] = [];
  scan(map.folded, (word, start, end) => {
    found.push({ word, start: unfoldedAt(map, start), end: unfoldedAt(map, end) });
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

const APOSTROPHE = 39;
const ELISION = /^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)$/;

function scan(folded: string, found: (word: string, start: number, end: number) => void): void {
  const { length } = folded;
  let index = 0;
  while (index < length) {
    if (!isWordUnit(folded.charCodeAt(index))) {
      index += 1;
      continue;
    }
    const start = index;
    while (index < length && isWordUnit(folded.charCodeAt(index))) index += 1;
    while (opensSecondHalf(folded, start, index)) {
      index += 1;
      while (index < length && isWordUnit(folded.charCodeAt(index))) index += 1;
    }
    found(folded.slice(start, index), start, index);
  }
}

/** An apostrophe inside a word, and not after an elided article or pronoun. Elisions have at most 7 letters. */
function opensSecondHalf(folded: string, start: number, index: number): boolean {
  if (folded.charCodeAt(index) !== APOSTROPHE || index + 1 >= folded.length) return false;
  if (!isWordUnit(folded.charCodeAt(index + 1))) return false;
  return index - start > 7 || !ELISION.test(folded.slice(start, index));
}

/** 0 not yet asked, 1 part of a word, 2 not: one table over the units, since asking a regular expression is slow. */
const kinds = new Uint8Array(65_536);

export function isWordUnit(code: number): boolean {
  const known = kinds[code] ?? 0;
  if (known !== 0) return known === 1;
  const isWord = /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
  kinds[code] = isWord ? 1 : 2;
  return isWord;
}
