import { describe, expect, test } from 'vitest';
import { clauseEnd } from '../../../pipelines/sentiment/clauses.ts';
import { compileLexicon, ROLE, rolesOfWord } from '../../../pipelines/sentiment/lexicon.ts';
import { readText } from '../../../pipelines/sentiment/measure.ts';
import { toneModel } from '../../../pipelines/sentiment/model.ts';
import { SAID } from '../../../pipelines/sentiment/scan.ts';
import { addSums, clearSums, emptySums } from '../../../pipelines/sentiment/sums.ts';
import { loadData } from '../../../src/platform/data-files.ts';

const model = toneModel(loadData(''));
const { reading, weights } = model;

function clausesOf(text: string): string[] {
  readText(model, text, 'fr');
  const { scan } = reading;
  const clauses: string[] = [];
  for (let first = 0; first < scan.count; ) {
    const end = clauseEnd(reading, first);
    clauses.push(text.slice(scan.start[first], scan.end[end - 1]));
    first = end;
  }
  return clauses;
}

describe('a text is read clause by clause', () => {
  test('cut at stops, commas and contrasts', () => {
    expect(clausesOf('La pose est belle, le délai trop long. Je le dis')).toEqual([
      'La pose est belle',
      'le délai trop long',
      'Je le dis',
    ]);
    expect(clausesOf('Un joli parquet mais du retard')).toEqual(['Un joli parquet', 'mais du retard']);
    expect(clausesOf('Bref')).toEqual(['Bref']);
    expect(clausesOf('')).toEqual([]);
  });

  test.each([
    'Belle pose, mais deux semaines de retard. Personne ne rappelle !',
    'Je n’ai jamais été déçu, pas une fois, rien à redire.',
    '« Ils ne viendront pas », disait-on ; ils sont venus 😀',
  ])('its clauses add up to the whole: %s', text => {
    readText(model, text, 'fr');
    const whole = emptySums();
    const part = emptySums();
    const added = emptySums();
    reading.gather(whole, weights, null);
    clearSums(added);
    for (let first = 0; first < reading.scan.count; ) {
      const end = clauseEnd(reading, first);
      reading.gather(part, weights, null, first, end);
      addSums(added, part);
      first = end;
    }
    expect(added).toEqual(whole);
  });
});

test('what is asked and what is quoted is marked', () => {
  const text = 'Elle a dit « très propre » hier. Est-ce ouvert ?';
  readText(model, text, 'fr');
  const { scan } = reading;
  const marked = (bit: number): string[] =>
    Array.from({ length: scan.count }, (_, index) => index)
      .filter(index => (scan.said[index]! & bit) !== 0)
      .map(index => text.slice(scan.start[index], scan.end[index]));
  expect(marked(SAID.quoted)).toEqual(['très', 'propre']);
  expect(marked(SAID.asked)).toEqual(['ouvert']);
});

test('endings of the word lists give roles', () => {
  const lexicon = compileLexicon({ suppositions: ['si', '*erait'], negators: ['pas'] });
  expect(rolesOfWord(lexicon, 'aimerait')).toBe(ROLE.supposed);
  expect(rolesOfWord(lexicon, 'si')).toBe(ROLE.supposed);
  expect(rolesOfWord(lexicon, 'pas')).toBe(ROLE.negator);
  expect(rolesOfWord(lexicon, 'maison')).toBe(0);
});
