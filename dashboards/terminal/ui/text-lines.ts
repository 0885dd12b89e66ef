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

/**
 * Texts in a space too low for all of them: each keeps a line at least, the first ones get what is left, and what
 * is cut ends with …. Texts beyond the height are left out.
 */
export function paragraphsWithin(
  texts: readonly string[],
  height: number,
  options: ParagraphOptions,
): Line[] {
  const shown = texts.slice(0, Math.max(0, height));
  const wanted = shown.map(text => paragraph(text, options).length);
  const given = shown.map(() => 1);
  let left = height - shown.length;
  wanted.forEach((lines, index) => {
    const more = Math.min(lines - 1, Math.max(0, left));
    given[index] = 1 + more;
    left -= more;
  });
  return shown.flatMap((text, index) => paragraph(text, { ...options, linesMax: given[index] ?? 1 }));
}

/** The texts that fit whole into `height` lines, in their order; where not even the first does, it is cut. */
export function wholeWithin(texts: readonly string[], height: number, options: ParagraphOptions): Line[] {
  const lines: Line[] = [];
  for (const text of texts) {
    const more = paragraph(text, options);
    if (lines.length + more.length <= height) lines.push(...more);
  }
  return lines.length > 0 ? lines : paragraphsWithin(texts.slice(0, 1), height, options);
}

/** A text as lines of the screen, wrapped at spaces. */
export function paragraph(text: string, options: ParagraphOptions): Line[] {
  const { width, tone = 'plain', linesMax = Number.POSITIVE_INFINITY, indent = 0 } = options;
  const inner = Math.max(1, width - indent);
  const safe = terminalText(text, options.textMax ?? TERMINAL_TEXT_MAX);
  const lines = firstLines(wrapped(safe, inner), linesMax, inner);
  return lines.map(line => [{ text: ' '.repeat(indent) + line, tone }]);
}
