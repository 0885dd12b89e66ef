import { STYLES, textWidth } from './width.ts';
import { fitting } from './wrap.ts';

type Clip = {
  readonly x1?: number | undefined;
  readonly x2?: number | undefined;
  readonly y1?: number | undefined;
  readonly y2?: number | undefined;
};
type Transform = (line: string, index: number) => string;
type Piece = { readonly x: number; readonly text: string };

/** Widths of lines drawn lately: nearly all of a frame is as it was. */
const widths = new Map<string, number>();
const WIDTHS_MAX = 4_000;

function widthOf(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size >= WIDTHS_MAX) widths.clear();
  const width = textWidth(text);
  widths.set(text, width);
  return width;
}

/**
 * Where Ink puts the texts of a frame together. Ink's own goes through every cell of every frame; the rows here
 * are whole lines side by side, so lines are joined as they are. In the bundle it stands in place of Ink's (see
 * bin/fast-width.mjs); a test holds it to the same frames.
 */
export default class Output {
  readonly width: number;
  readonly height: number;
  private readonly rows: Piece[][];
  private readonly clips: Clip[] = [];

  constructor({ width, height }: { readonly width: number; readonly height: number }) {
    this.width = width;
    this.height = height;
    this.rows = Array.from({ length: height }, () => []);
  }

  write(
    x: number,
    y: number,
    text: string,
    { transformers }: { readonly transformers: readonly Transform[] },
  ): void {
    if (text === '') return;
    const clip = this.clips.at(-1);
    for (const [index, line] of text.split('\n').entries()) {
      const at = y + index;
      if (clip && (at < (clip.y1 ?? at) || at >= (clip.y2 ?? at + 1))) continue;
      const drawn = transformers.reduce((words, transform) => transform(words, index), line);
      const right = clip?.x2 ?? Number.POSITIVE_INFINITY;
      const fits = x + widthOf(drawn) <= right;
      this.rows[at]?.push({ x, text: fits ? drawn : cut(drawn, right - x) });
    }
  }

  clip(clip: Clip): void {
    const outer = this.clips.at(-1) ?? {};
    this.clips.push({
      x1: tighter(Math.max, outer.x1, clip.x1),
      x2: tighter(Math.min, outer.x2, clip.x2),
      y1: tighter(Math.max, outer.y1, clip.y1),
      y2: tighter(Math.min, outer.y2, clip.y2),
    });
  }

  unclip(): void {
    this.clips.pop();
  }

  get(): { readonly output: string; readonly height: number } {
    return { output: this.rows.map(lineOf).join('\n'), height: this.height };
  }
}

function tighter(
  choose: (one: number, other: number) => number,
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return choose(one, other);
}

/** The pieces of a row side by side, with spaces between; where two meet, the later one stands. */
function lineOf(pieces: readonly Piece[]): string {
  let line = '';
  let used = 0;
  for (const { x, text } of pieces.toSorted((a, b) => a.x - b.x)) {
    if (x < used) line = cut(line, x);
    else if (x > used) line += ' '.repeat(x - used);
    line += text;
    used = x + widthOf(text);
  }
  return line.trimEnd();
}

/** The first cells of a line; its styles are all kept, so that none is left open. */
function cut(line: string, cells: number): string {
  let left = Math.max(0, cells);
  let kept = '';
  let from = 0;
  for (const order of [...line.matchAll(STYLES), null]) {
    const words = fitting(line.slice(from, order?.index ?? line.length), left);
    left -= textWidth(words);
    kept += words + (order?.[0] ?? '');
    from = order ? order.index + order[0].length : line.length;
  }
  return kept;
}
