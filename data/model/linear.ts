import type { SingleTable, Table } from '../../pipelines/sentiment/weights.ts';
import type { Sparse } from './features.ts';

/** One row of a two-class task: which text, which side, how much it counts. */
export type Example = { readonly row: number; readonly isTrue: boolean; readonly weight: number };

export type Settings = {
  readonly passes: number;
  /** First step of a weight; AdaGrad shortens the next ones. */
  readonly rate: number;
  /** Share of the features that each visit of a text leaves out, so that none carries a text alone. */
  readonly dropout?: number;
};

/**
 * Logistic regression over hashed counts divided by the root of their number, by AdaGrad (Duchi, Hazan, Singer
 * 2011). The order of the examples comes from `seed` alone, so the same texts give the same weights.
 */
export function trainLinear(
  sparse: Sparse,
  examples: readonly Example[],
  settings: Settings,
  seed: number,
): Float32Array {
  const { features, offsets } = sparse;
  const weights = new Float32Array(1 << sparse.bits);
  const squares = new Float32Array(1 << sparse.bits).fill(1e-4);
  const order = Int32Array.from(examples.keys());
  const random = mulberry(seed);
  const { dropout = 0 } = settings;
  const chosen = new Int32Array(longest(offsets));
  let bias = 0;
  for (let pass = 0; pass < settings.passes; pass += 1) {
    shuffle(order, random);
    for (const place of order) {
      const { row, isTrue, weight } = examples[place]!;
      const from = offsets[row]!;
      const to = offsets[row + 1]!;
      if (to === from) continue;
      const heard = kept(features, from, to, dropout, random, chosen);
      if (heard === 0) continue;
      const value = 1 / Math.sqrt(heard);
      let margin = 0;
      for (let at = 0; at < heard; at += 1) margin += weights[chosen[at]!]!;
      margin = margin * value + bias;
      const slope = (1 / (1 + Math.exp(-margin)) - (isTrue ? 1 : 0)) * weight;
      bias -= 0.01 * slope;
      const step = slope * value;
      for (let at = 0; at < heard; at += 1) {
        const feature = chosen[at]!;
        const current = weights[feature]!;
        const square = squares[feature]! + step * step;
        squares[feature] = square;
        weights[feature] = current - (settings.rate * step) / Math.sqrt(square);
      }
    }
  }
  return weights;
}

/** Copies the features that this visit hears, and tells how many. */
function kept(
  features: Int32Array,
  from: number,
  to: number,
  dropout: number,
  random: () => number,
  into: Int32Array,
): number {
  let count = 0;
  for (let at = from; at < to; at += 1)
    if (dropout === 0 || random() >= dropout) into[count++] = features[at]!;
  return count;
}

function longest(offsets: Int32Array): number {
  let most = 0;
  for (let row = 1; row < offsets.length; row += 1) most = Math.max(most, offsets[row]! - offsets[row - 1]!);
  return most;
}

/** To each side: finer steps read no better, and each of their bits is shipped. */
const MOST_STEPS = 10;
/** Whether a text is of our kind needs fewer. */
const SINGLE_STEPS = 5;

/** Two sets of weights as bytes, side by side. */
export function quantized(tone: Float32Array, opinion: Float32Array): Table {
  const toneStep = stepOf(tone, MOST_STEPS);
  const opinionStep = stepOf(opinion, MOST_STEPS);
  const bytes = new Int8Array(2 * tone.length);
  for (let index = 0; index < tone.length; index += 1) {
    bytes[2 * index] = clipped(tone[index]! / toneStep, MOST_STEPS);
    bytes[2 * index + 1] = clipped(opinion[index]! / opinionStep, MOST_STEPS);
  }
  return { bytes, toneStep, opinionStep };
}

/** One set of weights as bytes. */
export function single(bits: number, weights: Float32Array): SingleTable {
  const step = stepOf(weights, SINGLE_STEPS);
  return { bits, step, bytes: Int8Array.from(weights, weight => clipped(weight / step, SINGLE_STEPS)) };
}

/** The few largest weights are cut, so that the many small ones keep their differences. */
function stepOf(weights: Float32Array, most: number): number {
  const sizes = weights
    .map(Math.abs)
    .filter(size => size > 0)
    .sort();
  const largest = sizes[Math.floor(sizes.length * 0.9995)] ?? 1;
  return Math.fround(largest / most);
}

function clipped(value: number, most: number): number {
  return Math.max(-most, Math.min(most, Math.round(value)));
}

/** A small seeded generator (Mulberry32): training must not depend on the day. */
export function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index]!;
    order[index] = order[other]!;
    order[other] = kept;
  }
}
