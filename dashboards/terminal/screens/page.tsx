import { Box } from 'ink';
import type { Block, Page, Whole } from '../page.ts';
import type { Size } from '../ui/layout.ts';
import { cutShort, keyOf } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS, Panel } from '../ui/panel.tsx';

type Props = { readonly page: Page; readonly chosen: number; readonly size: Size };

/** Screens 3 to 7 and 9: rows of frames. */
export function PageScreen({ page, chosen, size }: Props) {
  return (
    <Box flexDirection="column">
      {page.rows(size, chosen).map((row, index) => (
        <Box key={keyOf(index)}>
          {row.map((block, place) => (
            <BlockPanel key={keyOf(place)} {...block} />
          ))}
        </Box>
      ))}
    </Box>
  );
}

function BlockPanel({ title, columns, rows, lines: all, labels }: Block) {
  const room = Math.max(0, rows - FRAME_ROWS);
  // What is left out below is told: a sentence must not seem to end there.
  const lines = all.map((line, row) =>
    row === room - 1 && all.length > room ? cutShort(line, columns - FRAME_COLUMNS) : line,
  );
  const spoken = labels === undefined ? {} : { labels };
  return <Panel title={title} width={columns} height={rows} lines={lines} {...spoken} />;
}

type WholeProps = {
  readonly whole: Whole;
  readonly scroll: number;
  readonly size: Size;
  /** Said where lines follow below. */
  readonly more: string;
};

/** An item or a formula over the whole screen; arrows scroll. */
export function WholePage({ whole, scroll, size, more }: WholeProps) {
  const below = Math.max(0, whole.lines.length - (size.rows - FRAME_ROWS));
  const from = Math.min(scroll, below);
  const foot = from < below ? { foot: more } : {};
  return (
    <Panel
      title={whole.title}
      width={size.columns}
      height={size.rows}
      lines={whole.lines.slice(from)}
      {...foot}
    />
  );
}
