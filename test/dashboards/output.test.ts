import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import Output from '../../dashboards/terminal/ui/output.ts';

type Drawing = {
  write(x: number, y: number, text: string, options: { transformers: [] }): void;
  clip(clip: { x1?: number; x2?: number; y1?: number; y2?: number }): void;
  unclip(): void;
  get(): { output: string; height: number };
};
// Not exported by the package: the one that ours stands for in the bundle.
const path = new URL('../../node_modules/ink/build/output.js', import.meta.url).href;
const { default: InkOutput } = (await import(path)) as {
  default: new (size: { width: number; height: number }) => Drawing;
};

const bare = (text: string) => text.replace(/\u001b\[[\d;]*m/g, '');

/** The same strokes on both. */
function both(size: { width: number; height: number }, strokes: (on: Drawing) => void) {
  const [ours, inks] = [new Output(size), new InkOutput(size)];
  strokes(ours);
  strokes(inks);
  return { ours: ours.get(), inks: inks.get() };
}

const plain = { transformers: [] as [] };

describe('frames put together by lines are those that Ink puts together by cells', () => {
  test('rows side by side, with gaps, blank ends and styles', () => {
    const { ours, inks } = both({ width: 30, height: 4 }, on => {
      on.clip({ x1: 0, x2: 30, y1: 0, y2: 4 });
      on.write(0, 0, '\u001b[1mtitre\u001b[22m suite   ', plain);
      on.write(0, 1, '│ gauche │', plain);
      on.write(10, 1, '│ 漢字 été │', plain);
      on.write(4, 2, 'au milieu', plain);
      on.unclip();
    });
    expect(bare(ours.output)).toBe(bare(inks.output));
    expect(ours.output).toContain('\u001b[1mtitre\u001b[22m');
    expect(ours.height).toBe(4);
  });
  test('what stands outside is cut, below, beside and inside of nested frames', () => {
    const { ours, inks } = both({ width: 12, height: 3 }, on => {
      on.clip({ x1: 0, x2: 12, y1: 0, y2: 3 });
      on.clip({ x1: 2, x2: 8, y1: 1, y2: 9 });
      on.write(2, 0, 'au-dessus', plain);
      on.write(2, 1, '\u001b[31mtrop long pour ici\u001b[39m', plain);
      on.write(2, 2, '漢字漢字漢字', plain);
      on.write(2, 3, 'au-dessous', plain);
      on.unclip();
      on.unclip();
    });
    expect(bare(ours.output)).toBe(bare(inks.output));
    expect(ours.output).toContain('\u001b[39m');
    for (const line of ours.output.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(12);
  });
});
