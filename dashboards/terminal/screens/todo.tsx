import { Box } from 'ink';
import { say } from '../../../src/domain/catalogue.ts';
import type { Context } from '../../view-models/context.ts';
import type { ReplyView } from '../../view-models/reply.ts';
import { comingReply } from '../../view-models/reply.ts';
import type { TodoEntry, TodoList } from '../../view-models/todo.ts';
import { mayBeAnswered } from '../../view-models/todo.ts';
import type { TodoDetail } from '../../view-models/todo-detail.ts';
import { todoDetail } from '../../view-models/todo-detail.ts';
import type { List } from '../list.ts';
import type { Size } from '../ui/layout.ts';
import { BARS_ROWS, HEADINGS_COLUMNS_MIN, scrolledTo, todoHeights } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { BLANK } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS, Panel, TITLE_COLUMNS } from '../ui/panel.tsx';
import { paragraph, wholeWithin } from '../ui/text-lines.ts';
import { textWidth } from '../ui/width.ts';
import type { Hits } from '../view.ts';
import { listLines } from './list-lines.ts';
import { isThread, replyLines, textLines, wholeLines, whyLines } from './todo-lines.ts';

export type TodoScreenProps = {
  readonly context: Context;
  readonly todo: TodoList;
  readonly list: List;
  readonly hits: Hits | null;
  /** The proposed reply to the chosen remark. */
  readonly reply: ReplyView | null;
  /** False while it is asked for: its place is kept. */
  readonly isReplyKnown: boolean;
  /** Place of the chosen remark in the list; -1 when the list is empty. */
  readonly chosen: number;
  readonly top: number;
  readonly filter: string;
  readonly typing: boolean;
  /** Said where the list is empty: silence is explained. */
  readonly calm: readonly string[];
  readonly size: Size;
};

/** Screen 2, À faire: what waits, then the chosen remark, why it is there, and what could be answered. */
export function TodoScreen(props: TodoScreenProps) {
  const { list, chosen, size } = props;
  const heights = todoHeights(size);
  const entry = list.entries[chosen];
  // Nothing to show in full: the list says why, over the whole screen.
  if (!entry) return <ListPanel {...props} height={heights.list + heights.detail} />;
  return (
    <Box flexDirection="column">
      <ListPanel {...props} height={heights.list} />
      {heights.detail > 0 && <DetailPanels {...props} entry={entry} height={heights.detail} />}
    </Box>
  );
}

function ListPanel(props: TodoScreenProps & { readonly height: number }) {
  const { context, list, chosen, top, size, height } = props;
  const room = height - FRAME_ROWS;
  const position = list.rowOf[chosen] ?? 0;
  const from = scrolledTo(top, position, room, list.rows.length);
  const width = size.columns - FRAME_COLUMNS;
  const lines = listLines(context, list.rows.slice(from, from + room), chosen, width);
  return (
    <Panel
      title={listTitle(props)}
      width={size.columns}
      height={height}
      lines={
        list.entries.length === 0 ? emptyWords(props).flatMap(words => paragraph(words, { width })) : lines
      }
    />
  );
}

function emptyWords({ context, filter, hits, calm }: TodoScreenProps): readonly string[] {
  const { catalogue } = context;
  const word = filter.trim();
  if (word === '') return calm;
  const isFound = hits?.words === word && hits.complete;
  return [isFound ? say(catalogue, 'state.noMatch', { word }) : say(catalogue, 'state.searching')];
}

/** What is being typed, what was found, or what the list holds. */
function listTitle({ context, todo, hits, filter, typing, size }: TodoScreenProps): string {
  const { catalogue } = context;
  const found = filter.trim() !== '' && hits ? say(catalogue, 'todo.foundOf', { n: hits.total }) : '';
  const more = hits?.complete === false ? ` ${say(catalogue, 'todo.soFar')}` : '';
  if (typing) return `/ ${filter}▏${found === '' ? '' : ` ${found}${more}`}`;
  if (filter.trim() !== '') {
    return say(catalogue, 'todo.found', { n: hits?.total ?? 0, word: filter.trim() }) + more;
  }
  return size.columns >= HEADINGS_COLUMNS_MIN || todo.entries.length === 0 ? todo.title : todo.counts;
}

type DetailProps = TodoScreenProps & { readonly entry: TodoEntry; readonly height: number };

/** Text and reasons on the left, the answer on the right; or one above the other in 80 columns. */
function DetailPanels(props: DetailProps) {
  const { context, entry, size, height, isReplyKnown } = props;
  const { columns } = size;
  const detail = todoDetail(context, entry);
  // The place of an answer is kept while it is asked for: nothing jumps when a key is held.
  const reply = isReplyKnown || !mayBeAnswered(entry) ? props.reply : comingReply(context);
  if (columns < HEADINGS_COLUMNS_MIN) return <Stacked {...{ detail, reply, columns, height }} />;
  if (reply === null) return <TextAndWhy {...{ context, detail, columns, height }} />;
  const left = Math.floor(columns * 0.46);
  const inner = { left: left - FRAME_COLUMNS, right: columns - left - FRAME_COLUMNS };
  const room = height - FRAME_ROWS;
  return (
    <Box>
      <Panel
        title={titleIn(detail, left)}
        width={left}
        height={height}
        lines={besideLines(detail, reply, inner.left, room)}
      />
      <Panel
        title={reply.title}
        width={columns - left}
        height={height}
        lines={replyLines(reply, inner.right, room)}
      />
    </Box>
  );
}

type PlaceProps = {
  readonly context: Context;
  readonly detail: TodoDetail;
  readonly columns: number;
  readonly height: number;
};

function TextAndWhy({ context, detail, columns, height }: PlaceProps) {
  const left = Math.floor(columns / 2);
  const right = columns - left;
  const room = height - FRAME_ROWS;
  const text = textLines(detail, left - FRAME_COLUMNS, room);
  const why = whyLines(context, detail, right - FRAME_COLUMNS, room);
  return (
    <Box>
      <Panel title={titleIn(detail, left)} width={left} height={height} lines={text} />
      <Panel title={detail.whyTitle} width={right} height={height} lines={why} />
    </Box>
  );
}

/** The title, or where the frame is too narrow for it the short one. */
function titleIn({ title, titleShort }: TodoDetail, width: number): string {
  return textWidth(title) <= width - TITLE_COLUMNS ? title : titleShort;
}

/** The text, then the reasons under their name; the reasons always keep some of the lines. */
function besideLines(detail: TodoDetail, reply: ReplyView, width: number, height: number): Line[] {
  if (isThread(detail, reply)) return threadLines(detail, width, height);
  const [first = '', ...rest] = [detail.whyPlain, detail.sure].filter(words => words !== '');
  const why = [first, ...rest].flatMap(words => paragraph(words, { width }));
  const text = textLines(detail, width, Math.max(2, height - why.length - 2));
  const title = paragraph(detail.whyTitle.toUpperCase(), { width, tone: 'soft', linesMax: 1 });
  return [...text, BLANK, ...title, ...why].slice(0, height);
}

/** What is known of a matter, then what was said, as far as it stands there whole. */
function threadLines(detail: TodoDetail, width: number, height: number): Line[] {
  const text = textLines(detail, width, height);
  const room = height - text.length - 1;
  return room < 1 ? text : [...text, BLANK, ...wholeWithin(detail.copies, room, { width })];
}

/** Lines that a remark keeps above its answer: two of its text, one of why. */
const REMARK_ROWS_MIN = 3 + FRAME_ROWS;

function Stacked({
  detail,
  reply,
  columns,
  height,
}: Omit<PlaceProps, 'context'> & { reply: ReplyView | null }) {
  const width = columns - FRAME_COLUMNS;
  const wanted = reply === null ? 0 : replyLines(reply, width, Number.POSITIVE_INFINITY).length + FRAME_ROWS;
  // What a matter holds stands in the list above it.
  const most = height - (isThread(detail, reply) ? 2 + FRAME_ROWS : REMARK_ROWS_MIN);
  if (reply === null || most < FRAME_ROWS + 1) {
    const lines = stackedLines(detail, width, height - FRAME_ROWS);
    return <Panel title={detail.title} width={columns} height={height} lines={lines} />;
  }
  // Without room for its keys the footer has them.
  const below = reply.text === '' && reply.steps.length === 0 ? most : Math.min(wanted, most);
  const above = height - below - FRAME_ROWS;
  const lines = isThread(detail, reply)
    ? threadLines(detail, width, above)
    : stackedLines(detail, width, above);
  return (
    <Box flexDirection="column">
      <Panel title={detail.title} width={columns} height={height - below} lines={lines} />
      <Panel
        title={reply.titleLong}
        width={columns}
        height={below}
        lines={replyLines(reply, width, below - FRAME_ROWS)}
      />
    </Box>
  );
}

/** Text first, but the reasons always keep some of the lines. */
function stackedLines(detail: TodoDetail, width: number, height: number): Line[] {
  const room = Math.max(1, Math.min(3, height - 2));
  const why = paragraph(height > 5 ? `${detail.whyPlain} ${detail.sure}` : detail.whyShort, {
    width,
    linesMax: room,
  });
  const text = textLines(detail, width, Math.max(1, height - why.length));
  return [...text, ...why];
}

type WholeProps = {
  readonly context: Context;
  readonly entry: TodoEntry;
  readonly reply: ReplyView | null;
  readonly scroll: number;
  readonly size: Size;
};

/** One remark over the whole screen, its text and the answer unabridged; arrows scroll. */
export function WholeScreen({ context, entry, reply, scroll, size }: WholeProps) {
  const detail = todoDetail(context, entry);
  const lines = wholeLines(context, detail, reply, size.columns - FRAME_COLUMNS);
  const height = size.rows - BARS_ROWS;
  const below = Math.max(0, lines.length - (height - FRAME_ROWS));
  const from = Math.min(scroll, below);
  const foot = from < below ? { foot: say(context.catalogue, 'state.moreBelow') } : {};
  return (
    <Panel title={detail.title} width={size.columns} height={height} lines={lines.slice(from)} {...foot} />
  );
}
