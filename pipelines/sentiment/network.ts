/** What a text is told to be: margins in log-odds. */
export const HEADS = 3;
/** Few, so that they hold what all kinds of text share. */
export const HIDDEN = 12;

/** Values of the network for a row of this length: for each hidden unit its row, then for each head the row's own weights and the units'. */
export function networkSize(inputs: number): number {
  return HIDDEN * inputs + HEADS * (inputs + HIDDEN);
}

const hidden = new Float64Array(HIDDEN);

/** Reads the margins of a row: a linear part and twelve units (tanh) beside it. The row begins with the constant 1. */
export function readNetwork(weights: Float64Array, row: Float64Array, into: Float64Array): void {
  const inputs = row.length;
  let at = 0;
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    let sum = 0;
    for (let index = 0; index < inputs; index += 1) sum += weights[at++]! * row[index]!;
    hidden[unit] = Math.tanh(sum);
  }
  for (let head = 0; head < HEADS; head += 1) {
    let sum = 0;
    for (let index = 0; index < inputs; index += 1) sum += weights[at++]! * row[index]!;
    for (let unit = 0; unit < HIDDEN; unit += 1) sum += weights[at++]! * hidden[unit]!;
    into[head] = sum;
  }
}
