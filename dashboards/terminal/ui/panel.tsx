import { Box } from 'ink';
import { useContext } from 'react';
import type { Line, Span } from './line.ts';
import { BLANK, fitLine, span } from './line.ts';
import { Lines } from './lines.tsx';
import { LookContext } from './look.ts';
import { textWidth } from './width.ts';
import { clipped } from './wrap.ts';

/** Cells that the frame takes beside its content: a bar and a space on each side. */
export const FRAME_COLUMNS = 4;
/** Lines that the frame takes: top and bottom. */
export const FRAME_ROWS = 2;
/** Cells of the top line that are not its title. */
export const TITLE_COLUMNS = 6;

export type PanelProps = {
  readonly title: string;
  readonly width: number;
  /** Frame included; content beyond is cut, missing content is blank. */
  readonly height: number;
  readonly lines: readonly Line[];
  /** Said in the frame's foot: there is more below. */
  readonly foot?: string;
  /** Spoken instead of a line's drawn signs, by index. */
  readonly labels?: Readonly<Record<number, string>>;
};

/** A titled frame of exactly `width` × `height` cells. A screen reader gets the title and the lines alone. */
export function Panel({ title, width, height, lines, foot = '', labels }: PanelProps) {
  const { reader } = useContext(LookContext);
  const inner = Math.max(0, width - FRAME_COLUMNS);
  const shown = Array.from({ length: Math.max(0, height - FRAME_ROWS) }, (_, i) => lines[i] ?? BLANK);
  if (reader) {
    return (
      <Box flexDirection="column">
        <Lines lines={[[span(title)]]} />
        <Lines lines={lines} labels={labels} />
      </Box>
    );
  }
  return (
    <Box width={width} height={height} flexShrink={0} overflow="hidden">
      <Lines
        lines={[
          topLine(title, width),
          ...shown.map(line => [EDGE_LEFT, ...fitLine(line, inner), EDGE_RIGHT]),
          bottomLine(foot, width),
        ]}
      />
    </Box>
  );
}

// Plain, not dimmed: every change of style inside a row is paid for in each frame.
const EDGE_LEFT: Span = { text: '│ ', tone: 'plain' };
const EDGE_RIGHT: Span = { text: ' │', tone: 'plain' };

function bottomLine(foot: string, width: number): Line {
  const words = foot === '' ? '' : ` ${clipped(span(foot).text, Math.max(0, width - TITLE_COLUMNS))} `;
  const rest = Math.max(0, width - 3 - textWidth(words));
  return [{ text: `└${'─'.repeat(rest)}${words}─┘`, tone: 'plain' }];
}

function topLine(title: string, width: number): Line {
  if (title === '') return [{ text: `┌${'─'.repeat(Math.max(0, width - 2))}┐`, tone: 'plain' }];
  const name = clipped(span(title).text, Math.max(0, width - TITLE_COLUMNS));
  const rest = Math.max(0, width - 4 - textWidth(name));
  return [
    { text: '┌ ', tone: 'plain' },
    { text: name, tone: 'strong' },
    { text: ` ${'─'.repeat(rest)}┐`, tone: 'plain' },
  ];
}
