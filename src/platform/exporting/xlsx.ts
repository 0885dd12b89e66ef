import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { spreadsheetCell, spreadsheetText } from './cells.ts';
import type { Cell, Column, Sheet, WriteSheet } from './sheet.ts';

/** Excel has no more rows; the first is the headings'. */
const ROWS_MAX = 1_048_575;
/** Excel cuts longer names of sheets, and refuses these signs in them. */
const NAME_CHARACTERS_MAX = 31;
const NOT_IN_NAMES = /[\\/?*:[\]]/g;
const WIDTHS: Readonly<Record<Column['type'], number>> = {
  text: 28,
  number: 10,
  boolean: 8,
  timestamp: 20,
  date: 12,
};

/** XLSX, row by row: texts are texts, never formulas, and what XML cannot hold is left out. */
export const writeXlsx: WriteSheet = async (path, sheet) => {
  const stream = createWriteStream(path, { mode: 0o600 });
  try {
    // Together: a disk that is full ends the stream, and the book would wait for it for ever.
    const [rows] = await Promise.all([fillBook(stream, sheet), finished(stream)]);
    return rows;
  } finally {
    stream.destroy();
  }
};

async function fillBook(stream: Writable, sheet: Sheet): Promise<number> {
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const page = book.addWorksheet(sheet.name.replace(NOT_IN_NAMES, ' ').slice(0, NAME_CHARACTERS_MAX), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  page.columns = sheet.columns.map(({ id, title, type }) => ({
    header: spreadsheetText(title),
    key: id,
    width: WIDTHS[type],
  }));
  let rows = 0;
  for await (const row of sheet.rows) {
    if (rows === ROWS_MAX) break;
    rows += 1;
    page.addRow(row.map((cell, index) => excelCell(cell, sheet.columns[index]?.type))).commit();
  }
  page.commit();
  await book.commit();
  return rows;
}

/** Days and instants as Excel counts them, so that they sort and group; in UTC, as Excel knows no zones. */
function excelCell(cell: Cell, type: Column['type'] | undefined): Cell | Date {
  if (typeof cell === 'string' && (type === 'timestamp' || type === 'date')) return new Date(cell);
  return spreadsheetCell(cell);
}
