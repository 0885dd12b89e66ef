/** One row of evidence with its side and how much it counts. */
export type FusionRow = { readonly values: Float64Array; readonly isTrue: boolean; readonly weight: number };

const NEWTON_STEPS = 12;

/** Logistic regression of a few values with a ridge (not on the constant), by Newton's method. */
export function fitFusion(rows: readonly FusionRow[], ridge: number): Float64Array {
  const size = rows[0]?.values.length ?? 0;
  let weights = new Float64Array(size);
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  for (let round = 0; round < NEWTON_STEPS; round += 1) {
    const gradient = new Float64Array(size);
    const curvature = Array.from({ length: size }, () => new Float64Array(size));
    for (const { values, isTrue, weight } of rows) {
      let margin = 0;
      for (let index = 0; index < size; index += 1) margin += values[index]! * weights[index]!;
      const chance = 1 / (1 + Math.exp(-margin));
      const share = weight / total;
      const slope = (chance - (isTrue ? 1 : 0)) * share;
      const bend = Math.max(chance * (1 - chance), 1e-6) * share;
      for (let row = 0; row < size; row += 1) {
        const value = values[row]!;
        if (value === 0) continue;
        gradient[row] = gradient[row]! + slope * value;
        const line = curvature[row]!;
        for (let column = 0; column < size; column += 1)
          line[column] = line[column]! + bend * value * values[column]!;
      }
    }
    for (let index = 0; index < size; index += 1) {
      const pull = index === 0 ? 1e-9 : ridge;
      gradient[index] = gradient[index]! + pull * weights[index]!;
      curvature[index]![index] = curvature[index]![index]! + pull;
    }
    const step = solved(curvature, gradient);
    weights = weights.map((weight, index) => weight - step[index]!);
  }
  return weights;
}

/** Gaussian elimination with partial pivoting. */
function solved(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((line, index) => Float64Array.from([...line, right[index]!]));
  for (let pivot = 0; pivot < size; pivot += 1) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row += 1) {
      if (Math.abs(rows[row]![pivot]!) > Math.abs(rows[best]![pivot]!)) best = row;
    }
    const chosen = rows[best]!;
    rows[best] = rows[pivot]!;
    rows[pivot] = chosen;
    for (let row = pivot + 1; row < size; row += 1) {
      const line = rows[row]!;
      const factor = line[pivot]! / chosen[pivot]!;
      if (factor === 0) continue;
      for (let column = pivot; column <= size; column += 1)
        line[column] = line[column]! - factor * chosen[column]!;
    }
  }
  const result = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = rows[row]![size]!;
    for (let column = row + 1; column < size; column += 1) sum -= rows[row]![column]! * result[column]!;
    result[row] = sum / rows[row]![row]!;
  }
  return result;
}
