import { terminalText } from './encode.ts';
import type { Line, Tone } from './line.ts';
import { span } from './line.ts';
import { textWidth } from './width.ts';
import { clipped, padded } from './wrap.ts';

/** One column of a table: its head, its cells, and which side its words stand on. */
export type Column = {
  readonly head: string;
  readonly cells: readonly string[];
  readonly side?: 'left' | 'right';
  /** Cells at least, head and cells padded up to it. */
  readonly least?: number;
  /** Left out first where there is no room: higher goes first; 0 or absent stays. */
  readonly leaves?: number;
};

export type TableOptions = {
  readonly width: number;
  readonly gap: number;
  /** The column whose words are cut when even the fewest columns are too wide. */
  readonly cut: number;
};

/** What is left of a column that is cut. */
const CUT_MIN = 6;

/**
 * A table in `width` cells: columns leave in the order they say, then the first of what is left is cut. The head
 * comes first unless all heads are empty.
 */
export function tableLines(columns: readonly Column[], options: TableOptions): Line[] {
  const { width, cut } = options;
  let shown = columns.map((column, index) => ({ ...made(column), index }));
  let gap = options.gap;
  while (gap > 1 && tableWidth(shown, gap) > width) gap -= 1;
  while (tableWidth(shown, gap) > width) {
    const most = Math.max(...shown.map(column => column.leaves));
    if (most <= 0) break;
    shown = shown.filter(column => column.leaves !== most);
  }
  const over = tableWidth(shown, gap) - width;
  const widths = shown.map(column =>
    over > 0 && column.index === cut ? Math.max(CUT_MIN, column.width - over) : column.width,
  );
  const line = (texts: readonly string[], tone: Tone): Line => [
    span(
      texts
        .map((text, at) => {
          const cells = widths[at] ?? 0;
          const side = shown[at]?.side ?? 'left';
          const last = at === texts.length - 1;
          const placed = side === 'right' ? atRight(text, cells) : last ? text : padded(text, cells);
          return last ? placed : placed + ' '.repeat(gap);
        })
        .join(''),
      tone,
    ),
  ];
  const rows = Math.max(0, ...shown.map(column => column.cells.length));
  const lines = Array.from({ length: rows }, (_, row) =>
    line(
      shown.map(column => column.cells[row] ?? ''),
      'plain',
    ),
  );
  const heads = shown.map(column => column.head);
  return heads.every(head => head === '') ? lines : [line(heads, 'soft'), ...lines];
}

type Made = Required<Omit<Column, 'least'>> & { readonly width: number };

function made(column: Column): Made {
  const head = terminalText(column.head);
  const cells = column.cells.map(cell => terminalText(cell));
  const width = Math.max(column.least ?? 0, textWidth(head), ...cells.map(textWidth));
  return { head, cells, side: column.side ?? 'left', leaves: column.leaves ?? 0, width };
}

function tableWidth(columns: readonly Made[], gap: number): number {
  return columns.reduce((sum, column) => sum + column.width, 0) + gap * Math.max(0, columns.length - 1);
}

function atRight(text: string, width: number): string {
  const shown = clipped(text, width);
  return ' '.repeat(Math.max(0, width - textWidth(shown))) + shown;
}
