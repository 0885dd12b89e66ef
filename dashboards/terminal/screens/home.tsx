import { Box } from 'ink';
import type { Home } from '../../view-models/home.ts';
import type { ReplyView } from '../../view-models/reply.ts';
import type { Size } from '../ui/layout.ts';
import { FRAME_COLUMNS, FRAME_ROWS, Panel } from '../ui/panel.tsx';
import { paragraph } from '../ui/text-lines.ts';
import type { Chosen } from './home-lines.ts';
import { hasAnswer, readingLines, rivalLines, todoLines, weekLines } from './home-lines.ts';

/** From here on the week stands beside competitors; below, one under the other. */
const TWO_COLUMNS_MIN = 76;
/** From here on what was read stands under competitors. */
const WIDE_MIN = 100;
/** The one thing to do needs these lines, frame included, before anything else is shown. */
const TODO_ROWS_MIN = 7;
/** Competitors keep these lines, frame included. */
const RIVALS_ROWS_MIN = 5;
/** Below this the figures would push the thing to do away: they are left to a taller window. */
const FIGURES_ROWS_MIN = 16;

type HomeProps = {
  readonly home: Home;
  readonly chosen: number;
  /** What is proposed to answer under the chosen thing. */
  readonly reply: ReplyView | null;
  readonly size: Size;
};
type Props = { readonly home: Home; readonly chosen: Chosen; readonly size: Size };

/** Screen 1, L’essentiel: what to do and why; the week; competitors; what was read. */
export function HomeScreen({ home, chosen: index, reply, size }: HomeProps) {
  const { columns, rows } = size;
  // Below, the whole answer would push the figures away: Entrée reads it.
  const chosen = { index, reply: columns >= WIDE_MIN ? reply : null };
  if (rows < FIGURES_ROWS_MIN) return <TodoPanel home={home} chosen={chosen} width={columns} height={rows} />;
  if (columns >= WIDE_MIN) return <WideHome home={home} chosen={chosen} size={size} />;
  if (columns >= TWO_COLUMNS_MIN) return <MediumHome home={home} chosen={chosen} size={size} />;
  return <NarrowHome home={home} chosen={chosen} size={size} />;
}

function TodoPanel(props: { home: Home; chosen: Chosen; width: number; height: number }) {
  const { home, chosen, width, height } = props;
  const lines = todoLines(home, chosen, width - FRAME_COLUMNS, height - FRAME_ROWS);
  return <Panel title={home.todo.title} width={width} height={height} lines={lines} />;
}

const ALL = Number.POSITIVE_INFINITY;

function WideHome({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  const left = Math.floor(columns / 2);
  const right = columns - left;
  const inner = { left: left - FRAME_COLUMNS, right: right - FRAME_COLUMNS };
  const reading = readingLines(home, inner.right, ALL).length + FRAME_ROWS;
  const rivals = rivalLines(home, inner.right, ALL).length + FRAME_ROWS;
  const week = weekLines(home.week, inner.left, ALL).lines.length + FRAME_ROWS;
  const wanted = Math.min(Math.max(week, rivals + reading), rows - TODO_ROWS_MIN);
  // The whole answer is worth a line or two of competitors; the week's figures and what was read stay whole.
  const most = rows - Math.min(wanted, Math.max(week, reading + RIVALS_ROWS_MIN));
  const isAnswered = hasAnswer(home, chosen, columns - FRAME_COLUMNS, most - FRAME_ROWS);
  const bottom = isAnswered ? rows - topHeight(home, chosen, columns, most) : wanted;
  const top = topHeight(home, chosen, columns, rows - bottom);
  const below = rows - top;
  const readingHeight = Math.min(
    reading,
    Math.max(FRAME_ROWS + 1, below - Math.min(rivals, RIVALS_ROWS_MIN)),
  );
  return (
    <Box flexDirection="column">
      <TodoPanel home={home} chosen={chosen} width={columns} height={top} />
      <Box>
        <WeekPanel home={home} width={left} height={below} />
        <Box flexDirection="column">
          <RivalsPanel home={home} width={right} height={below - readingHeight} />
          <ReadingPanel home={home} width={right} height={readingHeight} />
        </Box>
      </Box>
    </Box>
  );
}

/** What the things to do take, up to `most`: a calm week leaves its lines to the figures below. */
function topHeight(home: Home, chosen: Chosen, columns: number, most: number): number {
  const lines = todoLines(home, chosen, columns - FRAME_COLUMNS, most - FRAME_ROWS).length;
  return Math.min(most, Math.max(3, lines + FRAME_ROWS));
}

/** Sentences about what was not read are shown whole up to so many lines. */
const READING_LINES_MAX = 5;

function readingRows({ reading }: Home, columns: number): number {
  const width = columns - FRAME_COLUMNS;
  const lines = reading.lines.reduce((sum, words) => sum + paragraph(words, { width }).length, 0);
  return Math.min(READING_LINES_MAX, lines) + FRAME_ROWS;
}

function MediumHome({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  const left = Math.ceil(columns * 0.51);
  const readingHeight = readingRows(home, columns);
  const table = home.week.rows.length + 1 + FRAME_ROWS;
  const top = topHeight(home, chosen, columns, Math.max(TODO_ROWS_MIN, rows - readingHeight - table));
  const middle = Math.max(0, rows - top - readingHeight);
  return (
    <Box flexDirection="column">
      <TodoPanel home={home} chosen={chosen} width={columns} height={top} />
      <Box>
        <WeekPanel home={home} width={left} height={middle} />
        <RivalsPanel home={home} width={columns - left} height={middle} />
      </Box>
      <ReadingPanel home={home} width={columns} height={readingHeight} />
    </Box>
  );
}

function NarrowHome({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  const readingHeight = readingRows(home, columns);
  const table = home.week.rows.length + 1 + FRAME_ROWS;
  const top = topHeight(home, chosen, columns, Math.max(TODO_ROWS_MIN, rows - readingHeight - table));
  return (
    <Box flexDirection="column">
      <TodoPanel home={home} chosen={chosen} width={columns} height={top} />
      <WeekPanel home={home} width={columns} height={Math.max(0, rows - top - readingHeight)} />
      <ReadingPanel home={home} width={columns} height={readingHeight} />
    </Box>
  );
}

type Place = { readonly home: Home; readonly width: number; readonly height: number };

function WeekPanel({ home, width, height }: Place) {
  const { lines, labels } = weekLines(home.week, width - FRAME_COLUMNS, height - FRAME_ROWS);
  return <Panel title={home.week.title} width={width} height={height} lines={lines} labels={labels} />;
}

function RivalsPanel({ home, width, height }: Place) {
  const lines = rivalLines(home, width - FRAME_COLUMNS, height - FRAME_ROWS);
  return <Panel title={home.rivals.title} width={width} height={height} lines={lines} />;
}

function ReadingPanel({ home, width, height }: Place) {
  const lines = readingLines(home, width - FRAME_COLUMNS, height - FRAME_ROWS);
  return <Panel title={home.reading.title} width={width} height={height} lines={lines} />;
}
