import { say } from '../../../src/domain/catalogue.ts';
import type { Context } from '../../view-models/context.ts';
import type { Group, TodoEntry, TodoRow } from '../../view-models/todo.ts';
import { todoCells, todoWords } from '../../view-models/todo.ts';
import type { ListRow } from '../list.ts';
import { terminalText } from '../ui/encode.ts';
import { HEADINGS_COLUMNS_MIN } from '../ui/layout.ts';
import type { Line, Tone } from '../ui/line.ts';
import { span } from '../ui/line.ts';
import { textWidth } from '../ui/width.ts';
import { padded } from '../ui/wrap.ts';

const GLYPH_TONES: Readonly<Record<Group, Tone>> = {
  now: 'important',
  confirm: 'trouble',
  canWait: 'wait',
  done: 'done',
  aside: 'soft',
};
/** Column widths grow with what is shown, between these. */
const KIND = { min: 7, max: 11 };
/** The mark of the chosen row and the sign of its group. */
const SIGNS_COLUMNS = 4;
const PLACE_WIDE_MAX = 24;
const PLACE_NARROW_MAX = 12;

/** The rows of the list that are on the screen, in columns. Only these are put into words. */
export function listLines(context: Context, rows: readonly ListRow[], chosen: number, width: number): Line[] {
  const wide = width >= HEADINGS_COLUMNS_MIN - 4;
  const shown = rows.map(row => ('heading' in row ? null : todoCells(context, row.entry)));
  const columns = columnsOf(
    shown.filter(row => row !== null),
    wide,
  );
  return rows.map((row, index) => {
    if ('heading' in row) return headingLine(context, row.heading, row.count);
    return entryLine(context, row.entry, {
      row: shown[index] ?? null,
      isChosen: row.index === chosen,
      columns,
      width,
    });
  });
}

type Cells = Omit<TodoRow, 'words'>;

type Columns = {
  readonly day: number;
  readonly kind: number;
  readonly place: number;
  readonly placeOf: (row: Cells) => string;
  readonly gap: string;
};

function columnsOf(rows: readonly Cells[], wide: boolean): Columns {
  const longest = (cell: (row: Cells) => string) =>
    rows.reduce((most, row) => Math.max(most, textWidth(terminalText(cell(row)))), 0);
  const placeOf = (row: Cells) => (wide ? row.place : row.placeShort);
  const placeMax = wide ? PLACE_WIDE_MAX : PLACE_NARROW_MAX;
  return {
    day: Math.max(
      5,
      longest(row => row.day),
    ),
    kind: Math.min(
      KIND.max,
      Math.max(
        KIND.min,
        longest(row => row.kind),
      ),
    ),
    place: Math.min(placeMax, longest(placeOf)),
    placeOf,
    gap: wide ? '  ' : ' ',
  };
}

function headingLine(context: Context, group: Group, count: number): Line {
  const words = say(context.catalogue, `todo.group.${group}`, { n: count });
  return [span(words.toUpperCase(), 'soft')];
}

type Drawn = {
  readonly row: Cells | null;
  readonly isChosen: boolean;
  readonly columns: Columns;
  readonly width: number;
};

function entryLine(context: Context, entry: TodoEntry, { row, isChosen, columns, width }: Drawn): Line {
  if (!row) return [];
  const { day, kind, place, placeOf, gap } = columns;
  const strength: Tone = isChosen ? 'strong' : 'plain';
  const cell = (text: string, width: number, tone: Tone) =>
    span(padded(terminalText(text), width) + gap, tone);
  const room = width - SIGNS_COLUMNS - day - kind - place - 3 * gap.length;
  return [
    span(isChosen ? '› ' : '  ', 'strong'),
    span(`${row.glyph} `, GLYPH_TONES[row.group]),
    cell(row.day, day, 'plain'),
    cell(row.kind, kind, row.kind.startsWith('★') ? 'stars' : 'plain'),
    cell(placeOf(row), place, 'plain'),
    span(todoWords(context, entry, room), strength),
  ];
}
