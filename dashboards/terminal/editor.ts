import type { Press } from './state.ts';
import { writable } from './ui/encode.ts';
import { signsOf } from './ui/signs.ts';
import { textWidth } from './ui/width.ts';

/** A text being written. `at` is where the next sign goes: an index between two signs as readers count them. */
export type Editor = {
  readonly mentionId: string;
  /** As it was when it was opened. */
  readonly before: string;
  readonly text: string;
  readonly at: number;
  /** The column that up and down aim at, in cells; null after any other key. */
  readonly aim: number | null;
};

/** A reply is 40 to 80 words; ten times that is a letter. */
const TEXT_MAX = 5000;

/** Opened at its first bracket, which only the owner can fill, or else at its end. */
export function editorOf(mentionId: string, text: string): Editor {
  const safe = writable(text).slice(0, TEXT_MAX);
  const bracket = safe.indexOf('[');
  const at = bracket < 0 ? safe.length : bracket;
  return { mentionId, before: safe, text: safe, at, aim: null };
}

/** The text after one key, in lines of `width` cells. */
export function edited(editor: Editor, press: Press, width: number): Editor {
  const { text, at } = editor;
  const to = (next: number): Editor => ({ ...editor, at: next, aim: null });
  switch (press.key) {
    case 'sign':
      return inserted(editor, press.sign);
    case 'paste':
      return inserted(editor, press.text);
    case 'enter':
      return inserted(editor, '\n');
    case 'tab':
      return inserted(editor, ' ');
    case 'backspace':
      return without(editor, signBefore(text, at), at);
    case 'delete':
      return without(editor, at, signAfter(text, at));
    case 'left':
      return to(signBefore(text, at));
    case 'right':
      return to(signAfter(text, at));
    case 'home':
    case 'end':
      return to(lineEdge(text, at, width, press.key));
    case 'up':
      return movedLines(editor, -1, width);
    case 'down':
      return movedLines(editor, 1, width);
    case 'page-up':
      return to(0);
    case 'page-down':
      return to(text.length);
    default:
      return editor;
  }
}

function inserted(editor: Editor, words: string): Editor {
  const added = writable(words).slice(0, Math.max(0, TEXT_MAX - editor.text.length));
  // Composed with what stands before: an accent typed by itself belongs to the letter.
  const head = (editor.text.slice(0, editor.at) + added).normalize('NFC');
  return { ...editor, text: head + editor.text.slice(editor.at), at: head.length, aim: null };
}

function without(editor: Editor, from: number, to: number): Editor {
  return { ...editor, text: editor.text.slice(0, from) + editor.text.slice(to), at: from, aim: null };
}

function signBefore(text: string, at: number): number {
  return at === 0 ? 0 : (signsOf(text).containing(at - 1)?.index ?? 0);
}

function signAfter(text: string, at: number): number {
  const sign = signsOf(text).containing(at);
  return sign ? sign.index + sign.segment.length : text.length;
}

/** A line as it is shown: from `start` up to `end`, without the space or line end that it breaks at. */
export type EditorLine = { readonly start: number; readonly end: number };

/** The lines of a text, broken at spaces, or in the middle of a word that is wider than a line. */
export function editorLines(text: string, width: number): readonly EditorLine[] {
  const lines: EditorLine[] = [];
  let start = 0;
  let used = 0;
  let space = -1;
  for (const { segment, index } of signsOf(text)) {
    if (segment === '\n') {
      lines.push({ start, end: index });
      start = index + 1;
      used = 0;
      space = -1;
      continue;
    }
    const cells = textWidth(segment);
    if (used + cells > width && index > start) {
      const broken = segment === ' ' ? index : space > start ? space : -1;
      lines.push({ start, end: broken < 0 ? index : broken });
      start = broken < 0 ? index : broken + 1;
      used = start > index ? 0 : textWidth(text.slice(start, index)) + cells;
      space = -1;
      continue;
    }
    if (segment === ' ') space = index;
    used += cells;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** The line that `at` stands on. */
export function editorLineAt(lines: readonly EditorLine[], at: number): number {
  return Math.max(
    0,
    lines.findLastIndex(line => line.start <= at),
  );
}

function lineEdge(text: string, at: number, width: number, edge: 'home' | 'end'): number {
  const lines = editorLines(text, width);
  const line = lines[editorLineAt(lines, at)];
  return (edge === 'home' ? line?.start : line?.end) ?? at;
}

function movedLines(editor: Editor, by: number, width: number): Editor {
  const { text, at } = editor;
  const lines = editorLines(text, width);
  const here = editorLineAt(lines, at);
  const line = lines[here];
  const next = lines[here + by];
  if (!line || !next) return { ...editor, at: by < 0 ? 0 : text.length, aim: null };
  const aim = editor.aim ?? textWidth(text.slice(line.start, at));
  return { ...editor, at: next.start + cellsInto(text.slice(next.start, next.end), aim), aim };
}

/** Where `cells` cells of a line end; never inside a sign. */
function cellsInto(line: string, cells: number): number {
  let used = 0;
  for (const { segment, index } of signsOf(line)) {
    const wide = textWidth(segment);
    if (used + wide > cells) return index;
    used += wide;
  }
  return line.length;
}
