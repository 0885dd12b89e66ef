import { expect, test } from 'vitest';
import { readText } from '../../../pipelines/sentiment/measure.ts';
import { makeToneModel } from '../../../pipelines/sentiment/model.ts';
import { emptyRemark, readRemark } from '../../../pipelines/sentiment/remark.ts';
import { remarkFeatures } from '../../../pipelines/sentiment/remark-features.ts';
import { readWeights } from '../../../pipelines/sentiment/weights.ts';
import { loadData } from '../../../src/platform/data-files.ts';
import { stepsIn } from './cells.ts';

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
  // Clauses that are no more are left as they were.
  const clauses = before.clauses.slice();
  expect(remarkOf('', before)).toEqual({ ...emptyRemark(), clauses });
});

test('a bad fact without a bad word leans to the bad side', () => {
  expect(remarkOf('Commandé en mars, toujours rien en juin.').heads[0]).toBeLessThan(0);
});

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
      features.reduce((sum, feature) => sum + stepsIn(remarks.cells[feature]!)[place]!, 0) * remarks.step,
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

test('each clause speaks for itself, as its own cells say', () => {
  const text = 'Accueil charmant, mais trois semaines de retard.';
  const features = featuresOf(text);
  const { reading, weights } = model;
  const { ends } = remarkFeatures(reading, weights.remarks.bits);
  const turn = 2;
  const clauseEnds = new Int16Array(reading.scan.count);
  clauseEnds[0] = turn;
  clauseEnds[turn] = reading.scan.count;
  const read = emptyRemark();
  readRemark(reading, weights, clauseEnds, read);
  const saidBy = (some: readonly number[]): number => {
    const sum = some.reduce((total, feature) => {
      const [good = 0, bad = 0] = stepsIn(weights.remarks.cells[feature]!);
      return total + good - bad;
    }, 0);
    return Math.tanh((sum * weights.remarks.step) / Math.sqrt(some.length) / 2);
  };
  const [first, last] = [features.slice(0, ends[turn - 1]), features.slice(ends[turn - 1])].map(saidBy);
  expect([0, turn].map(word => Math.tanh(read.clauses[word]! / 2))).toEqual([read.first, read.last]);
  expect(read.first).toBeCloseTo(first ?? 0, 10);
  expect(read.last).toBeCloseTo(last ?? 0, 10);
  expect(read.best).toBeCloseTo(Math.max(0, first ?? 0, last ?? 0), 10);
  expect(read.worst).toBeCloseTo(Math.min(0, first ?? 0, last ?? 0), 10);
});
