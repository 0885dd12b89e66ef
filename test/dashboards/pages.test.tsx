import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { Frame } from '../../dashboards/terminal/frame.tsx';
import type { Page, PageName } from '../../dashboards/terminal/page.ts';
import { PAGE_NAMES } from '../../dashboards/terminal/page.ts';
import { PAGES } from '../../dashboards/terminal/pages.ts';
import { START } from '../../dashboards/terminal/state.ts';
import type { Size } from '../../dashboards/terminal/ui/layout.ts';
import { BARS_ROWS } from '../../dashboards/terminal/ui/layout.ts';
import type { Line } from '../../dashboards/terminal/ui/line.ts';
import { LookContext } from '../../dashboards/terminal/ui/look.ts';
import { FRAME_ROWS } from '../../dashboards/terminal/ui/panel.tsx';
import { sceneOf, shownList, viewOf } from '../../dashboards/terminal/view.ts';
import type { Context } from '../../dashboards/view-models/context.ts';
import { hostileStrings } from './hostile.ts';
import { answering, kerlann } from './pages-house.ts';
import { SCENARIO } from './scenario.ts';

const GOLDENS = join(import.meta.dirname, 'goldens');
const SMALL = { columns: 60, rows: 15 };
const SIZES = [SMALL, { columns: 80, rows: 24 }, { columns: 100, rows: 30 }, { columns: 200, rows: 50 }];
const ODD_SIZES = [
  { columns: 40, rows: 10 },
  { columns: 77, rows: 17 },
  { columns: 240, rows: 80 },
];

/** The golden file, or with UPDATE_GOLDENS=1 a new one, to be read before it is kept. */
function golden(name: string, actual: string): string {
  const file = join(GOLDENS, name);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(GOLDENS, { recursive: true });
    writeFileSync(file, `${actual}\n`);
  }
  return readFileSync(file, 'utf8').replace(/\n$/, '');
}

type Drawing = {
  readonly context: Context;
  readonly screen: PageName;
  readonly page: Page;
  readonly size: Size;
  readonly chosen?: number;
  readonly reader?: boolean;
};

function drawn({ context, screen, page, size, chosen = 0, reader = false }: Drawing): string {
  const scene = { ...sceneOf(viewOf(context, SCENARIO)), page };
  const state = { ...START, screen, pageChosen: { [screen]: chosen } };
  return renderToString(
    <LookContext.Provider value={{ color: false, reader }}>
      <Frame scene={scene} list={shownList(scene, '', size)} state={state} size={size} said={null} />
    </LookContext.Provider>,
    { columns: size.columns },
  );
}

function expectWithin(frame: string, { columns, rows }: Size): void {
  const lines = frame.split('\n');
  expect(lines).toHaveLength(rows);
  for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
}

describe.each(['fr', 'en'] as const)('pages in %s', language => {
  for (const screen of PAGE_NAMES)
    test(`${screen} at four sizes`, async () => {
      const context = kerlann(language);
      const page = await PAGES[screen](answering(), context);
      for (const size of SIZES) {
        const frame = drawn({ context, screen, page, size });
        expect(frame).toBe(golden(`${screen}-${size.columns}x${size.rows}-${language}.txt`, frame));
        expectWithin(frame, size);
      }
    });
});

/** Every text that a stranger wrote, replaced. */
function strange(words: string) {
  const foreign = new Set(['text', 'title', 'site', 'name', 'before', 'after', 'author', 'url', 'link']);
  const change = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return foreign.has(key) ? words : value;
    if (Array.isArray(value)) return value.map(one => change(one));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one, name)]));
  };
  return change;
}

const TEMPTING = [
  '漢字カナ한국어'.repeat(12),
  '👨‍👩‍👧‍👦 👍🏽 🇫🇷 ❤️ '.repeat(12),
  `Cafe\u0301 ${'n\u0303a'.repeat(60)} Z${'\u0301'.repeat(40)}`,
  '\u001b[31mrouge\u001b]0;x\u0007\u009b2J\r\b\t\n\u202e\u2066\u200b\u{e0041}',
  'x'.repeat(3000),
  '',
];

const CONTROLS = /[\x00-\x1f\x7f-\x9f\u202e\u2066]/;
const plain = (line: Line) => line.map(({ text }) => text).join('');

test.each(PAGE_NAMES)(
  '%s: no frame is wider or taller than the terminal, whatever strangers write',
  async screen => {
    const context = kerlann('fr');
    for (const [index, words] of TEMPTING.entries()) {
      const page = await PAGES[screen](answering(strange(words)), context);
      const size = [...SIZES, ...ODD_SIZES][index] ?? SMALL;
      const frame = drawn({ context, screen, page, size, chosen: index % Math.max(1, page.items.length) });
      expectWithin(frame, size);
      for (const line of frame.split('\n')) expect(line).not.toMatch(CONTROLS);
    }
  },
);

test.skipIf(hostileStrings() === null).each(PAGE_NAMES)(
  '%s: frames fill the screen, lines hold nothing but text',
  async screen => {
    const context = kerlann('fr');
    const all = [...SIZES, ...ODD_SIZES];
    for (const [index, { s }] of (hostileStrings() ?? []).entries()) {
      const page = await PAGES[screen](answering(strange(s.slice(0, 5000))), context);
      const { columns, rows: screenRows } = all[index % all.length] ?? SMALL;
      const size = { columns, rows: screenRows - BARS_ROWS };
      const rows = page.rows(size, index % Math.max(1, page.items.length));
      expect(rows.reduce((sum, row) => sum + (row[0]?.rows ?? 0), 0)).toBe(size.rows);
      const widths = rows.map(row => row.reduce((sum, block) => sum + block.columns, 0));
      expect(widths.filter(width => width !== columns)).toEqual([]);
      const whole = (page.whole(0, columns - 4)?.lines ?? []).map(plain);
      expect(whole.filter(line => stringWidth(line) > columns - 4)).toEqual([]);
      const lines = [...whole, ...rows.flatMap(row => row.flatMap(block => block.lines.map(plain)))];
      expect(lines.filter(line => CONTROLS.test(line))).toEqual([]);
    }
  },
);

test.each(PAGE_NAMES)('%s: the chosen item is on the screen at every size', async screen => {
  const context = kerlann('fr');
  const page = await PAGES[screen](answering(), context);
  for (const { columns, rows } of SIZES)
    for (const chosen of page.items.keys()) {
      const shown = page
        .rows({ columns, rows: rows - BARS_ROWS }, chosen)
        .flatMap(row => row.flatMap(block => block.lines.slice(0, Math.max(0, block.rows - FRAME_ROWS))));
      const marks = shown.filter(line => plain(line).includes('›'));
      expect(marks.length, `${screen} ${columns} ${chosen}`).toBe(1);
    }
});

test.each(PAGE_NAMES)('%s: its keys say what they do, and what it holds can be opened', async screen => {
  const context = kerlann('en');
  const page = await PAGES[screen](answering(), context);
  expect(page.items.length).toBeGreaterThan(0);
  expect(new Set(page.items.map(({ id }) => id)).size).toBe(page.items.length);
  const hints = page.hints(100, 0).map(({ key }) => key);
  expect(hints.at(-1)).toBe('?');
  for (const key of Object.keys(page.acts)) expect(hints).toContain(key === 'enter' ? 'Enter' : key);
  if (page.acts.enter === 'whole') expect(page.whole(0, 80)?.lines.length).toBeGreaterThan(0);
  if (page.acts.f === 'formula') expect(page.formula(80)?.lines.length).toBeGreaterThan(0);
  expect(page.whole(999, 80)).toBeNull();
});

test('a screen reader hears figures instead of bars', async () => {
  const context = kerlann('fr');
  const size = { columns: 100, rows: 30 };
  for (const screen of ['reviews', 'visibility'] as const) {
    const page = await PAGES[screen](answering(), context);
    const labels = page.rows(size, 0).flatMap(row => row.flatMap(block => Object.values(block.labels ?? {})));
    expect(labels.length).toBeGreaterThan(0);
    for (const label of labels) expect(label).toMatch(/\d/);
  }
});
