import { expect, test } from 'vitest';
import { leastTelling, rowsOf } from '../../../data/model/telling.ts';

test('a feature counts once a row, and only in the rows asked about', () => {
  const sparse = {
    features: Int32Array.from([1, 1, 2, 2, 3]),
    offsets: Int32Array.from([0, 3, 4, 5]),
    bits: 2,
  };
  expect([...rowsOf(sparse, [{ row: 0 }, { row: 1 }])]).toEqual([0, 1, 2, 0]);
});

test('what tells least is weight times the root of rows; places of no row are none', () => {
  const rows = Int32Array.from([0, 1, 4, 9, 4]);
  const weights = [9, 3, 2, 1, 1];
  const least = (most: number) => leastTelling(rows, feature => weights[feature]!, most);
  expect(least(1)).toEqual([1, 3, 4]);
  expect(least(4)).toEqual([]);
  expect(least(9)).toEqual([]);
  // Two tell the same at the limit: neither stays.
  expect(least(2)).toEqual([1, 3, 4]);
});
