import { terminalText } from './encode.ts';
import { textWidth } from './width.ts';
import { clipped } from './wrap.ts';

/** What a piece of text is; its colour follows from it, and a sign always says the same. */
export type Tone = 'plain' | 'strong' | 'soft' | 'important' | 'wait' | 'done' | 'trouble' | 'stars';
export type Span = { readonly text: string; readonly tone: Tone };
/** One line of the screen. */
export type Line = readonly Span[];

/** A piece of text made safe for the terminal. Everything drawn passes here. */
export function span(text: string, tone: Tone = 'plain'): Span {
  return { text: terminalText(text), tone };
}

export function line(...spans: readonly (Span | string)[]): Line {
  return spans.map(part => (typeof part === 'string' ? span(part) : part));
}

export const BLANK: Line = [];

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}

/** Exactly `width` cells: spans beyond are cut with …, the rest is filled with spaces. */
export function fitLine(spans: Line, width: number): Line {
  const fitted: Span[] = [];
  let used = 0;
  for (const part of spans) {
    const cells = textWidth(part.text);
    if (used + cells <= width) {
      fitted.push(part);
      used += cells;
      continue;
    }
    const text = clipped(part.text, width - used);
    fitted.push({ ...part, text });
    used += textWidth(text);
    break;
  }
  if (used < width) fitted.push({ text: ' '.repeat(width - used), tone: 'plain' });
  return fitted;
}

/** A sentence ends here, or the line is a row of a table: neither seems to go on. */
const WHOLE = /[.!?…»”]\s*$|\S {2,}\S/u;

/** The line with … behind it, in `width` cells, where its sentence goes on in lines that are not shown. */
export function cutShort(spans: Line, width: number): Line {
  const last = spans.at(-1);
  if (last === undefined || last.text.trim() === '') return spans;
  // A table is drawn as one piece; in a list the words stand behind their cells.
  if (WHOLE.test(last.text.trimStart())) return spans;
  const before = spans.slice(0, -1);
  const words = last.text.trimEnd().split(' ');
  const room = width - lineWidth(before);
  while (words.length > 1 && textWidth(`${words.join(' ')} …`) > room) words.pop();
  return [...before, { text: clipped(`${words.join(' ')} …`, room), tone: last.tone }];
}

export function sameLine(a: Line, b: Line): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((one, i) => one.text === b[i]?.text && one.tone === b[i]?.tone);
}

/** Rows and spans have no identity but their place. */
export function keyOf(index: number): string {
  return `at-${index}`;
}
