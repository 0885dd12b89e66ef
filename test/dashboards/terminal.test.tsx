import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { editorOf } from '../../dashboards/terminal/editor.ts';
import { Frame } from '../../dashboards/terminal/frame.tsx';
import { START, type State } from '../../dashboards/terminal/state.ts';
import { TERMINAL_TEXT_MAX, terminalText } from '../../dashboards/terminal/ui/encode.ts';
import { frameSize, scrolledTo } from '../../dashboards/terminal/ui/layout.ts';
import type { Look } from '../../dashboards/terminal/ui/look.ts';
import { LookContext } from '../../dashboards/terminal/ui/look.ts';
import { textWidth } from '../../dashboards/terminal/ui/width.ts';
import { clipped, padded, wrapped } from '../../dashboards/terminal/ui/wrap.ts';
import { type Scene, sceneOf, shownList, viewOf } from '../../dashboards/terminal/view.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { hostileStrings } from './hostile.ts';
import { SCENARIO, scenarioContext } from './scenario.ts';
import { DRAFT } from './scenario-remarks.ts';

const fr = await scenarioContext('fr');
const SIZES: readonly { readonly columns: number; readonly rows: number }[] = [
  { columns: 40, rows: 10 },
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 137, rows: 41 },
  { columns: 200, rows: 50 },
];
const STATES: readonly Partial<State>[] = [
  {},
  { screen: 'todo', chosen: 1 },
  { screen: 'todo', whole: 'remark' },
  { screen: 'todo', filter: 'x', typing: true },
  { help: true },
  { editor: editorOf('101', '') },
  { prompt: { what: 'site', text: '' } },
];

/** Pieces that tempt a terminal: orders, wide signs, joined signs, marks apart, directions, blanks. */
const piece = fc.constantFrom(
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '\u009b2J',
  '\r',
  '\b',
  '\t',
  '\n',
  '\u0000',
  '漢字',
  'カナ',
  '한국어',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  '🇫🇷',
  '❤️',
  'e\u0301',
  'n\u0303a',
  `Z${'\u0301'.repeat(30)}`,
  '\u202e',
  '\u2066',
  '\u200b',
  '\u{e0041}',
  'é',
  ' ',
  'œuvre',
  '½',
  '…',
  '▲',
  'क्षि',
  'ไทย',
  '\ud800',
  'A'.repeat(120),
);
const hostileText = fc
  .array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 14 })
  .map(parts => parts.join(''));

/** The scenario with every word that comes from outside replaced. */
function saying(text: string): Answers {
  const swap = (remarks: Answers['todo']['now']) =>
    remarks.map(remark => ({ ...remark, text, title: text, site: text, url: `https://a.example/${text}` }));
  const { todo } = SCENARIO;
  return {
    ...SCENARIO,
    todo: {
      ...todo,
      now: swap(todo.now),
      canWait: swap(todo.canWait),
      done: swap(todo.done),
      aside: swap(todo.aside),
    },
    changes: {
      ...SCENARIO.changes,
      changes: SCENARIO.changes.changes.map(change => ({ ...change, before: text, after: text })),
    },
    sources: { sources: SCENARIO.sources.sources.map(source => ({ ...source, name: text })) },
    ratings: { ...SCENARIO.ratings, sites: SCENARIO.ratings.sites.map(site => ({ ...site, site: text })) },
  };
}

type Size = { readonly columns: number; readonly rows: number };

function drawn(answers: Answers, given: Partial<State>, size: Size, reply: Scene['reply']): string {
  const scene = { ...sceneOf(viewOf(fr, answers)), reply };
  const state = { ...START, ...given };
  return renderToString(
    <LookContext.Provider value={{ color: false, reader: false }}>
      <Frame
        scene={scene}
        list={shownList(scene, state.filter, size)}
        state={state}
        size={size}
        said={null}
      />
    </LookContext.Provider>,
    { columns: size.columns },
  );
}

function checkFrame(text: string, given: Partial<State>, size: Size): void {
  const proposal = { ...DRAFT, text, beside: text };
  // What is being written is as hostile as what is read: it may be pasted.
  const typed: Partial<State> = {
    ...(given.editor ? { editor: editorOf('101', text) } : {}),
    ...(given.prompt ? { prompt: { ...given.prompt, text } } : {}),
  };
  const state = { ...given, ...typed };
  const frame = drawn(saying(text), state, size, { mentionId: '101', proposal });
  const lines = frame.split('\n');
  expect(lines.length).toBeLessThanOrEqual(size.rows);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(size.columns);
  expect(frame).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/,
  );
}

describe('no frame is wider or taller than the terminal, nor gives it an order', () => {
  test('with generated words', () => {
    const at = fc.record({ size: fc.constantFrom(...SIZES), state: fc.constantFrom(...STATES) });
    fc.assert(
      fc.property(hostileText, at, (text, { size, state }) => checkFrame(text, state, size)),
      { numRuns: 30 },
    );
  });
  const strings = hostileStrings();
  test.skipIf(!strings)('with the strings of the corpus (skipped: corpora not found)', () => {
    for (const { s } of strings ?? []) checkFrame(s, STATES[1]!, SIZES[3]!);
  });
});

describe('text for the terminal', () => {
  test('holds no order, nothing invisible, and is bounded', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary', maxLength: 900 })), text => {
        const safe = terminalText(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(safe.isWellFormed()).toBe(true);
        expect(safe.length).toBeLessThanOrEqual(TERMINAL_TEXT_MAX);
        expect(terminalText(safe)).toBe(safe);
      }),
      { numRuns: 400 },
    );
  });
  test('keeps French whole and puts U+00A0 for U+202F', () => {
    expect(terminalText('« Ça va\u202f? » dit l’hôtelière, œuf à 12\u202f345 €…')).toBe(
      '« Ça va\u00a0? » dit l’hôtelière, œuf à 12\u00a0345 €…',
    );
  });
  test('a title of a megabyte costs no more than its beginning', () => {
    expect(terminalText('A'.repeat(1 << 20))).toHaveLength(TERMINAL_TEXT_MAX);
  });
});

describe('width', () => {
  test('is string-width’s, on everything that the encoder lets through', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const safe = terminalText(text);
        expect(textWidth(safe)).toBe(stringWidth(safe));
      }),
      { numRuns: 400 },
    );
    const vigie = '▁▂▃▄▅▆▇█ ▲ ○ ✓ × › ★ ┌─┐│└┘ « é œ € − – … ’ • ½ Ω Ж';
    expect(textWidth(vigie)).toBe(stringWidth(vigie));
  });
  test('is kept by cutting, filling and wrapping', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 2, max: 60 }), (text, width) => {
        const safe = terminalText(text);
        expect(stringWidth(clipped(safe, width))).toBeLessThanOrEqual(width);
        expect(stringWidth(padded(safe, width))).toBe(width);
        for (const line of wrapped(safe, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 400 },
    );
  });
  test('wrapping loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé’]{1,9}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 40 }), (list, width) => {
        expect(wrapped(list.join(' '), width).join(' ')).toBe(list.join(' '));
      }),
    );
  });
});

describe('layout', () => {
  test('a chosen row is always on the screen, and the list never scrolls past its end', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(
        number(60),
        number(60),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 60 }),
        (top, wish, height, length) => {
          const chosen = Math.min(wish, length - 1);
          const from = scrolledTo(top, chosen, height, length);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(chosen).toBeGreaterThanOrEqual(from);
          expect(chosen).toBeLessThan(from + height);
        },
      ),
    );
  });
  test('Windows keeps a row free, and a wall of a screen is bounded', () => {
    expect(frameSize(100, 30, 'win32')).toEqual({ columns: 100, rows: 29 });
    expect(frameSize(100, 30, 'linux')).toEqual({ columns: 100, rows: 30 });
    expect(frameSize(1000, 400, 'linux')).toEqual({ columns: 240, rows: 80 });
  });
});

describe('looks', () => {
  const scene = sceneOf(viewOf(fr, SCENARIO));
  const size = { columns: 100, rows: 30 };
  const frame = (color: Look['color'], reader: boolean) =>
    renderToString(
      <LookContext.Provider value={{ color, reader }}>
        <Frame scene={scene} list={shownList(scene, '', size)} state={START} size={size} said={null} />
      </LookContext.Provider>,
      { columns: 100 },
    );
  test('without colour there is not one escape', () => {
    expect(frame(false, false)).not.toContain('\u001b');
  });
  test.each([
    [24, /\u001b\[38;2;213;94;0m/],
    [8, /\u001b\[38;5;166m/],
    [4, /\u001b\[31m/],
  ] as const)('%d bits of colour are as many as are used, and change no letter', (depth, important) => {
    const drawn = frame(depth, false);
    expect(drawn).toMatch(important);
    expect(stripVTControlCharacters(drawn)).toBe(frame(false, false));
  });
  test('a screen reader gets words without frames', () => {
    const words = frame(false, true);
    expect(words).not.toMatch(/[┌│└─]/);
    expect(words.replaceAll('\u00a0', ' ')).toContain('Répondre à l’avis Google de jeudi 9 juillet');
  });
});
