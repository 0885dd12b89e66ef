import { say } from '../../../src/domain/catalogue.ts';
import type { Context } from '../../view-models/context.ts';
import type { TodoEntry } from '../../view-models/todo.ts';
import { todoDetail } from '../../view-models/todo-detail.ts';
import type { Editor } from '../editor.ts';
import { editorLineAt, editorLines } from '../editor.ts';
import type { Size } from '../ui/layout.ts';
import { scrolledTo } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { BLANK, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS, Panel } from '../ui/panel.tsx';
import { paragraph } from '../ui/text-lines.ts';

type Props = {
  readonly context: Context;
  readonly editor: Editor;
  readonly entry: TodoEntry | null;
  readonly size: Size;
};

/** What is answered stays in sight, in this many lines at most. */
const QUOTE_LINES_MAX = 4;

/** The reply being written: what it answers above, the text below, ▏ where the next letter goes. */
export function EditorScreen({ context, editor, entry, size }: Props) {
  const width = size.columns - FRAME_COLUMNS;
  const quote = entry ? todoDetail(context, entry).text : '';
  const above = paragraph(quote, { width, tone: 'soft', linesMax: QUOTE_LINES_MAX });
  const room = Math.max(1, size.rows - FRAME_ROWS - above.length - 2);
  const { catalogue } = context;
  const left = bracketsIn(editor.text);
  const state = left > 0 ? say(catalogue, 'draft.left', { n: left }) : say(catalogue, 'draft.ready');
  return (
    <Panel
      title={say(catalogue, 'draft.editing')}
      width={size.columns}
      height={size.rows}
      lines={[
        ...above,
        BLANK,
        ...writtenLines(editor, width - 1, room),
        [span(state, left > 0 ? 'trouble' : 'done')],
      ]}
    />
  );
}

/** Exactly `room` lines of the text, scrolled so that the place of writing is seen. */
function writtenLines({ text, at }: Editor, width: number, room: number): Line[] {
  const lines = editorLines(text, width);
  const here = editorLineAt(lines, at);
  const from = scrolledTo(Math.max(0, here - room + 1), here, room, lines.length);
  return Array.from({ length: room }, (_, index) => {
    const line = lines[from + index];
    if (!line) return BLANK;
    const words = text.slice(line.start, line.end);
    if (from + index !== here) return [span(words)];
    // At the end of a line that breaks at a space, the place is behind its last letter.
    const place = Math.min(at, line.end) - line.start;
    return [span(words.slice(0, place)), span('▏', 'strong'), span(words.slice(place))];
  });
}

function bracketsIn(text: string): number {
  return text.match(/\[[^\]]*\]/g)?.length ?? 0;
}
