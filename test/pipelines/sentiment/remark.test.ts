import { expect, test } from 'vitest';
import { readText } from '../../../pipelines/sentiment/measure.ts';
import { makeToneModel } from '../../../pipelines/sentiment/model.ts';
import { emptyRemark, readRemark, remarkFeatures } from '../../../pipelines/sentiment/remark.ts';
import { type HeadTable, readWeights } from '../../../pipelines/sentiment/weights.ts';
import { loadData } from '../../../src/platform/data-files.ts';

const data = loadData('');
const model = makeToneModel(data.lexicons, readWeights(data.toneModel));

function featuresOf(text: string): number[] {
  readText(model, text, 'fr');
  const { features, count } = remarkFeatures(model.reading, model.weights.remarks.bits);
  return [...features.subarray(0, count)];
}

function remarkOf(text: string, remark = emptyRemark()) {
  readText(model, text, 'fr');
  const { count } = model.reading.scan;
  readRemark(model.reading, model.weights, Int16Array.of(count), remark);
  return remark;
}

test('an inflection shares its beginning, a place at an end is marked', () => {
  const one = new Set(featuresOf('rappelle'));
  expect(featuresOf('rappelaient').filter(feature => one.has(feature))).toHaveLength(1);
  const few = featuresOf('oui').length;
  expect(featuresOf('oui oui oui oui oui oui oui oui oui oui oui').length).toBeGreaterThan(11 * 2);
  expect(few).toBe(4);
});

test('a pair ends with its sentence', () => {
  const together = new Set(featuresOf('très bon'));
  const apart = featuresOf('très. Bon');
  expect(apart.filter(feature => !together.has(feature)).length).toBeGreaterThan(0);
});

test('nothing read says nothing', () => {
  const before = remarkOf('Très bon accueil, mais trois semaines de retard.');
  expect(before.last).not.toBe(0);
  expect(remarkOf('', before)).toEqual(emptyRemark());
});

test('a bad fact without a bad word leans to the bad side', () => {
  expect(remarkOf('Commandé en mars, toujours rien en juin.').heads[0]).toBeLessThan(0);
});

test.each([
  'Commandé en mars, toujours rien en juin.',
  'Merci pour ce « service rapide » : trois mois d’attente !',
  'Pas mal du tout, vraiment.',
])('heads and kinds are the sums of their bytes: %s', text => {
  const { heads, kinds } = remarkOf(text);
  const features = featuresOf(text);
  const margins = ({ bits, bytes, steps }: HeadTable): number[] =>
    [...steps].map((step, head) => {
      const sum = features.reduce(
        (total, feature) => total + bytes[steps.length * (feature % 2 ** bits) + head]!,
        0,
      );
      return (sum * step) / Math.sqrt(features.length);
    });
  for (const [read, table] of [
    [heads, model.weights.remarks],
    [kinds, model.weights.kinds],
  ] as const)
    margins(table).forEach((margin, place) => {
      expect(read[place]).toBeCloseTo(margin, 10);
    });
});
