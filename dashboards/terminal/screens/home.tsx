import { Box } from 'ink';
import type { Home } from '../../view-models/home.ts';
import type { Size } from '../ui/layout.ts';
import { FRAME_COLUMNS, FRAME_ROWS, Panel } from '../ui/panel.tsx';
import { readingLines, rivalLines, todoLines, weekLines } from './home-lines.ts';

/** From here on the week stands beside competitors; below, one under the other. */
const TWO_COLUMNS_MIN = 76;
/** From here on what was read stands under competitors. */
const WIDE_MIN = 100;
/** The one thing to do needs these lines, frame included, before anything else is shown. */
const TODO_ROWS_MIN = 7;
/** Below this the figures would push the thing to do away: they are left to a taller window. */
const FIGURES_ROWS_MIN = 16;

type Props = { readonly home: Home; readonly chosen: number; readonly size: Size };

/** Screen 1, L’essentiel: what to do and why; the week; competitors; what was read. */
export function HomeScreen({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  if (rows < FIGURES_ROWS_MIN) return <TodoPanel home={home} chosen={chosen} width={columns} height={rows} />;
  if (columns >= WIDE_MIN) return <WideHome home={home} chosen={chosen} size={size} />;
  if (columns >= TWO_COLUMNS_MIN) return <MediumHome home={home} chosen={chosen} size={size} />;
  return <NarrowHome home={home} chosen={chosen} size={size} />;
}

function TodoPanel(props: { home: Home; chosen: number; width: number; height: number }) {
  const { home, chosen, width, height } = props;
  const lines = todoLines(home, chosen, width - FRAME_COLUMNS, height - FRAME_ROWS);
  return <Panel title={home.todo.title} width={width} height={height} lines={lines} />;
}

function WideHome({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  const left = Math.floor(columns / 2);
  const right = columns - left;
  const week = weekLines(home.week, left - FRAME_COLUMNS);
  const rivals = rivalLines(home, right - FRAME_COLUMNS);
  const reading = readingLines(home, right - FRAME_COLUMNS);
  const wanted = Math.max(week.lines.length + FRAME_ROWS, rivals.length + reading.length + 2 * FRAME_ROWS);
  const bottom = Math.min(wanted, rows - TODO_ROWS_MIN);
  const top = topHeight(home, chosen, columns, rows - bottom);
  const below = rows - top;
  const readingHeight = Math.min(reading.length + FRAME_ROWS, Math.max(FRAME_ROWS + 1, below - rivals.length - FRAME_ROWS));
  return (
    <Box flexDirection="column">
      <TodoPanel home={home} chosen={chosen} width={columns} height={top} />
      <Box>
        <Panel title={home.week.title} width={left} height={below} lines={week.lines} labels={week.labels} />
        <Box flexDirection="column">
          <Panel title={home.rivals.title} width={right} height={below - readingHeight} lines={rivals} />
          <Panel title={home.reading.title} width={right} height={readingHeight} lines={reading} />
        </Box>
      </Box>
    </Box>
  );
}

/** What the things to do take, up to `most`: a calm week leaves its lines to the figures below. */
function topHeight(home: Home, chosen: number, columns: number, most: number): number {
  const lines = todoLines(home, chosen, columns - FRAME_COLUMNS, most - FRAME_ROWS).length;
  return Math.min(most, Math.max(3, lines + FRAME_ROWS));
}

function MediumHome({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  const left = Math.ceil(columns * 0.525);
  const right = columns - left;
  const week = weekLines(home.week, left - FRAME_COLUMNS);
  const rivals = rivalLines(home, right - FRAME_COLUMNS);
  const reading = readingLines(home, columns - FRAME_COLUMNS);
  const readingHeight = Math.min(reading.length, 4) + FRAME_ROWS;
  const tableHeight = home.week.rows.length + 1 + FRAME_ROWS;
  const most = rows - readingHeight - Math.max(tableHeight, Math.min(rivals.length + FRAME_ROWS, tableHeight + 2));
  const top = topHeight(home, chosen, columns, Math.max(TODO_ROWS_MIN, most));
  const middle = Math.max(0, rows - top - readingHeight);
  return (
    <Box flexDirection="column">
      <TodoPanel home={home} chosen={chosen} width={columns} height={top} />
      <Box>
        <Panel title={home.week.title} width={left} height={middle} lines={week.lines} labels={week.labels} />
        <Panel title={home.rivals.title} width={right} height={middle} lines={rivals} />
      </Box>
      <Panel title={home.reading.title} width={columns} height={readingHeight} lines={reading} />
    </Box>
  );
}

function NarrowHome({ home, chosen, size }: Props) {
  const { columns, rows } = size;
  const reading = readingLines(home, columns - FRAME_COLUMNS);
  const week = weekLines(home.week, columns - FRAME_COLUMNS);
  const readingHeight = Math.min(reading.length, 3) + FRAME_ROWS;
  const weekHeight = Math.min(week.lines.length, Math.max(home.week.rows.length + 1, rows - 20)) + FRAME_ROWS;
  const top = Math.max(0, rows - readingHeight - weekHeight);
  return (
    <Box flexDirection="column">
      <TodoPanel home={home} chosen={chosen} width={columns} height={top} />
      <Panel title={home.week.title} width={columns} height={weekHeight} lines={week.lines} labels={week.labels} />
      <Panel title={home.reading.title} width={columns} height={readingHeight} lines={reading} />
    </Box>
  );
}
