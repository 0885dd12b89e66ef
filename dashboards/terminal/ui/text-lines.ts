import { TERMINAL_TEXT_MAX, terminalText } from './encode.ts';
import type { Line, Tone } from './line.ts';
import { firstLines, wrapped } from './wrap.ts';

export type ParagraphOptions = {
  readonly width: number;
  readonly tone?: Tone;
  /** Lines at most; the last then ends with …. */
  readonly linesMax?: number;
  /** Spaces before each line, inside `width`. */
  readonly indent?: number;
  readonly textMax?: number;
};

/** A text as lines of the screen, wrapped at spaces. */
export function paragraph(text: string, options: ParagraphOptions): Line[] {
  const { width, tone = 'plain', linesMax = Number.POSITIVE_INFINITY, indent = 0 } = options;
  const inner = Math.max(1, width - indent);
  const safe = terminalText(text, options.textMax ?? TERMINAL_TEXT_MAX);
  const lines = firstLines(wrapped(safe, inner), linesMax, inner);
  return lines.map(line => [{ text: ' '.repeat(indent) + line, tone }]);
}
