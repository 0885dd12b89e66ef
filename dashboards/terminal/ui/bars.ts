import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { say } from '../../../src/domain/catalogue.ts';
import type { Header } from '../../view-models/home.ts';
import { terminalText } from './encode.ts';
import type { Line, Span } from './line.ts';
import { fitLine, lineWidth, span } from './line.ts';
import { textWidth } from './width.ts';

/** The nine screens, by their keys 1 to 9. */
export const SCREENS = [
  'home',
  'todo',
  'reviews',
  'competitors',
  'topics',
  'visibility',
  'enquiries',
  'posts',
  'sites',
] as const;
export type ScreenName = (typeof SCREENS)[number];

/** Screens that exist; the others are named, dimmed, and say what they will hold. */
export const BUILT: ReadonlySet<ScreenName> = new Set(SCREENS.filter(name => name !== 'posts'));

/** Names shorten in this order until the nine stand on one line. */
const SHORTEN_ORDER: readonly ScreenName[] = [
  'posts',
  'topics',
  'sites',
  'visibility',
  'competitors',
  'home',
  'enquiries',
];

/** The firm on the left; the day, when it was read and how many sites on the right, or how far a reading is. */
export function headerLine(header: Header, width: number, progress: string | null): Line {
  const firm = span(header.firm, 'strong');
  const read = progress === null ? [header.read, header.sites] : [progress];
  const right = terminalText([header.day, ...read].join(' · '));
  const long = [span(' Vigie · '), firm];
  const short = [span(' '), span(header.name, 'strong')];
  const roomFor = (left: Line) => width - 1 - textWidth(right) - lineWidth(left);
  // The day is worth more than the town, and that more than the name of the tool.
  const left = [long, [span(' '), firm], short].find((one, at) => roomFor(one) >= (at === 0 ? 2 : 1));
  if (left) return fitLine([...left, span(' '.repeat(roomFor(left))), span(right)], width);
  const rest = [span(' · '), span(read.join(' · '))];
  const whole = [span(' '), firm, ...rest];
  return fitLine(lineWidth(whole) <= width ? whole : [...short, ...rest], width);
}

/** In narrow windows names give way to their number alone in this order; the open one keeps its name. */
const BARE_ORDER: readonly ScreenName[] = [
  'posts',
  'visibility',
  'topics',
  'enquiries',
  'sites',
  'competitors',
  'reviews',
  'home',
  'todo',
];

/** All nine names on one line; the open one in brackets. */
export function menuLine(catalogue: Catalogue, open: ScreenName, width: number): Line {
  const short = new Set<ScreenName>();
  const bare = new Set<ScreenName>();
  let menu = menuSpans(catalogue, open, short, bare);
  for (const name of SHORTEN_ORDER) {
    if (lineWidth(menu) <= width) break;
    short.add(name);
    menu = menuSpans(catalogue, open, short, bare);
  }
  for (const name of BARE_ORDER) {
    if (lineWidth(menu) <= width) break;
    bare.add(name);
    menu = menuSpans(catalogue, open, short, bare);
  }
  return fitLine(lineWidth(menu) < width ? [span(' '), ...menu] : menu, width);
}

function menuSpans(
  catalogue: Catalogue,
  open: ScreenName,
  short: ReadonlySet<ScreenName>,
  bare: ReadonlySet<ScreenName>,
): Span[] {
  return SCREENS.flatMap((name, index) => {
    const words = terminalText(say(catalogue, short.has(name) ? `menu.short.${name}` : `menu.${name}`));
    const gap: Span[] = index === 0 ? [] : [{ text: ' ', tone: 'plain' }];
    if (name === open) return [...gap, { text: `[${words}]`, tone: 'strong' as const }];
    const tone = BUILT.has(name) ? ('plain' as const) : ('soft' as const);
    return [...gap, { text: bare.has(name) ? `${index + 1}` : `${index + 1} ${words}`, tone }];
  });
}

/** A key and what it does. */
export type Hint = { readonly key: string; readonly words: string };

/** As many hints as fit, from the first; the last (help) always stands. */
export function footerLine(hints: readonly Hint[], width: number): Line {
  const last = hints.at(-1);
  for (let count = hints.length - 1; count >= 0; count--) {
    const shown = last ? [...hints.slice(0, count), last] : [];
    const words = ` ${shown.map(hint => `${hint.key} ${hint.words}`).join(' · ')}`;
    if (textWidth(terminalText(words)) <= width || count === 0) return fitLine([span(words)], width);
  }
  return fitLine([], width);
}
