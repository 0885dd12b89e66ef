import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { spreadsheetCell } from './cells.ts';
import type { Cell, Sheet, WriteSheet } from './sheet.ts';

/** Excel takes a file without it for the system's old code page. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * CSV as a spreadsheet of that country opens it by a double click: `;` and a decimal comma in France, else `,` and
 * a point (RFC 4180 otherwise). Cells that could run are only shown.
 */
export function csvWriter(country: 'fr' | 'en'): WriteSheet {
  return async (path, sheet) => {
    let rows = 0;
    async function* lines(): AsyncGenerator<string> {
      yield BYTE_ORDER_MARK +
        csvLine(
          sheet.columns.map(({ title }) => title),
          country,
        );
      for await (const row of sheet.rows) {
        rows += 1;
        yield csvLine(row, country);
      }
    }
    await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
    return rows;
  };
}

/** One row with its line end. */
export function csvLine(row: readonly Cell[], country: 'fr' | 'en'): string {
  const cells = row.map(cell => quoted(written(spreadsheetCell(cell), country)));
  return `${cells.join(country === 'fr' ? ';' : ',')}\r\n`;
}

function written(cell: Cell, country: 'fr' | 'en'): string {
  if (cell === null) return '';
  if (typeof cell === 'number' && country === 'fr') return String(cell).replace('.', ',');
  return String(cell);
}

function quoted(text: string): string {
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON Lines with the columns' ids as names: for programs, so nothing is changed in a text. */
export const writeJsonl: WriteSheet = async (path, sheet) => {
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const row of sheet.rows) {
      rows += 1;
      yield `${JSON.stringify(named(sheet, row))}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
  return rows;
};

function named({ columns }: Sheet, row: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ id }, index) => [id, row[index] ?? null]));
}
