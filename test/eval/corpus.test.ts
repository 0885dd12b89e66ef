import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fold } from '../../src/domain/text/fold.ts';
import {
  agreement,
  CORPUS,
  type CorpusRow,
  cohen,
  corpusRows,
  HARD_PHENOMENA,
  TEST_FILES,
  TRAINING_FILES,
} from './corpus.ts';

const training = TRAINING_FILES.flatMap(corpusRows);
const held = TEST_FILES.flatMap(corpusRows);
const all = [...training, ...held];

/** A text without its marks, accents and capitals. */
function bare(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function shared(of: (row: CorpusRow) => string): string[] {
  const known = new Set(training.map(of));
  // A text need not name its firm.
  return [...new Set(held.map(of))].filter(value => value !== '' && known.has(value));
}

test('every row is legal, and no text stands twice', () => {
  expect(training.length).toBeGreaterThan(3000);
  expect(held.length).toBeGreaterThan(900);
  const counts = Map.groupBy(all, row => bare(row.text));
  const twice = [...counts].filter(([, same]) => same.length > 1);
  expect(twice.map(([text]) => text)).toEqual([]);
});

test('no text of a test split stands in the first set, which has its tone alone', () => {
  const bare = (text: string): string =>
    fold(text)
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const seed = readFileSync(join(CORPUS, 'seed.jsonl'), 'utf8').split('\n').filter(Boolean);
  const known = new Set(seed.map(line => bare((JSON.parse(line) as { text: string }).text)));
  expect(known.size).toBeGreaterThan(700);
  expect(held.map(row => bare(row.text)).filter(text => known.has(text))).toEqual([]);
});

test('the test split shares no trade, no firm and no author with what is trained on', () => {
  expect(shared(row => row.trade)).toEqual([]);
  expect(shared(row => fold(row.firm))).toEqual([]);
  expect(shared(row => row.author)).toEqual([]);
});

test('each hard phenomenon 120 times, English a fifth, from 3 to 150 words', () => {
  for (const phenomenon of HARD_PHENOMENA)
    expect(all.filter(row => row.phenomenon === phenomenon).length, phenomenon).toBeGreaterThanOrEqual(120);
  const english = all.filter(row => row.lang === 'en').length / all.length;
  expect(english).toBeGreaterThan(0.16);
  expect(english).toBeLessThan(0.24);
  const lengths = all.map(row => row.text.split(/\s+/u).length);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(150);
});

test('labels agree with themselves: no opinion has no intensity, praise is never bad, blame never good', () => {
  const odd = all.filter(
    row =>
      (row.tone === 'neutral') !== (row.intensity === 0) ||
      (row.tone === 'neutral' && Object.values(row.topics).some(tone => tone !== 'neutral')) ||
      (row.intent === 'praise' && row.tone !== 'positive') ||
      (row.intent === 'complaint' && row.tone !== 'negative' && row.tone !== 'mixed'),
  );
  expect(odd.map(row => row.text)).toEqual([]);
});

test('a bad opinion is a complaint in every file: one convention', () => {
  for (const file of [...TRAINING_FILES, ...TEST_FILES]) {
    const bad = corpusRows(file).filter(row => row.tone === 'negative');
    const others = bad.filter(row => row.intent !== 'complaint' && row.intent !== 'press');
    expect(
      others.map(row => row.text),
      file,
    ).toEqual([]);
  }
});

test('agreement: of nothing but chance it is 0, of the second labelling what the README says', () => {
  expect(
    cohen([
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'b'],
    ]).kappa,
  ).toBe(0);
  expect(agreement('tone').kappa).toBeGreaterThan(0.9);
  expect(agreement('intent').kappa).toBeGreaterThan(0.85);
});
