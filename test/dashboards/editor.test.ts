import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Editor } from '../../dashboards/terminal/editor.ts';
import { edited, editorLineAt, editorLines, editorOf } from '../../dashboards/terminal/editor.ts';
import type { Press } from '../../dashboards/terminal/state.ts';

const WIDTH = 20;
const START = editorOf('1', '');
const keyed = (editor: Editor, ...presses: readonly Press[]) =>
  presses.reduce((now, press) => edited(now, press, WIDTH), editor);
const sign = (text: string): Press => ({ key: 'sign', sign: text });
const words = fc.array(
  fc.constantFrom(
    'a',
    'é',
    'e\u0301',
    ' ',
    '漢',
    '👨‍👩‍👧‍👦',
    '[Si c’est vrai]',
    '\n',
    'délai',
    '\u202e',
    '\u001b[2J',
    '한',
    '½',
  ),
  { maxLength: 40 },
);
const press = fc.oneof(
  fc.constantFrom<Press>(
    { key: 'left' },
    { key: 'right' },
    { key: 'up' },
    { key: 'down' },
    { key: 'home' },
    { key: 'end' },
    { key: 'page-up' },
    { key: 'page-down' },
    { key: 'backspace' },
    { key: 'delete' },
    { key: 'enter' },
  ),
  fc.constantFrom('x', 'ç', '\u0327', '字', ' ').map(sign),
  fc.constantFrom('collé d’ailleurs\r\nsur deux lignes', '\u001b[201~', '漢字').map((text): Press => {
    return { key: 'paste', text };
  }),
);

describe('the editor of a reply', () => {
  test('opens at the bracket that only the owner can fill', () => {
    const editor = editorOf('1', 'Bonjour. [Si c’est vrai : …] Yves');
    expect(editor.text.slice(editor.at)).toMatch(/^\[Si/);
  });
  test('letters, accents typed apart, wide signs and pastes go where the place is', () => {
    const typed = keyed(START, sign('e'), sign('\u0301'), sign('t'), sign('é'), { key: 'left' }, sign('漢'));
    expect(typed.text).toBe('ét漢é');
    const pasted = keyed(typed, { key: 'paste', text: ' un\r\ndeux\t\u001b[31m' });
    expect(pasted.text).toBe('ét漢 un\ndeux [31mé');
  });
  test('a joined sign is passed and taken away whole', () => {
    const editor = keyed(editorOf('1', 'a한글b'), { key: 'left' }, { key: 'backspace' });
    expect(editor.text).toBe('a한b');
  });
  test('up and down keep their column over a short line', () => {
    const editor = editorOf('1', 'une ligne longue\nà\nune autre ligne');
    const there = keyed(editor, { key: 'up' }, { key: 'up' });
    expect(there.at).toBe(15);
    expect(keyed(there, { key: 'down' }).at).toBe(18);
    expect(keyed(there, { key: 'down' }, { key: 'down' }).at).toBe(editor.text.length);
  });
  test('whatever is pressed, the place stays in the text and no line is too wide', () => {
    fc.assert(
      fc.property(words, fc.array(press, { maxLength: 60 }), (text, presses) => {
        const editor = keyed(editorOf('1', text.join('')), ...presses);
        expect(editor.at).toBeGreaterThanOrEqual(0);
        expect(editor.at).toBeLessThanOrEqual(editor.text.length);
        expect(editor.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
        const lines = editorLines(editor.text, WIDTH);
        for (const { start, end } of lines) {
          expect(stringWidth(editor.text.slice(start, end))).toBeLessThanOrEqual(WIDTH);
        }
        const line = lines[editorLineAt(lines, editor.at)];
        expect(line?.start).toBeLessThanOrEqual(editor.at);
      }),
      { numRuns: 200 },
    );
  });
  test('lines lose nothing but the spaces and ends that they break at', () => {
    fc.assert(
      fc.property(words, text => {
        const { text: whole } = editorOf('1', text.join(''));
        const lines = editorLines(whole, WIDTH);
        const between = lines.map((line, index) =>
          whole.slice(line.end, lines[index + 1]?.start ?? whole.length),
        );
        expect(between.every(gap => gap === '' || gap === ' ' || gap === '\n')).toBe(true);
        expect(lines[0]?.start).toBe(0);
      }),
    );
  });
});
