import { fold } from '../../src/domain/text/fold.ts';
import { isWordUnit } from '../../src/domain/text/tokens.ts';

/** As long as any stored text; what comes after it in a longer one is not read, so that work stays bounded. */
export const MAX_UNITS = 20_000;
/** A text of 20,000 characters has some 4,000 words; a machine's has more, and they add nothing. */
export const MAX_TOKENS = 4096;
/** No French or English word is longer; the rest of an endless one is skipped. */
export const MAX_WORD_UNITS = 32;

/** "!!!" is as loud as "!!!!!!!". */
const MAX_MARKS = 3;
/** Before a token: nothing, a comma or bracket, the end of a sentence. */
export const GAP = { none: 0, clause: 1, sentence: 2 } as const;
/** How a token is said: the last one before a question mark, between quotation marks. Bits of one number. */
export const SAID = { asked: 1, quoted: 2 } as const;

/**
 * A text as words: folded letters in one buffer, two hashes a word, and where it stands in the text. One object
 * is filled again for each text: nothing is allocated on the way. Digits become one 0, letters repeated three
 * times or more become one, so "suuuper" is "super" and every year is the same word.
 */
export class Scan {
  readonly letters = new Uint16Array(MAX_TOKENS * MAX_WORD_UNITS);
  /** Where the token's letters begin in `letters`; `lengths` is 0 for signs (emoji, smileys). */
  readonly from = new Int32Array(MAX_TOKENS);
  readonly lengths = new Uint8Array(MAX_TOKENS);
  readonly hash = new Int32Array(MAX_TOKENS);
  readonly check = new Int32Array(MAX_TOKENS);
  readonly start = new Int32Array(MAX_TOKENS);
  readonly end = new Int32Array(MAX_TOKENS);
  readonly gap = new Uint8Array(MAX_TOKENS);
  readonly said = new Uint8Array(MAX_TOKENS);
  /** The marks between a token and the one before, chained: 0 where there are none. */
  readonly marks = new Int32Array(MAX_TOKENS);
  /** Those after the last token. */
  lastMarks = 0;
  count = 0;
  exclamations = 0;
  questions = 0;
  ellipses = 0;
  capitals = 0;
  letterCount = 0;
  elongated = 0;
  digits = 0;
  /** `SAID.quoted` between quotation marks, else 0. */
  #quote = 0;
  /** Of `lastMarks`. */
  #markCount = 0;

  /** Reads the text anew. Linear, never throws, whatever the text. */
  read(text: string): void {
    this.count = 0;
    this.exclamations = this.questions = this.ellipses = 0;
    this.capitals = this.letterCount = this.elongated = this.digits = 0;
    this.#quote = this.lastMarks = this.#markCount = 0;
    const length = Math.min(text.length, MAX_UNITS);
    let gap: number = GAP.sentence;
    let index = 0;
    while (index < length && this.count < MAX_TOKENS) {
      const code = text.charCodeAt(index);
      const kind = kinds[code]! || kindOf(code);
      if (kind >= LETTER || kind === DIGIT || kind === EXPANDED) {
        index = this.#word(text, index, length, gap);
        gap = GAP.none;
      } else if (kind === SIGN) {
        index = this.#sign(text, index, gap);
        gap = GAP.none;
      } else {
        const smiley = kind === COMMA ? smileyLength(text, index) : 0;
        if (smiley > 0) {
          this.#token(smileyHash(text, index), index, index + smiley, gap);
          index += smiley;
          gap = GAP.none;
        } else {
          gap = Math.max(gap, this.#mark(code, kind));
          index += 1;
        }
      }
    }
  }

  #mark(code: number, kind: number): number {
    if (kind !== COMMA && kind !== STOP) return GAP.none;
    // Where lines are broken says nothing.
    if (code > 31 && this.#markCount++ < MAX_MARKS)
      this.lastMarks = Math.imul(this.lastMarks ^ code, 0x01000193);
    if (kind === COMMA) {
      if (code === 0xab || code === 0x201c) this.#quote = SAID.quoted;
      else if (code === 0xbb || code === 0x201d) this.#quote = 0;
      else if (code === 34) this.#quote ^= SAID.quoted;
      return GAP.clause;
    }
    if (code === 33) this.exclamations += 1;
    else if (code === 63) {
      this.questions += 1;
      if (this.count > 0) this.said[this.count - 1]! |= SAID.asked;
    } else if (code === 0x2026) this.ellipses += 1;
    return GAP.sentence;
  }

  #word(text: string, first: number, length: number, gap: number): number {
    const { letters } = this;
    const from = this.count * MAX_WORD_UNITS;
    let size = 0;
    let last = 0;
    let run = 0;
    let capitals = 0;
    let index = first;
    while (index < length) {
      const code = text.charCodeAt(index);
      const kind = kinds[code]! || kindOf(code);
      if (kind < SKIPPED) break;
      index += 1;
      if (code <= 90 && code >= 65) capitals += 1;
      // Nearly every unit is a letter that is not the one before.
      if (kind >= LETTER && kind !== last) {
        last = kind;
        run = 0;
        if (size < MAX_WORD_UNITS - 1) {
          letters[from + size] = kind;
          size += 1;
        }
        continue;
      }
      if (kind === SKIPPED) continue;
      const letter = kind === DIGIT ? ZERO : kind === EXPANDED ? expanded(code) : kind;
      if (letter !== last) run = 0;
      else {
        run += 1;
        if (letter === ZERO || run >= 2) {
          if (run === 2 && letter !== ZERO) {
            size -= 1;
            this.elongated += 1;
          }
          continue;
        }
      }
      last = letter;
      if (size >= MAX_WORD_UNITS - 1) continue;
      letters[from + size] = letter;
      size += 1;
      if (kind === EXPANDED) {
        letters[from + size] = SECOND_E;
        size += 1;
        last = SECOND_E;
      }
    }
    this.capitals += capitals;
    // "don't", "can't": the half after the apostrophe is a whole word of its own.
    if (size === 1 && letters[from] === 116 && first > 1 && isApostrophe(text.charCodeAt(first - 1))) {
      letters.set(NOT, from);
      size = NOT.length;
    }
    this.letterCount += index - first;
    if (last === ZERO) this.digits += 1;
    this.#put(from, size, first, index, gap);
    return index;
  }

  #put(from: number, size: number, start: number, end: number, gap: number): void {
    const { letters } = this;
    let hash = 0x811c9dc5;
    let check = 0x1b873593;
    for (let index = from; index < from + size; index += 1) {
      const letter = letters[index]!;
      hash = Math.imul(hash ^ letter, 0x01000193);
      check = Math.imul(check + letter, 0x85ebca6b) ^ (check >>> 13);
    }
    this.from[this.count] = from;
    this.lengths[this.count] = size;
    this.check[this.count] = check;
    this.#place(hash, start, end, gap);
  }

  #sign(text: string, index: number, gap: number): number {
    const code = text.codePointAt(index) ?? 0;
    const end = index + (code > 0xffff ? 2 : 1);
    // Skin tones and variation selectors change no tone: they join the sign before them.
    if ((code >= 0x1f3fb && code <= 0x1f3ff) || code === 0xfe0f || code === 0x200d) return end;
    this.#token(signHash(code), index, end, gap);
    return end;
  }

  #token(hash: number, start: number, end: number, gap: number): void {
    this.from[this.count] = this.count * MAX_WORD_UNITS;
    this.lengths[this.count] = 0;
    this.check[this.count] = Math.imul(hash, 0x2545f491);
    this.#place(hash, start, end, gap);
  }

  #place(hash: number, start: number, end: number, gap: number): void {
    this.hash[this.count] = mixed(hash);
    this.start[this.count] = start;
    this.end[this.count] = end;
    this.gap[this.count] = gap;
    this.said[this.count] = this.#quote;
    this.marks[this.count] = this.lastMarks;
    this.lastMarks = 0;
    this.#markCount = 0;
    this.count += 1;
  }
}

/** What `Scan` has as the hash of a word: folded letters, no digits, none three times in a row. */
export function wordHash(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1)
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return mixed(hash);
}

/** Spreads a hash over its 32 bits (MurmurHash3's finaliser). */
export function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const SPACE = 1;
const COMMA = 2;
const STOP = 3;
const SIGN = 4;
const SKIPPED = 5;
const DIGIT = 6;
const EXPANDED = 7;
const LETTER = 32;
const ZERO = 48;
const SECOND_E = 101;

/** What a UTF-16 unit is: one of the kinds above, or the folded letter itself. 0: not asked yet. */
const kinds = new Uint16Array(65_536);

function kindOf(code: number): number {
  const known = kinds[code]!;
  if (known !== 0) return known;
  const kind = classified(code);
  kinds[code] = kind;
  return kind;
}

function classified(code: number): number {
  const unit = String.fromCharCode(code);
  if (code === 0x0a || code === 0x0d || '.!?…'.includes(unit)) return STOP;
  if (',;:()[]{}—–"«»“”/|=<>*'.includes(unit)) return COMMA;
  if (code >= 0xd800 && code <= 0xdfff) return SIGN;
  if ((code >= 0x2190 && code <= 0x2bff) || code === 0xfe0f || code === 0x200d) return SIGN;
  const folded = fold(unit);
  if (folded === '') return SKIPPED;
  if (!isWordUnit(folded.charCodeAt(0))) return /\p{M}/u.test(unit) ? SKIPPED : SPACE;
  if (folded.length > 1) return EXPANDED;
  if (/\p{N}/u.test(folded)) return DIGIT;
  return Math.max(LETTER, folded.charCodeAt(0));
}

/** œ and æ are two letters, the second an e; other letters that fold to several keep their first, then e. */
function expanded(code: number): number {
  return fold(String.fromCharCode(code)).charCodeAt(0);
}

const NOT = [110, 111, 116];

function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019;
}

const GOOD_MOUTHS = ')dDpP3';
const BAD_MOUTHS = '(/\\|[';

/** ":)", ";-)", ":/", "=(" … : how many units, 0 when it is no smiley. */
function smileyLength(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code === 60) return text.charCodeAt(index + 1) === 51 ? 2 : 0;
  if (code !== 58 && code !== 59 && code !== 61) return 0;
  const nose = text.charCodeAt(index + 1) === 45 ? 1 : 0;
  const mouth = text.charAt(index + 1 + nose);
  if (mouth === '' || !(GOOD_MOUTHS.includes(mouth) || BAD_MOUTHS.includes(mouth))) return 0;
  const after = text.charCodeAt(index + 2 + nose);
  const isLetterMouth = /[a-zA-Z0-9/]/.test(mouth);
  // ":d" and ":/" are smileys only when nothing follows ("a:desk", "http://").
  if (isLetterMouth && (isWordUnit(after) || after === 47)) return 0;
  return 2 + nose;
}

export const GOOD_SMILEY = '\u{1f642}';
export const BAD_SMILEY = '\u{1f641}';

function smileyHash(text: string, index: number): number {
  if (text.charCodeAt(index) === 60) return signHash(GOOD_SMILEY.codePointAt(0)!);
  const nose = text.charCodeAt(index + 1) === 45 ? 1 : 0;
  const good = GOOD_MOUTHS.includes(text.charAt(index + 1 + nose));
  return signHash((good ? GOOD_SMILEY : BAD_SMILEY).codePointAt(0)!);
}

function signHash(code: number): number {
  return Math.imul(code ^ 0x5bd1e995, 0x27d4eb2f);
}
