import { expect, test } from 'vitest';
import type { Sparse } from '../../../data/model/features.ts';
import { trainLogLinear } from '../../../data/model/log-linear.ts';
import { stepsIn } from './cells.ts';

const BITS = 6;
const SETTINGS = {
  passes: 40,
  rate: 0.05,
  dropout: 0.2,
  smoothing: 0.05,
  leastRows: 2,
  mostFeatures: 1000,
  runs: 1,
};

/** Row r says its class's word, one word of all rows, and one of its own. */
function sparse(rows: number): Sparse {
  const features = Array.from({ length: rows }, (_, row) => [row % 4, 4, 8 + row]).flat();
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => 3 * row);
  return { features: Int32Array.from(features), offsets, bits: BITS };
}

const examples = Array.from({ length: 40 }, (_, row) => ({ row, place: row % 4, weight: 1 }));

test('each class is told by its own word', () => {
  const { cells, step } = trainLogLinear(sparse(40), examples, SETTINGS, 1);
  expect(step).toBeGreaterThan(0);
  for (const place of [0, 1, 2, 3]) {
    const steps = stepsIn(cells[place]!);
    expect(steps.indexOf(Math.max(...steps))).toBe(place);
    expect(Math.max(...steps)).toBeGreaterThan(2);
  }
});

test('a word of one row alone is left out', () => {
  const { cells } = trainLogLinear(sparse(40), examples, SETTINGS, 1);
  expect([...cells.subarray(8, 48)].every(cell => cell === 0)).toBe(true);
});

test('the same rows and seed give the same cells; rows that weigh nothing teach nothing', () => {
  const first = trainLogLinear(sparse(40), examples, SETTINGS, 1);
  expect(trainLogLinear(sparse(40), examples, SETTINGS, 1)).toEqual(first);
  const silent = examples.map(example => ({ ...example, weight: 0 }));
  expect(trainLogLinear(sparse(40), silent, SETTINGS, 1).cells.every(cell => cell === 0)).toBe(true);
});

test('where few features may be kept, those that tell most are', () => {
  const { cells } = trainLogLinear(sparse(40), examples, { ...SETTINGS, mostFeatures: 4 }, 1);
  expect(Array.from(cells.keys()).filter(feature => cells[feature] !== 0)).toEqual([0, 1, 2, 3]);
});

test('the mean of two trainings is another than one, as steady, and told by the same words', () => {
  const twice = trainLogLinear(sparse(40), examples, { ...SETTINGS, runs: 2 }, 1);
  expect(trainLogLinear(sparse(40), examples, { ...SETTINGS, runs: 2 }, 1)).toEqual(twice);
  const once = trainLogLinear(sparse(40), examples, SETTINGS, 1);
  expect(twice.step).not.toBe(once.step);
  expect(Math.abs(twice.step / once.step - 1)).toBeLessThan(0.3);
  for (const place of [0, 1, 2, 3]) {
    const steps = stepsIn(twice.cells[place]!);
    expect(steps.indexOf(Math.max(...steps))).toBe(place);
  }
});
