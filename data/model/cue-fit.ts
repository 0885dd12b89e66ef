import type { writeTables } from '../../pipelines/cues/table.ts';
import { mulberry } from './linear.ts';

/** One text: its features as places, and the classes it has. */
export type Labelled = { readonly features: Int32Array; readonly classes: Uint8Array };

export type FitOptions = {
  readonly passes: number;
  /** First step of a weight, and what keeps it small: `sparsity` sets weak ones to nothing. */
  readonly rate: number;
  readonly sparsity: number;
  readonly decay: number;
};

/** Gradients under this change nothing worth the time. */
const GRADIENT_MIN = 0.01;
const BIAS_RATE = 0.02;

/**
 * Logistic regressions, one a class, by FTRL-proximal (McMahan et al. 2013): most weights end at nothing. The order
 * of the texts comes from `seed` alone, so the same texts give the same weights.
 */
export function fitSparse(
  texts: readonly Labelled[],
  featureCount: number,
  classCount: number,
  options: FitOptions,
  seed: number,
): { readonly weights: Float32Array; readonly bias: Float64Array } {
  const weights = new Float32Array(featureCount * classCount);
  const squares = new Float32Array(weights.length);
  const sums = new Float32Array(weights.length);
  const bias = new Float64Array(classCount);
  const random = mulberry(seed);
  const order = [...texts.keys()];
  for (let pass = 0; pass < options.passes; pass += 1) {
    shuffle(order, random);
    for (const place of order) {
      const { features, classes } = texts[place]!;
      for (let one = 0; one < classCount; one += 1) {
        let margin = bias[one]!;
        for (const feature of features) margin += weights[feature * classCount + one]!;
        const slope = 1 / (1 + Math.exp(-margin)) - classes[one]!;
        bias[one]! -= BIAS_RATE * slope;
        if (Math.abs(slope) < GRADIENT_MIN) continue;
        for (const feature of features)
          step(weights, squares, sums, feature * classCount + one, slope, options);
      }
    }
  }
  return { weights, bias };
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  sums: Float32Array,
  at: number,
  slope: number,
  { rate, sparsity, decay }: FitOptions,
): void {
  const before = squares[at]!;
  const after = before + slope * slope;
  const sum = sums[at]! + slope - ((Math.sqrt(after) - Math.sqrt(before)) / rate) * weights[at]!;
  squares[at] = after;
  sums[at] = sum;
  const rest = sum - Math.sign(sum) * sparsity;
  weights[at] = Math.abs(sum) <= sparsity ? 0 : -rest / ((1 + Math.sqrt(after)) / rate + decay);
}

function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
}

/** A table as it is written. */
type Packed = Parameters<typeof writeTables>[0][number];

/** Weights as bytes, features without any left out. */
export function packed(hashes: readonly number[], weights: Float32Array, bias: Float64Array): Packed {
  const classCount = bias.length;
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const stepSize = Math.fround(largest / 127);
  const kept: number[] = [];
  const first: number[] = [];
  const classes: number[] = [];
  const bytes: number[] = [];
  const order = [...hashes.keys()].sort((a, b) => hashes[a]! - hashes[b]!);
  for (const feature of order) {
    const from = classes.length;
    for (let one = 0; one < classCount; one += 1) {
      const byte = Math.round(weights[feature * classCount + one]! / stepSize);
      if (byte === 0) continue;
      classes.push(one);
      bytes.push(byte);
    }
    if (classes.length === from) continue;
    kept.push(hashes[feature]!);
    first.push(from);
  }
  return {
    step: stepSize,
    bias,
    hashes: Uint32Array.from(kept),
    first: Uint32Array.from(first),
    classes: Uint8Array.from(classes),
    weights: Int8Array.from(bytes),
  };
}
