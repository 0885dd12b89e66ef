import { createContext } from 'react';
import type { Line, Tone } from './line.ts';

/** How many bits of colour a terminal shows: 16, 256 or all colours. */
export type ColorDepth = 4 | 8 | 24;

/** How the terminal may be drawn on. `reader`: a screen reader, for which frames are noise. */
export type Look = { readonly color: ColorDepth | false; readonly reader: boolean };

export const LookContext = createContext<Look>({ color: false, reader: false });

/** Orders of a style by depth, and the one that ends it. */
type Style = Readonly<Record<ColorDepth, string>> & { readonly end: string };

const BOLD = '\u001b[1m';
const BOLD_END = '\u001b[22m';
const COLOR_END = '\u001b[39m';

/** Okabe and Ito's colours, told apart by everyone, and the nearest that fewer bits have. */
function color(rgb: readonly [number, number, number], of256: number, of16: number): Style {
  return {
    24: `\u001b[38;2;${rgb.join(';')}m`,
    8: `\u001b[38;5;${of256}m`,
    4: `\u001b[${of16}m`,
    end: COLOR_END,
  };
}

function weight(order: string): Style {
  return { 24: order, 8: order, 4: order, end: BOLD_END };
}

const VERMILION = color([213, 94, 0], 166, 31);
const ORANGE = color([230, 159, 0], 172, 33);

/** Each stands beside a sign that says the same. */
const STYLES: Readonly<Record<Exclude<Tone, 'plain'>, Style>> = {
  strong: weight(BOLD),
  soft: weight('\u001b[2m'),
  important: {
    24: BOLD + VERMILION[24],
    8: BOLD + VERMILION[8],
    4: BOLD + VERMILION[4],
    end: COLOR_END + BOLD_END,
  },
  wait: color([86, 180, 233], 74, 36),
  done: color([0, 158, 115], 36, 32),
  trouble: ORANGE,
  stars: ORANGE,
};

/** A line as it is written. Without colour there is no styling at all: signs and words carry everything. */
export function written(line: Line, depth: Look['color']): string {
  let text = '';
  for (const span of line) {
    const style = depth === false || span.tone === 'plain' ? null : STYLES[span.tone];
    text += style === null || depth === false ? span.text : style[depth] + span.text + style.end;
  }
  return text;
}
