import { expect, test } from 'vitest';
import { readText } from '../../../pipelines/sentiment/measure.ts';
import { makeToneModel } from '../../../pipelines/sentiment/model.ts';
import { emptyRemark, readRemark } from '../../../pipelines/sentiment/remark.ts';
import { remarkFeatures } from '../../../pipelines/sentiment/remark-features.ts';
import { readWeights } from '../../../pipelines/sentiment/weights.ts';
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

test('nothing read says nothing', () => {
  const before = remarkOf('Très bon accueil, mais trois semaines de retard.');
  expect(before.last).not.toBe(0);
  expect(remarkOf('', before)).toEqual(emptyRemark());
});

test('a bad fact without a bad word leans to the bad side', () => {
  expect(remarkOf('Commandé en mars, toujours rien en juin.').heads[0]).toBeLessThan(0);
});

/** One class of a cell: four bits with their sign, the first lowest. */
function stepsIn(cell: number, place: number): number {
  const bits = (cell >> (4 * place)) & 15;
  return bits > 7 ? bits - 16 : bits;
}

test.each([
  'Commandé en mars, toujours rien en juin.',
  'Merci pour ce « service rapide » : trois mois d’attente !',
  'Pas mal du tout, vraiment.',
])('margins are those of the sums of its cells: %s', text => {
  const { heads, firm } = remarkOf(text);
  const features = featuresOf(text);
  const { remarks } = model.weights;
  const perRoot = (sum: number): number => sum / Math.sqrt(features.length);
  const [good, bad, both, neither] = [0, 1, 2, 3].map(place =>
    perRoot(
      features.reduce((sum, feature) => sum + stepsIn(remarks.cells[feature]!, place), 0) * remarks.step,
    ),
  ) as [number, number, number, number];
  const margins = [
    good - bad,
    Math.log(Math.exp(good) + Math.exp(bad)) - Math.log(Math.exp(both) + Math.exp(neither)),
    both - neither,
  ];
  for (const [place, margin] of margins.entries()) expect(heads[place]).toBeCloseTo(margin, 10);
  const { bits, bytes, step } = model.weights.firm;
  const sum = features.reduce((total, feature) => total + bytes[feature % 2 ** bits]!, 0);
  expect(firm).toBeCloseTo(perRoot(sum * step), 10);
});
