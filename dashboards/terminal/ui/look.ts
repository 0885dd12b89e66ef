import { createContext } from 'react';
import type { Tone } from './line.ts';

/** How the terminal may be drawn on. `reader`: a screen reader, for which frames are noise. */
export type Look = { readonly color: boolean; readonly reader: boolean };

export const LookContext = createContext<Look>({ color: true, reader: false });

type Style = { readonly color?: string; readonly bold?: boolean; readonly dimColor?: boolean };

/** Okabe and Ito's colours, told apart by everyone; each stands beside a sign that says the same. */
const STYLES: Readonly<Record<Tone, Style>> = {
  plain: {},
  strong: { bold: true },
  soft: { dimColor: true },
  important: { color: '#D55E00', bold: true },
  wait: { color: '#56B4E9' },
  done: { color: '#009E73' },
  trouble: { color: '#E69F00' },
  stars: { color: '#E69F00' },
};

/** Without colour there is no styling at all: signs and words carry everything. */
export function styleOf(tone: Tone, look: Look): Style {
  return look.color ? STYLES[tone] : {};
}
