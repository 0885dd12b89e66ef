import stringWidth from 'string-width';

/**
 * Letters and signs that take one cell in every terminal: ASCII, Latin-1, Latin Extended, Greek and Cyrillic,
 * typographic punctuation, and the signs that vigie draws with. Everything else goes to string-width, which is
 * right about emoji, East Asian and joined signs, and 77 times slower on accented text.
 */
const ONE_CELL_EACH =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u202f-\u205e\u20a0-\u20ab\u20ad-\u20bf\u2190\u2192\u2212\u2500-\u257f\u2581-\u2588\u25b2\u25cb\u2605\u2713]*$/;

export function isOneCellEach(text: string): boolean {
  return ONE_CELL_EACH.test(text);
}

/** Colours and weights, the only orders that Ink writes into a line. */
export const STYLES = /\u001b\[[\d;]*m/g;

/** Cells that a text takes on a terminal line. ANSI sequences, which only Ink writes, count as nothing. */
export function textWidth(text: string): number {
  if (isOneCellEach(text)) return text.length;
  if (!text.includes('\u001b')) return stringWidth(text);
  const bare = text.replace(STYLES, '');
  return isOneCellEach(bare) ? bare.length : stringWidth(text);
}

/** The bundle puts this in place of string-width inside Ink (see bin/build.mjs). */
export default textWidth;
