import { VERDICT_EVIDENCE } from './evidence.ts';
import type { Measured } from './model.ts';

/** The margins that the verdict gives, in the order of its rows. */
export const MARGINS = ['tone', 'opinion', 'mixed'] as const;

const FIRM = VERDICT_EVIDENCE.indexOf('firm');
/** The margins of the second reading stand in the evidence by halves, in the order of `MARGINS`. */
const REMARK = VERDICT_EVIDENCE.indexOf('remark-tone');

/**
 * How far the verdict is heard in texts of a language: constant and slope by `firm`, log-odds; and what share of it is
 * left to the second reading alone where it is heard in full, 0…1.
 */
export const HEARING_WEIGHTS = 3;

/**
 * The last layer: rectified units over the evidence, beside a straight way. What a word means depends on how it is
 * said (an irony, another's opinion, a thank-you before a complaint), and a sum cannot turn a sign.
 */
export type Verdict = {
  /**
   * How far it is heard on good against bad beside the words alone, by how much a text looks like a remark on a firm
   * (`HEARING_WEIGHTS`). Of other texts their words tell more; and how clearly they look so depends on how much was
   * learnt of their language.
   */
  readonly hearing: { readonly french: Float64Array; readonly english: Float64Array };
  /** A row of the evidence's length for each of `MARGINS`. */
  readonly straight: Float64Array;
  /** A row of the evidence's length for each unit. */
  readonly hidden: Float64Array;
  /** A row of the units' number for each of `MARGINS`. */
  readonly out: Float64Array;
};

/** So many rows of weights are read side by side: sums that do not wait for each other. */
const SIDE_BY_SIDE = 4;

/** Of a row what is not 0, and where that stands in a block: many places of a short text say nothing. */
const values = new Float64Array(VERDICT_EVIDENCE.length);
const places = new Int32Array(VERDICT_EVIDENCE.length);

const panels = new WeakMap<Verdict, Float64Array>();

/** The straight rows and then those of the units, four by four, place by place; the last ones filled up with 0. */
function panelOf(verdict: Verdict, length: number): Float64Array {
  const known = panels.get(verdict);
  if (known !== undefined) return known;
  const rows = [...verdict.straight, ...verdict.hidden];
  const blocks = Math.ceil(rows.length / length / SIDE_BY_SIDE);
  const panel = new Float64Array(blocks * SIDE_BY_SIDE * length);
  for (const [index, weight] of rows.entries()) {
    const row = Math.floor(index / length);
    const block = Math.floor(row / SIDE_BY_SIDE);
    panel[SIDE_BY_SIDE * (block * length + (index % length)) + (row % SIDE_BY_SIDE)] = weight;
  }
  panels.set(verdict, panel);
  return panel;
}

const sums = new Float64Array(SIDE_BY_SIDE);

/** The first `count` of `values` by the rows of the block that begins at `from`, into `sums`. */
function sumBlock(panel: Float64Array, from: number, count: number): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let index = 0; index < count; index += 1) {
    const value = values[index]!;
    const at = from + places[index]!;
    a += value * panel[at]!;
    b += value * panel[at + 1]!;
    c += value * panel[at + 2]!;
    d += value * panel[at + 3]!;
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
}

/** The margins of a row of evidence; `words`: those of the words alone, which were read as English or as French. */
export function judged(verdict: Verdict, row: Float64Array, words: number, isEnglish: boolean): Measured {
  const { hearing, out } = verdict;
  const heard = isEnglish ? hearing.english : hearing.french;
  const panel = panelOf(verdict, row.length);
  const units = out.length / MARGINS.length;
  let count = 0;
  for (let place = 0; place < row.length; place += 1) {
    if (row[place] === 0) continue;
    values[count] = row[place]!;
    places[count] = SIDE_BY_SIDE * place;
    count += 1;
  }
  sumBlock(panel, 0, count);
  let tone = sums[0]!;
  let opinion = sums[1]!;
  let mixed = sums[2]!;
  // The first unit stands beside the three straight rows.
  let lane: number = MARGINS.length;
  for (let unit = 0, from = 0; unit < units; unit += 1, lane += 1) {
    if (lane === SIDE_BY_SIDE) {
      from += SIDE_BY_SIDE * row.length;
      lane = 0;
      sumBlock(panel, from, count);
    }
    const active = sums[lane]!;
    if (active <= 0) continue;
    tone += active * out[unit]!;
    opinion += active * out[units + unit]!;
    mixed += active * out[2 * units + unit]!;
  }
  const share = 1 / (1 + Math.exp(-heard[0]! - heard[1]! * row[FIRM]!));
  const left = share * heard[2]!;
  tone += left * (2 * row[REMARK]! - tone);
  opinion += left * (2 * row[REMARK + 1]! - opinion);
  mixed += left * (2 * row[REMARK + 2]! - mixed);
  return { words, tone: words + share * (tone - words), opinion, mixed };
}
