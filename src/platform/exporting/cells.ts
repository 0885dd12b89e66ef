import type { Cell } from './sheet.ts';

/** Excel holds no more in one cell. */
const CELL_CHARACTERS_MAX = 32_767;

/** XML 1.0 has no way to write these: C0 but tab and line ends, lone surrogates (mended before), U+FFFE, U+FFFF. */
const NOT_IN_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** What a spreadsheet could run: a formula, a command (DDE), or one behind a tab, a line end or a wide sign. */
const RUNS = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%\t\r\n]/u;

/** A text that a spreadsheet only shows: an apostrophe before what it could run. */
export function spreadsheetText(text: string): string {
  const clean = text.toWellFormed().replace(NOT_IN_XML, '');
  const safe = RUNS.test(clean) ? `'${clean}` : clean;
  return safe.length <= CELL_CHARACTERS_MAX
    ? safe
    : `${safe
        .slice(0, CELL_CHARACTERS_MAX - 1)
        .toWellFormed()
        .replace(/\ufffd$/u, '')}…`;
}

/** Numbers, yes and no, and nothing stay what they are. */
export function spreadsheetCell(cell: Cell): Cell {
  return typeof cell === 'string' ? spreadsheetText(cell) : cell;
}
