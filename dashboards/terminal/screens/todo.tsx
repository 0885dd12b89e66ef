import { Box } from 'ink';
import { say } from '../../../src/domain/catalogue.ts';
import type { Context } from '../../view-models/context.ts';
import type { TodoDetail, TodoEntry, TodoList } from '../../view-models/todo.ts';
import { todoDetail } from '../../view-models/todo.ts';
import type { List } from '../list.ts';
import { TERMINAL_WHOLE_MAX } from '../ui/encode.ts';
import type { Size } from '../ui/layout.ts';
import { BARS_ROWS, HEADINGS_COLUMNS_MIN, scrolledTo, todoHeights } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { BLANK } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS, Panel } from '../ui/panel.tsx';
import { paragraph } from '../ui/text-lines.ts';
import { listLines } from './list-lines.ts';

export type TodoScreenProps = {
  readonly context: Context;
  readonly todo: TodoList;
  readonly list: List;
  /** Place of the chosen remark in the list; -1 when the list is empty. */
  readonly chosen: number;
  readonly top: number;
  readonly filter: string;
  readonly typing: boolean;
  readonly size: Size;
};

/** Screen 2, À faire: what waits, then the chosen remark with its whole text and why it is there. */
export function TodoScreen(props: TodoScreenProps) {
  const { context, list, chosen, size } = props;
  const { columns } = size;
  const heights = todoHeights(size);
  const entry = list.entries[chosen];
  return (
    <Box flexDirection="column">
      <ListPanel {...props} height={heights.list} />
      {heights.detail > 0 && (
        <DetailPanels context={context} entry={entry} columns={columns} height={heights.detail} />
      )}
    </Box>
  );
}

function ListPanel(props: TodoScreenProps & { readonly height: number }) {
  const { context, list, chosen, top, filter, size, height } = props;
  const { catalogue } = context;
  const room = height - FRAME_ROWS;
  const position = list.rowOf[chosen] ?? 0;
  const from = scrolledTo(top, position, room, list.rows.length);
  const width = size.columns - FRAME_COLUMNS;
  const lines = listLines(context, list.rows.slice(from, from + room), chosen, width);
  const empty =
    filter === '' ? say(catalogue, 'state.emptyList') : say(catalogue, 'state.noMatch', { word: filter });
  return (
    <Panel
      title={listTitle(props)}
      width={size.columns}
      height={height}
      lines={list.entries.length === 0 ? paragraph(empty, { width }) : lines}
    />
  );
}

/** What is being typed, what was found, or what the list holds. */
function listTitle({ context, todo, list, filter, typing, size }: TodoScreenProps): string {
  if (typing) return `/ ${filter}▏`;
  if (filter !== '') return say(context.catalogue, 'todo.found', { n: list.entries.length, word: filter });
  return size.columns >= HEADINGS_COLUMNS_MIN ? todo.title : todo.counts;
}

type DetailProps = {
  readonly context: Context;
  readonly entry: TodoEntry | undefined;
  readonly columns: number;
  readonly height: number;
};

/** The text on the left and the reasons on the right, or one above the other in 80 columns. */
function DetailPanels({ context, entry, columns, height }: DetailProps) {
  if (!entry) return <Panel title="" width={columns} height={height} lines={[]} />;
  const detail = todoDetail(context, entry);
  if (columns < HEADINGS_COLUMNS_MIN) {
    const lines = stackedLines(detail, columns - FRAME_COLUMNS, height - FRAME_ROWS);
    return <Panel title={detail.title} width={columns} height={height} lines={lines} />;
  }
  const left = Math.floor(columns / 2);
  const right = columns - left;
  return (
    <Box>
      <Panel
        title={detail.title}
        width={left}
        height={height}
        lines={textLines(detail, left - FRAME_COLUMNS, height - FRAME_ROWS)}
      />
      <Panel
        title={detail.whyTitle}
        width={right}
        height={height}
        lines={whyLines(context, detail, right - FRAME_COLUMNS, height - FRAME_ROWS)}
      />
    </Box>
  );
}

function textLines(detail: TodoDetail, width: number, linesMax: number): Line[] {
  return paragraph(detail.text, { width, linesMax, textMax: TERMINAL_WHOLE_MAX });
}

/** The reasons, then the address and the topics where they fit whole. */
function whyLines(context: Context, detail: TodoDetail, width: number, height: number): Line[] {
  const lines = detail.why.flatMap(words => paragraph(words, { width }));
  const topics = detail.topics === null ? [] : paragraph(detail.topics, { width, tone: 'soft' });
  for (const more of [linkLines(context, detail, width), topics]) {
    if (more.length > 0 && lines.length + 1 + more.length <= height) lines.push(BLANK, ...more);
  }
  return lines;
}

/** The address is shown as text, never as a terminal link: what is read is what would be opened. */
function linkLines(context: Context, detail: TodoDetail, width: number): Line[] {
  const words =
    detail.link === null
      ? say(context.catalogue, 'todo.noLink')
      : say(context.catalogue, 'todo.link', { url: detail.link });
  return paragraph(words, { width, tone: 'soft', linesMax: 3 });
}

/** Text first, but the reasons always keep some of the lines. */
function stackedLines(detail: TodoDetail, width: number, height: number): Line[] {
  const why = paragraph(detail.why.join(' '), { width, linesMax: 3 });
  const text = textLines(detail, width, Math.max(1, height - why.length));
  return [...text, ...why];
}

type WholeProps = {
  readonly context: Context;
  readonly entry: TodoEntry;
  readonly scroll: number;
  readonly size: Size;
};

/** One remark over the whole screen, its text unabridged; arrows scroll. */
export function WholeScreen({ context, entry, scroll, size }: WholeProps) {
  const detail = todoDetail(context, entry);
  const lines = wholeLines(context, detail, size.columns - FRAME_COLUMNS);
  const height = size.rows - BARS_ROWS;
  const from = Math.min(scroll, Math.max(0, lines.length - (height - FRAME_ROWS)));
  return <Panel title={detail.title} width={size.columns} height={height} lines={lines.slice(from)} />;
}

/** All lines of the whole view; the keys need their number to know where scrolling ends. */
export function wholeLines(context: Context, detail: TodoDetail, width: number): Line[] {
  return [
    ...paragraph(detail.text, { width, textMax: TERMINAL_WHOLE_MAX }),
    BLANK,
    ...paragraph(detail.whyTitle, { width, tone: 'strong' }),
    ...whyLines(context, detail, width, Number.POSITIVE_INFINITY),
  ];
}
