import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS } from './csv.ts';

/** Most that a workbook may unpack to, bytes: what is declared is added up before anything is unpacked. */
const MAX_UNPACKED_BYTES = 60_000_000;

/** Do the bytes start like a ZIP file, which every .xlsx is? */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/**
 * The rows of the fullest sheet of an Excel workbook, dates as ISO 8601 without an offset (a workbook knows no zone), formulas as their last results.
 * Null: no readable workbook, or one that would unpack to more than 60 MB.
 */
export async function readXlsx(bytes: Uint8Array): Promise<string[][] | null> {
  if (!isZip(bytes) || unpackedSize(bytes) > MAX_UNPACKED_BYTES) return null;
  // Loaded only for workbooks: it is by far the largest of the readers.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  try {
    const own = new ArrayBuffer(bytes.length);
    new Uint8Array(own).set(bytes);
    await workbook.xlsx.load(own);
  } catch {
    return null;
  }
  const sheets = [...workbook.worksheets].sort((a, b) => b.actualRowCount - a.actualRowCount);
  const [sheet] = sheets;
  if (!sheet) return null;
  const rows: string[][] = [];
  const width = Math.min(sheet.actualColumnCount === 0 ? 0 : sheet.columnCount, MAX_COLUMNS);
  sheet.eachRow({ includeEmpty: false }, row => {
    if (rows.length >= MAX_ROWS) return;
    rows.push(Array.from({ length: width }, (_, column) => cellText(row.getCell(column + 1).value)));
  });
  return rows;
}

function cellText(value: unknown, depth = 0): string {
  if (value === null || value === undefined || depth > 3) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, -1);
  if (typeof value !== 'object') return String(value).slice(0, MAX_CELL_LENGTH);
  if ('result' in value) return cellText(value.result, depth + 1);
  if ('richText' in value && Array.isArray(value.richText)) {
    const parts: string[] = value.richText.map(part =>
      cellText((part as { text?: unknown })?.text, depth + 1),
    );
    return parts.join('').slice(0, MAX_CELL_LENGTH);
  }
  if ('hyperlink' in value && !('text' in value)) return cellText(value.hyperlink, depth + 1);
  return 'text' in value ? cellText(value.text, depth + 1) : '';
}

/** The sum of the sizes in the ZIP's central directory; infinite when that is not to be found. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end < 0) return Number.POSITIVE_INFINITY;
  let at = view.getUint32(end + 16, true);
  const entries = view.getUint16(end + 10, true);
  let total = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return Number.POSITIVE_INFINITY;
    total += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

/** The end-of-directory record stands in the last 64 KB. */
function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}
