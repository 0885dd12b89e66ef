import type { Sparse } from './features.ts';

/** In how many of these rows each feature stands. */
export function rowsOf(
  { features, offsets, bits }: Sparse,
  examples: readonly { readonly row: number }[],
): Int32Array {
  const counts = new Int32Array(1 << bits);
  const last = new Int32Array(counts.length).fill(-1);
  for (const { row } of examples) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) {
      const feature = features[at]!;
      if (last[feature] === row) continue;
      last[feature] = row;
      counts[feature]! += 1;
    }
  }
  return counts;
}

/**
 * The features that stand in some row, but for so many at most as tell most; of equal ones at the limit, none stays.
 * What one tells is its weight times the root of
 * its rows: so many kept this way read as well as a quarter more of those that stand in the most rows.
 *
 * @param weightOf how far a feature moves a decision, 0 or more
 */
export function leastTelling(
  rows: Int32Array,
  weightOf: (feature: number) => number,
  most: number,
): number[] {
  const found: number[] = [];
  const tells: number[] = [];
  // Most places are of no feature, and there are millions of them.
  for (let feature = 0; feature < rows.length; feature += 1) {
    if (rows[feature] === 0) continue;
    found.push(feature);
    tells.push(weightOf(feature) * Math.sqrt(rows[feature]!));
  }
  const limit =
    Float64Array.from(tells)
      .sort()
      .at(-most - 1) ?? -1;
  return found.filter((_, at) => tells[at]! <= limit);
}
