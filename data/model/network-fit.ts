import { HEADS, HIDDEN, networkSize } from '../../pipelines/sentiment/network.ts';
import { mulberry, shuffle } from './linear.ts';

/** For each head of the network: which side a row is on, and how much it counts (0: not asked). */
export type Answers = readonly { readonly isTrue: boolean; readonly weight: number }[];
export type NetworkRow = { readonly values: Float64Array; readonly answers: Answers };

const BATCH = 64;
const RATE = 0.005;
/** The last steps are a tenth of the first. */
const RATE_FALL = 0.9;
const DECAY = 1e-4;
const SEED = 7;

/** The verdict network by Adam (Kingma, Ba 2015) on the log-loss of each head. The same rows give the same weights. */
export function fitNetwork(rows: readonly NetworkRow[], epochs: number): Float64Array {
  const inputs = rows[0]?.values.length ?? 0;
  const random = mulberry(SEED);
  const weights = startingWeights(inputs, random);
  const gradient = new Float64Array(weights.length);
  const mean = new Float64Array(weights.length);
  const square = new Float64Array(weights.length);
  const scales = Array.from(
    { length: HEADS },
    (_, head) => rows.length / rows.reduce((sum, row) => sum + row.answers[head]!.weight, 0),
  );
  const order = Int32Array.from(rows.keys());
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const rate = RATE * (1 - (RATE_FALL * epoch) / epochs);
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      gradient.fill(0);
      for (const place of order.subarray(from, from + BATCH))
        addGradient(gradient, weights, rows[place]!, scales);
      step += 1;
      const meanShare = 1 - 0.9 ** step;
      const squareShare = 1 - 0.999 ** step;
      for (let at = 0; at < weights.length; at += 1) {
        const slope = gradient[at]! / BATCH + DECAY * weights[at]!;
        mean[at] = 0.9 * mean[at]! + 0.1 * slope;
        square[at] = 0.999 * square[at]! + 0.001 * slope * slope;
        weights[at] =
          weights[at]! - (rate * mean[at]!) / meanShare / (Math.sqrt(square[at]! / squareShare) + 1e-8);
      }
    }
  }
  return weights;
}

/** Small and all different for the units, nothing for the linear part. */
function startingWeights(inputs: number, random: () => number): Float64Array {
  const weights = new Float64Array(networkSize(inputs));
  const units = HIDDEN * inputs;
  for (let at = 0; at < units; at += 1) weights[at] = ((random() - 0.5) * 2) / Math.sqrt(inputs);
  for (let head = 0; head < HEADS; head += 1) {
    const from = units + head * (inputs + HIDDEN) + inputs;
    for (let unit = 0; unit < HIDDEN; unit += 1) weights[from + unit] = (random() - 0.5) * 0.2;
  }
  return weights;
}

const hidden = new Float64Array(HIDDEN);
const slopes = new Float64Array(HIDDEN);

/** Adds the slope of the loss of one row; the layout of the weights is that of `readNetwork`. */
function addGradient(
  gradient: Float64Array,
  weights: Float64Array,
  { values, answers }: NetworkRow,
  scales: readonly number[],
): void {
  const inputs = values.length;
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    let sum = 0;
    for (let index = 0; index < inputs; index += 1) sum += weights[unit * inputs + index]! * values[index]!;
    hidden[unit] = Math.tanh(sum);
  }
  slopes.fill(0);
  for (const [head, { isTrue, weight }] of answers.entries()) {
    if (weight === 0) continue;
    const linear = HIDDEN * inputs + head * (inputs + HIDDEN);
    const units = linear + inputs;
    let sum = 0;
    for (let index = 0; index < inputs; index += 1) sum += weights[linear + index]! * values[index]!;
    for (let unit = 0; unit < HIDDEN; unit += 1) sum += weights[units + unit]! * hidden[unit]!;
    const slope = (1 / (1 + Math.exp(-sum)) - (isTrue ? 1 : 0)) * weight * scales[head]!;
    for (let index = 0; index < inputs; index += 1) gradient[linear + index]! += slope * values[index]!;
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      gradient[units + unit]! += slope * hidden[unit]!;
      slopes[unit]! += slope * weights[units + unit]!;
    }
  }
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    const slope = slopes[unit]! * (1 - hidden[unit]! * hidden[unit]!);
    for (let index = 0; index < inputs; index += 1)
      gradient[unit * inputs + index]! += slope * values[index]!;
  }
}
