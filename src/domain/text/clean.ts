/** More than this many combining marks on one letter is vandalism ("zalgo"): no written language needs five. */
const MARKS_PER_BASE_MAX = 4;

/** NFC folds at most a base, four marks and their surrogates (10 units) into one: reading 16 times the wish is enough. */
const NFC_SHRINK_MAX = 16;

const MARK = /\p{M}/u;

/**
 * Makes hostile text fit to be stored and shown: no NUL, C0, C1 or DEL, no lone surrogates, no bidirectional
 * controls, no tag characters, invisible joiners or non-characters, at most four combining marks per letter,
 * NFC, one space between words, no spaces around line breaks, at most one empty line, trimmed.
 *
 * Keeps `\n`, no-break spaces (French typography needs them) and the joiners that emoji and Persian need.
 * Linear in the input, which it stops reading once enough is kept. `cleanText(cleanText(x)) === cleanText(x)`.
 *
 * @param maxLength Most UTF-16 units kept; a surrogate pair is never cut in two.
 */
export function cleanText(text: string, maxLength: number): string {
  if (text.length <= maxLength && isClean(text)) return text;
  return finish(scan(text, '\n', maxLength * NFC_SHRINK_MAX), maxLength);
}

/** As `cleanText`, on one line: breaks become spaces. */
export function cleanLine(text: string, maxLength: number): string {
  if (text.length <= maxLength && isClean(text) && !text.includes('\n')) return text;
  return finish(scan(text, ' ', maxLength * NFC_SHRINK_MAX), maxLength);
}

/**
 * As `cleanText`, cut between two words and ended with `…` when something is left out.
 * What press articles are stored as: `maxLength` includes the ellipsis.
 */
export function extractOf(text: string, maxLength: number): string {
  const whole = cleanText(text, maxLength + 1);
  if (whole.length <= maxLength) return whole;
  const cut = cleanText(whole, maxLength - 1);
  const space = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'));
  // A single endless word is cut where it stands.
  return `${(space > maxLength / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/**
 * Whatever might have to be dropped, folded or composed: all but Latin letters without combining marks, the
 * punctuation of European languages, signs and emoji. Wider than it must be: such texts are read with care below.
 */
const PLAIN =
  /[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u20c0\u2190-\u21ff\u2600-\u27bf]/;

/** 0 not yet asked, 1 suspect, 2 plain, then what white space is: asking a regular expression for each is slow. */
const looks = new Uint8Array(65_536);
const SUSPECT = 1;
const OTHER = 2;
const BLANK = 3;
const BREAK = 4;

function lookOf(code: number): number {
  const isPlain = PLAIN.test(String.fromCharCode(code));
  const look = code === 0x20 ? BLANK : code === 0x0a ? BREAK : isPlain ? OTHER : SUSPECT;
  looks[code] = look;
  return look;
}

/** Most texts are clean already, and everything that is stored is: they pass at the cost of one look. */
function isClean(text: string): boolean {
  let before = OTHER;
  let breaks = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const look = looks[code] || lookOf(code);
    if (look === SUSPECT) {
      // Emoji are pairs.
      const whole = text.codePointAt(index)!;
      if (whole < EMOJI_FIRST || whole > EMOJI_LAST) return false;
      index += 1;
    } else if (look !== OTHER) {
      if (before === BLANK || (before === BREAK && look === BLANK)) return false;
      breaks = look === BREAK && before === BREAK ? breaks + 1 : 1;
      if (breaks > 2) return false;
    }
    before = look;
  }
  return text.trim().length === text.length;
}

const EMOJI_FIRST = 0x1f000;
const EMOJI_LAST = 0x1faff;

/** One pass: drops what must not be, folds white space. `breaks` is what a line break becomes. */
function scan(text: string, breaks: '\n' | ' ', limit: number): string {
  let out = '';
  let gap = '';
  let marks = 0;
  for (let index = 0; index < text.length && out.length < limit; ) {
    const code = text.codePointAt(index) ?? 0;
    const width = code > 0xffff ? 2 : 1;
    const at = index;
    index += width;
    const space = spaceOf(code);
    if (space !== '') {
      if (code === 0x0d && text.charCodeAt(index) === 0x0a) continue;
      gap = widen(gap, space === '\n' ? breaks : ' ');
      marks = 0;
      continue;
    }
    if (isDropped(code)) continue;
    if (code >= 0x300 && MARK.test(String.fromCodePoint(code))) {
      marks += 1;
      if (marks > MARKS_PER_BASE_MAX) continue;
    } else marks = 0;
    if (gap !== '' && out !== '') out += gap;
    gap = '';
    out += width === 2 ? text.slice(at, index) : text[at];
  }
  return out;
}

/** The gap so far and one more white space: breaks win over spaces, two breaks at most. */
function widen(gap: string, more: '\n' | ' '): string {
  if (more === ' ') return gap === '' ? ' ' : gap;
  return gap === '\n' || gap === '\n\n' ? '\n\n' : '\n';
}

function finish(scanned: string, maxLength: number): string {
  // Composing may put a fifth mark on a letter (some composed letters are excluded from NFC), hence the second scan.
  const composed = scanned.normalize('NFC');
  const whole = composed === scanned ? composed : scan(composed, '\n', composed.length);
  if (whole.length <= maxLength) return whole.trim();
  const last = whole.charCodeAt(maxLength - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength;
  return whole.slice(0, end).trim();
}

/** '\n' for what breaks a line, ' ' for plain white space, '' otherwise. No-break spaces are letters here. */
function spaceOf(code: number): '\n' | ' ' | '' {
  if (code === 0x20 || code === 0x09) return ' ';
  if (code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029) return '\n';
  if (code === 0x0b || code === 0x0c) return ' ';
  return '';
}

function isDropped(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  if (code < 0xad) return false;
  return (
    code === 0xad || // soft hyphen
    code === 0x61c || // Arabic letter mark
    code === 0x200b || // zero width space; 200C and 200D stay
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) || // bidirectional embeddings and overrides
    (code >= 0x2060 && code <= 0x206f) || // word joiner, invisible operators, isolates
    (code >= 0xd800 && code <= 0xdfff) || // lone surrogates: pairs come as one code point
    code === 0xfeff ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code >= 0xfff9 && code <= 0xfffb) || // interlinear annotations
    (code & 0xfffe) === 0xfffe || // non-characters of every plane
    (code >= 0xe0000 && code <= 0xe007f) // tag characters
  );
}
