import { expect, test } from 'vitest';
import { readText } from '../../../pipelines/sentiment/measure.ts';
import { makeToneModel } from '../../../pipelines/sentiment/model.ts';
import { remarkFeatures } from '../../../pipelines/sentiment/remark-features.ts';
import { readWeights } from '../../../pipelines/sentiment/weights.ts';
import { loadData } from '../../../src/platform/data-files.ts';

const data = loadData('');
const model = makeToneModel(data.lexicons, readWeights(data.toneModel));
/** So many places that no two of these few share one. */
const BITS = 30;

function featuresOf(text: string): Set<number> {
  readText(model, text, 'fr');
  const { features, count } = remarkFeatures(model.reading, BITS);
  return new Set(features.subarray(0, count));
}

function shared(one: string, other: string): number {
  const others = featuresOf(other);
  return [...featuresOf(one)].filter(feature => others.has(feature)).length;
}

test('an inflection shares its beginning', () => {
  expect(shared('rappelle', 'rappelaient')).toBe(1);
  expect(shared('oui', 'non')).toBe(0);
});

test('beginnings meet across one word between them', () => {
  const order = shared('tableau bancal', 'tableaux plutôt bancals');
  expect(order).toBeGreaterThan(shared('tableau bancal', 'bancals plutôt tableaux'));
});

test('marks are read in their place, and "!!!" is as loud as "!!!!!!"', () => {
  expect(featuresOf('super, une panne')).not.toEqual(featuresOf('super une panne'));
  expect(featuresOf('super ! une panne')).not.toEqual(featuresOf('super, une panne'));
  expect(featuresOf('encore une panne !!!')).toEqual(featuresOf('encore une panne !!!!!!!!'));
});

test('where lines are broken changes nothing', () => {
  expect(featuresOf('Super accueil.\r\nRepas froid.\n')).toEqual(featuresOf('Super accueil. Repas froid.'));
  expect(featuresOf('Super accueil\net repas froid')).toEqual(featuresOf('Super accueil et repas froid'));
});

test('a word with a tone is told by its side, whichever word it is', () => {
  // The side itself, and the side after the same word; and each word stands at an end.
  expect(shared('accueil horrible', 'accueil affreux')).toBeGreaterThan(
    shared('accueil horrible', 'accueil bleu'),
  );
});

test('what a negation or a turn reaches is told apart', () => {
  const plain = featuresOf('la salle était propre hier matin');
  const brought = (first: string): number =>
    [...featuresOf(`${first} la salle était propre hier matin`)].filter(feature => !plain.has(feature))
      .length;
  // More than any other first word brings.
  expect(brought('jamais')).toBeGreaterThan(brought('demain') + 3);
  expect(brought('mais')).toBeGreaterThan(brought('demain') + 3);
});

test('the opening meets each later beginning, whatever stands between', () => {
  const [one, same, other] = ['une armoire', 'deux armoires', 'deux chats'].map(
    (end, index) => `bravo ${index === 0 ? 'les gars' : 'encore hier'} ${end}`,
  ) as [string, string, string];
  // The beginning itself, and the opening with it.
  expect(shared(one, same)).toBe(shared(one, other) + 2);
});

test('each token ends where the next begins, marks and all', () => {
  readText(model, 'Bon pain… mais fermé !', 'fr');
  const { ends, count } = remarkFeatures(model.reading, BITS);
  const stops = [...ends.subarray(0, model.reading.scan.count)];
  expect(stops).toEqual(stops.toSorted((a, b) => a - b));
  expect(stops.at(-1)).toBe(count);
});

test('nothing has no features, and the longest text fits', () => {
  expect(featuresOf('').size).toBe(0);
  expect(featuresOf('…').size).toBe(0);
  readText(model, 'nul!'.repeat(5_000), 'fr');
  expect(model.reading.scan.count).toBe(4_096);
  const { features, count } = remarkFeatures(model.reading, BITS);
  expect(count).toBeLessThanOrEqual(features.length);
  expect(count).toBeGreaterThan(20_000);
});

test('a word is told by the sentence and the clause it stands in, where there are several', () => {
  // Far from both ends, so that nothing else tells where it stands.
  const filled = 'et nous avons vu la porte de la grange du voisin';
  const at = (text: string) => featuresOf(text.replaceAll('#', filled));
  const newIn = (text: string, than: string): number =>
    [...at(text)].filter(feature => !at(than).has(feature)).length;
  const [first, middle, last] = ['# bancal #. #. #', '#. # bancal #. #', '#. #. # bancal #'];
  for (const [one, other] of [
    [first, middle],
    [middle, last],
    [last, first],
  ])
    expect(newIn(one!, other!)).toBeGreaterThanOrEqual(2);
  // One sentence and one clause have no places.
  expect(newIn('# bancal # #', '# # bancal #')).toBe(0);
});
