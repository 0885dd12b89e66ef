import { expect, test } from 'vitest';
import {
  binaryAccuracy,
  binaryF1,
  type Judged,
  mean,
  meanScore,
  scoreOf,
  threeWayF1,
} from './tone-metrics.ts';

const row = (gold: Judged['gold'], polarity: number, label: Judged['label'] = 'neu'): Judged => ({
  gold,
  polarity,
  label,
  confidence: Math.abs(polarity),
});

test('binary: the sign of the polarity against polar gold rows; silence is no praise', () => {
  expect(binaryF1([row('pos', 1), row('neg', -1), row('neu', 1)])).toBe(100);
  expect(binaryF1([row('pos', 0), row('neg', 0)])).toBeCloseTo(100 / 3);
});

test('three ways only with 100 rows of each class', () => {
  const rows = (count: number): Judged[] =>
    (['pos', 'neu', 'neg'] as const).flatMap(gold => Array.from({ length: count }, () => row(gold, 1, gold)));
  expect(threeWayF1(rows(99))).toBeNull();
  expect(threeWayF1(rows(100))).toBe(100);
});

test('accuracy of the most confident four fifths', () => {
  const rows = [row('pos', 0.9), row('pos', 0.8), row('neg', -0.7), row('neg', -0.6), row('neg', 0.1)];
  expect(binaryAccuracy(rows)).toEqual({ all: 80, confident: 100 });
  expect(mean([1, null, 3])).toBe(2);
});

test('mixed is neutral among three labels, and a label of its own among four', () => {
  const rows = (['pos', 'neu', 'neg'] as const).flatMap(gold =>
    Array.from({ length: 100 }, () => row(gold, 1, gold)),
  );
  const score = scoreOf([...rows, row('mixed', 1, 'neu'), row('neu', 1, 'mixed')]);
  expect(score.threeWay).toBe(100);
  expect(score.fourWay).toBe(99.3);
  expect(scoreOf(rows).fourWay).toBeNull();
});

test('a group of one side alone has no binary figure, and weighs nothing in the mean', () => {
  const facts = scoreOf([row('neu', 1), row('pos', 1)]);
  expect(facts.binary).toBeNull();
  expect(meanScore([facts, scoreOf([row('pos', 1), row('neg', -1)])]).binary).toBe(100);
});
