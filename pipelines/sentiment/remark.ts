import type { Reading } from './reading.ts';
import { MOST_FEATURES, remarkFeatures } from './remark-features.ts';
import { MAX_TOKENS } from './scan.ts';
import type { SingleTable, Weights } from './weights.ts';

/**
 * A second reading of the whole text, trained on our own remarks and, lightly, on outside texts. These teach what words
 * mean; only texts written for it teach what an irony, a comparison or a fact without a bad word look like, and among
 * many others these would drown.
 */

/** The margins of a remark, log-odds: good against bad, one side against both or neither, both against neither. */
const REMARK_HEADS = ['tone', 'opinion', 'mixed'] as const;
/** What its weights are of: a log-linear model of four classes. */
export const REMARK_CLASSES = ['good', 'bad', 'both', 'neither'] as const;
/** What was read of a remark. */
export type Remark = {
  /** Log-odds, by the places of `REMARK_HEADS`. */
  readonly heads: Float64Array;
  /** That it is a remark on a firm at all, log-odds. */
  firm: number;
  /** The tone of each clause by its first word, log-odds; between those what earlier texts left. */
  readonly clauses: Float64Array;
  /** The same as tanh(m / 2), −1…1: of the clauses at its ends, and the extremes, 0 among them. */
  first: number;
  last: number;
  best: number;
  worst: number;
};

export function emptyRemark(): Remark {
  return {
    heads: new Float64Array(REMARK_HEADS.length),
    firm: 0,
    clauses: new Float64Array(MAX_TOKENS),
    first: 0,
    last: 0,
    best: 0,
    worst: 0,
  };
}

/** The cells of the features of the text read last. */
const found = new Int16Array(MOST_FEATURES);

/** The margins of the text read last. `clauseEnds`: by the first word of each clause, where it ends. */
export function readRemark(
  reading: Reading,
  { remarks, firm }: Pick<Weights, 'remarks' | 'firm'>,
  clauseEnds: Int16Array,
  into: Remark,
): void {
  const { features, ends, count } = remarkFeatures(reading, remarks.bits);
  const { step } = remarks;
  const firmSum = lookUp(features, count, remarks.cells, firm);
  const tokens = reading.scan.count;
  let good = 0;
  let bad = 0;
  let both = 0;
  let neither = 0;
  let at = 0;
  into.best = 0;
  into.worst = 0;
  into.first = 0;
  into.last = 0;
  for (let first = 0; first < tokens; ) {
    const end = clauseEnds[first]!;
    const before = good - bad;
    const from = at;
    for (const stop = ends[end - 1]!; at < stop; at += 1) {
      const cell = found[at]!;
      good += (cell << 28) >> 28;
      bad += (cell << 24) >> 28;
      both += (cell << 20) >> 28;
      neither += cell >> 12;
    }
    const margin = ((good - bad - before) * step) / Math.sqrt(at - from);
    const said = Math.tanh(margin / 2);
    into.clauses[first] = margin;
    if (first === 0) into.first = said;
    into.last = said;
    if (said > into.best) into.best = said;
    if (said < into.worst) into.worst = said;
    first = end;
  }
  const scale = count > 0 ? step / Math.sqrt(count) : 0;
  into.heads[0] = (good - bad) * scale;
  into.heads[1] = either(good * scale, bad * scale) - either(both * scale, neither * scale);
  into.heads[2] = (both - neither) * scale;
  into.firm = count > 0 ? (firmSum * firm.step) / Math.sqrt(count) : 0;
}

/** ln(eᵃ + eᵇ) */
function either(a: number, b: number): number {
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/**
 * Fills `found`, and sums what the other table says of the same features. By itself, before anything is made of it: both
 * tables are larger than the near memory, and with nothing else to do many look-ups wait for it side by side.
 */
function lookUp(
  features: Int32Array,
  count: number,
  cells: Int16Array,
  { bits, bytes }: SingleTable,
): number {
  const mask = (1 << bits) - 1;
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const feature = features[index]!;
    found[index] = cells[feature]!;
    sum += bytes[feature & mask]!;
  }
  return sum;
}
