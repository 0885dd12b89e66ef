import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillSparse, sparseBytes } from '../../../pipelines/sentiment/sparse-table.ts';

/** Tables of 8 or 16 bits with gaps as short as none and longer than two bytes tell. */
const numbers = fc.array(
  fc.record({
    gap: fc.constantFrom(0, 1, 3, 254, 255, 256, 510, 700),
    value: fc.integer({ min: -32_768, max: 32_767 }),
  }),
  { maxLength: 40 },
);

function tableOf(
  entries: readonly { gap: number; value: number }[],
  isWide: boolean,
): Int8Array | Int16Array {
  const values = entries.flatMap(({ gap, value }) => [...Array<number>(gap).fill(0), value]);
  return isWide ? Int16Array.from(values) : Int8Array.from(values);
}

test('what was written is read, and its end is told', () => {
  fc.assert(
    fc.property(numbers, fc.boolean(), (entries, isWide) => {
      const table = tableOf(entries, isWide);
      const bytes = sparseBytes(table);
      const read = isWide ? new Int16Array(table.length) : new Int8Array(table.length);
      expect(fillSparse(Uint8Array.from([...bytes, 7, 7]), read)).toBe(bytes.length);
      expect(read).toEqual(table);
    }),
  );
});

test('a table that is cut, or larger than its room, is refused', () => {
  const table = tableOf(
    [
      { gap: 300, value: 5 },
      { gap: 2, value: -6 },
    ],
    true,
  );
  const bytes = sparseBytes(table);
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => fillSparse(bytes.subarray(0, length), new Int16Array(table.length))).toThrow(RangeError);
  expect(() => fillSparse(bytes, new Int16Array(table.length - 1))).toThrow(RangeError);
});

test('a table that contradicts itself is refused', () => {
  const bytes = sparseBytes(Int8Array.from([0, 5, 0, -6]));
  for (const count of [1, 3]) {
    const wrong = Uint8Array.from([...bytes, 0]);
    wrong[0] = count;
    expect(() => fillSparse(wrong, new Int8Array(4))).toThrow(RangeError);
  }
});
