/** Cells that a screen may fill. */
export type Size = { readonly columns: number; readonly rows: number };

/** Header, menu and footer stand on every screen. */
export const BARS_ROWS = 3;
/** Below this nothing useful fits: a sentence says so. */
export const SMALLEST: Size = { columns: 40, rows: 10 };
/** Beyond this a line is too long to read and a frame too dear to draw. */
const LARGEST: Size = { columns: 240, rows: 80 };

/** Windows consoles scroll when the last line is written: one row is left free there. */
export function frameSize(columns: number, rows: number, platform: string): Size {
  return {
    columns: Math.min(columns, LARGEST.columns),
    rows: Math.min(platform === 'win32' ? rows - 1 : rows, LARGEST.rows),
  };
}

/** From here on group headings stand in the list, and text and answer side by side. */
export const HEADINGS_COLUMNS_MIN = 100;

/** The heights of list and detail on screen 2. `detail` is 0 where the list needs the room: Entrée opens it. */
export function todoHeights({ columns, rows }: Size): { readonly list: number; readonly detail: number } {
  const body = rows - BARS_ROWS;
  if (columns < 76 || body < 16) return { list: body, detail: 0 };
  // Below 100 columns text and answer stand one above the other and need more of the lines.
  const share = columns < HEADINGS_COLUMNS_MIN ? 0.58 : 0.5;
  const detail = Math.min(14, Math.floor(body * share));
  return { list: body - detail, detail };
}

/** The first shown line of a list so that `chosen` is seen, moving as little as possible. */
export function scrolledTo(top: number, chosen: number, height: number, length: number): number {
  const least = Math.max(0, chosen - height + 1);
  const most = Math.max(0, Math.min(chosen, length - height));
  return Math.max(least, Math.min(top, Math.max(least, most)));
}
