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
  TURN_FILES,
  USUAL_FILES,
  VOICE_FILES,
} from './corpus.ts';

const training = TRAINING_FILES.flatMap(corpusRows);
const held = TEST_FILES.flatMap(corpusRows);
const all = [...training, ...held];
/** The first set has its tone alone: it is no file of rows. */
const seeds = readFileSync(join(CORPUS, 'seed.jsonl'), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => (JSON.parse(line) as { text: string }).text);

/** A text without its marks, accents and capitals. */
function bare(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Words that two texts share, of all that they have (Jaccard 1901). */
const NEARLY = 0.7;

function isNear(one: Set<string>, other: Set<string>): boolean {
  if (Math.min(one.size, other.size) < NEARLY * Math.max(one.size, other.size)) return false;
  let both = 0;
  for (const word of one) if (other.has(word)) both += 1;
  return both >= NEARLY * (one.size + other.size - both);
}

function wordsOf(text: string): Set<string> {
  return new Set(bare(text).split(' '));
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
  const known = new Set(seeds.map(bare));
  expect(known.size).toBeGreaterThan(700);
  expect(held.map(row => bare(row.text)).filter(text => known.has(text))).toEqual([]);
});

test('no training text of four different words or more is nearly a test text', () => {
  const tests = held.map(row => wordsOf(row.text));
  const holders = new Map<string, number[]>();
  for (const [index, words] of tests.entries())
    for (const word of words) {
      const known = holders.get(word);
      if (known === undefined) holders.set(word, [index]);
      else known.push(index);
    }
  const near = [...training.map(row => row.text), ...seeds].filter(text => {
    const words = wordsOf(text);
    if (words.size < 4) return false;
    // Of two sets that share so much, one of the rarest words of either stands in the other.
    const rarest = [...words]
      .sort((one, other) => (holders.get(one)?.length ?? 0) - (holders.get(other)?.length ?? 0))
      .slice(0, words.size - Math.ceil(NEARLY * words.size) + 1);
    return rarest.some(word => holders.get(word)?.some(index => isNear(words, tests[index]!)));
  });
  expect(near).toEqual([]);
});

test('the test splits share no trade, no firm and no author with what is trained on', () => {
  expect(shared(row => row.trade)).toEqual([]);
  expect(shared(row => fold(row.firm))).toEqual([]);
  expect(shared(row => row.author)).toEqual([]);
});

test('beside the voices each hard phenomenon 120 times, English a fifth; all from 3 to 150 words', () => {
  const first = [...USUAL_FILES, ...TURN_FILES].flatMap(corpusRows);
  for (const phenomenon of HARD_PHENOMENA)
    expect(first.filter(row => row.phenomenon === phenomenon).length, phenomenon).toBeGreaterThanOrEqual(120);
  const english = first.filter(row => row.lang === 'en').length / first.length;
  expect(english).toBeGreaterThan(0.16);
  expect(english).toBeLessThan(0.24);
  const lengths = all.map(row => row.text.split(/\s+/u).length);
  expect(lengths.filter(length => length < 3 || length > 150)).toEqual([]);
});

test('a voice is one author in one language, in one file: who is left out is left out whole', () => {
  const authors = VOICE_FILES.flatMap(file => [
    ...new Set(corpusRows(file).map(row => `${row.author} ${row.lang}`)),
  ]);
  expect(authors.length).toBe(VOICE_FILES.length);
  expect(new Set(authors.map(one => one.split(' ')[0])).size).toBe(VOICE_FILES.length);
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
