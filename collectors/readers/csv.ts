/** Most rows and columns of a table that are read: a firm's ten years of reviews have a few thousand rows. */
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 100;
/** Longest cell kept, characters. */
export const MAX_CELL_LENGTH = 20_000;

const SEPARATORS = [';', ',', '\t', '|'] as const;
/** How much of a file the guess of its separator looks at. */
const SAMPLE_LENGTH = 20_000;

/**
 * A CSV text as rows of cells, linear in its length. The separator is the one that cuts the first rows most
 * evenly; quotes may be doubled or hold line breaks; a first line `sep=;` (Excel) is obeyed.
 */
export function readCsv(text: string): string[][] {
  const declared = /^sep=(.)\r?\n/.exec(text.slice(0, 10));
  const body = declared ? text.slice(declared[0].length) : text;
  return rowsOf(body, declared?.[1] ?? separatorOf(body), MAX_ROWS);
}

/** The candidate that cuts most rows to one same width, wide before narrow; ',' when nothing separates. */
function separatorOf(text: string): string {
  let best: string = ',';
  let bestScore = 0;
  for (const separator of SEPARATORS) {
    const rows = rowsOf(text.slice(0, SAMPLE_LENGTH), separator, 50);
    const widths = new Map<number, number>();
    for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
    for (const [width, count] of widths) {
      const score = width > 1 ? (count / rows.length) * width : 0;
      if (score > bestScore) [best, bestScore] = [separator, score];
    }
  }
  return best;
}

function rowsOf(text: string, separator: string, maxRows: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let index = 0;
  const endCell = (cell: string) => {
    if (row.length < MAX_COLUMNS) row.push(cell.slice(0, MAX_CELL_LENGTH));
  };
  while (index <= text.length && rows.length < maxRows) {
    const [cell, end] =
      text[index] === '"' ? quotedCell(text, index, separator) : plainCell(text, index, separator);
    endCell(cell);
    const mark = text[end];
    index = end + 1;
    if (mark === separator) continue;
    if (mark === '\r' && text[index] === '\n') index++;
    if (row.some(each => each.trim() !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

/** The cell from `start` and the index of the mark that ends it. */
function plainCell(text: string, start: number, separator: string): [string, number] {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return [text.slice(start, end), end];
}

function quotedCell(text: string, start: number, separator: string): [string, number] {
  let index = start + 1;
  const parts: string[] = [];
  for (;;) {
    const quote = text.indexOf('"', index);
    // A quote that nothing closes would swallow the rest of the file: it is taken for a letter.
    if (quote < 0) return plainCell(text, start, separator);
    parts.push(text.slice(index, quote));
    if (text[quote + 1] !== '"') {
      const [rest, end] = plainCell(text, quote + 1, separator);
      return [parts.join('"') + rest.trim(), end];
    }
    index = quote + 2;
  }
}
