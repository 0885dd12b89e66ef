import { REMARK_CLASSES } from '../../pipelines/sentiment/remark.ts';
import type { QuadTable } from '../../pipelines/sentiment/weights.ts';
import type { Sparse } from './features.ts';
import { mulberry, shuffle } from './linear.ts';
import { leastTelling, rowsOf } from './telling.ts';

/** A row, which of the classes it is of, and how much it counts. */
type ClassExample = { readonly row: number; readonly place: number; readonly weight: number };

export type LogLinearSettings = {
  readonly passes: number;
  /** Step of a weight (Adam). */
  readonly rate: number;
  /** Share of the features that each visit of a text leaves out, so that none carries a text alone. */
  readonly dropout: number;
  /** Share of certainty that is taken from the right class and spread over all. */
  readonly smoothing: number;
  /** A feature of fewer rows tells of them alone, and is left out. */
  readonly leastRows: number;
  /** Of the others, so many are kept once all are trained: those that tell most. */
  readonly mostFeatures: number;
  /** Trainings whose mean is taken. */
  readonly runs: number;
};

/** As many as a cell holds. */
const CLASSES = REMARK_CLASSES.length;
const BATCH = 64;
/** Margins are this over the root of the number of features, times their sum. */
const SCALE = 2;
const [FIRST_MOMENT, SECOND_MOMENT, TINY] = [0.9, 0.999, 1e-8];

/**
 * Log-linear model of four classes over hashed features, by Adam on the features of each batch (Kingma, Ba 2015)
 * with smoothed labels (Szegedy et al. 2016); the mean of several such trainings, which differ by the order of the rows
 * and by what each visit leaves out. Both come from `seed` alone.
 */
export function trainLogLinear(
  sparse: Sparse,
  examples: readonly ClassExample[],
  settings: LogLinearSettings,
  seed: number,
): QuadTable {
  const rows = rowsOf(sparse, examples);
  const mean = new Float32Array(CLASSES << sparse.bits);
  for (let run = 0; run < settings.runs; run += 1) {
    const weights = trainOnce(new Learner(sparse, rows, settings, mulberry(seed + 2 * run)), examples, {
      passes: settings.passes,
      random: mulberry(seed + 2 * run + 1),
    });
    for (let at = 0; at < mean.length; at += 1) mean[at]! += weights[at]! / settings.runs;
  }
  keepMostTelling(mean, rows, settings.mostFeatures);
  return packed(sparse.bits, mean);
}

function trainOnce(
  learner: Learner,
  examples: readonly ClassExample[],
  { passes, random }: { readonly passes: number; readonly random: () => number },
): Float32Array {
  const order = Int32Array.from(examples.keys());
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      for (const place of order.subarray(from, from + BATCH)) learner.visit(examples[place]!);
      learner.step();
    }
  }
  return learner.weights;
}

function keepMostTelling(weights: Float32Array, rows: Int32Array, most: number): void {
  const own = (feature: number) => weights.subarray(CLASSES * feature, CLASSES * (feature + 1));
  /** How far a feature sets one class apart from the others. */
  const apart = (feature: number): number => {
    const mean = own(feature).reduce((sum, weight) => sum + weight, 0) / CLASSES;
    return own(feature).reduce((far, weight) => Math.max(far, Math.abs(weight - mean)), 0);
  };
  for (const feature of leastTelling(rows, apart, most)) own(feature).fill(0);
}

class Learner {
  /** Class c of feature f at 4 f + c. */
  readonly weights: Float32Array;
  readonly #sparse: Sparse;
  readonly #settings: LogLinearSettings;
  readonly #random: () => number;
  /** In how many rows each feature stands. */
  readonly #rows: Int32Array;
  readonly #slopes: Float32Array;
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  readonly #isTouched: Uint8Array;
  readonly #touched: number[] = [];
  readonly #heard: number[] = [];
  #visits = 0;
  #steps = 0;

  constructor(sparse: Sparse, rows: Int32Array, settings: LogLinearSettings, random: () => number) {
    const size = CLASSES << sparse.bits;
    this.#sparse = sparse;
    this.#settings = settings;
    this.#random = random;
    this.#rows = rows;
    this.weights = new Float32Array(size);
    this.#slopes = new Float32Array(size);
    this.#first = new Float32Array(size);
    this.#second = new Float32Array(size);
    this.#isTouched = new Uint8Array(1 << sparse.bits);
  }

  /** Adds the slopes of one row to those of its batch. */
  visit({ row, place, weight }: ClassExample): void {
    const { features, offsets } = this.#sparse;
    const { dropout, smoothing, leastRows } = this.#settings;
    const heard = this.#heard;
    heard.length = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) {
      const feature = features[at]!;
      if (this.#rows[feature]! >= leastRows && this.#random() >= dropout) heard.push(feature);
    }
    this.#visits += 1;
    if (heard.length === 0) return;
    // Over all features, also those left out: a reading hears all of them and is that much surer.
    const value = SCALE / Math.sqrt(offsets[row + 1]! - offsets[row]!);
    const chances = softmax(this.#margins(heard, value));
    for (let at = 0; at < CLASSES; at += 1) {
      const target = smoothing / CLASSES + (at === place ? 1 - smoothing : 0);
      const slope = (chances[at]! - target) * weight * value;
      for (const feature of heard) this.#slopes[CLASSES * feature + at]! += slope;
    }
    for (const feature of heard) {
      if (this.#isTouched[feature] !== 0) continue;
      this.#isTouched[feature] = 1;
      this.#touched.push(feature);
    }
  }

  #margins(heard: readonly number[], value: number): Float64Array {
    const margins = new Float64Array(CLASSES);
    for (const feature of heard)
      for (let at = 0; at < CLASSES; at += 1) margins[at]! += this.weights[CLASSES * feature + at]!;
    return margins.map(margin => margin * value);
  }

  /** Moves the weights of the features of the batch. */
  step(): void {
    if (this.#visits === 0) return;
    this.#steps += 1;
    const early = 1 - FIRST_MOMENT ** this.#steps;
    const late = 1 - SECOND_MOMENT ** this.#steps;
    for (const feature of this.#touched) {
      this.#isTouched[feature] = 0;
      for (let at = CLASSES * feature; at < CLASSES * (feature + 1); at += 1) {
        const slope = this.#slopes[at]! / this.#visits;
        const first = FIRST_MOMENT * this.#first[at]! + (1 - FIRST_MOMENT) * slope;
        const second = SECOND_MOMENT * this.#second[at]! + (1 - SECOND_MOMENT) * slope * slope;
        this.#first[at] = first;
        this.#second[at] = second;
        this.weights[at]! -= (this.#settings.rate * first) / early / (Math.sqrt(second / late) + TINY);
        this.#slopes[at] = 0;
      }
    }
    this.#touched.length = 0;
    this.#visits = 0;
  }
}

function softmax(margins: Float64Array): Float64Array {
  const most = Math.max(...margins);
  const shares = margins.map(margin => Math.exp(margin - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map(share => share / sum);
}

/** Steps to each side. */
const MOST_STEPS = 7;

/** In four bits each: `SCALE` goes into the steps, and the largest weights are cut: one in two hundred. */
function packed(bits: number, weights: Float32Array): QuadTable {
  const step = stepOf(weights);
  const cells = new Int16Array(1 << bits);
  for (let feature = 0; feature < cells.length; feature += 1) {
    let cell = 0;
    for (let at = CLASSES - 1; at >= 0; at -= 1) {
      const steps = Math.round(weights[CLASSES * feature + at]! / step);
      cell = (cell << 4) | (Math.max(-MOST_STEPS, Math.min(MOST_STEPS, steps)) & 15);
    }
    cells[feature] = cell;
  }
  return { bits, cells, step: Math.fround(SCALE * step) };
}

function stepOf(weights: Float32Array): number {
  const sizes = weights
    .filter(weight => weight !== 0)
    .map(Math.abs)
    .sort();
  return (sizes[Math.floor(sizes.length * 0.995)] ?? 1) / MOST_STEPS;
}
