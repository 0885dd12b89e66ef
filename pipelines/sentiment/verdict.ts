import { dot, VERDICT_EVIDENCE } from './evidence.ts';
import type { Measured } from './model.ts';

/** The margins that the verdict gives, in the order of its rows. */
export const MARGINS = ['tone', 'opinion', 'mixed'] as const;

const FIRM = VERDICT_EVIDENCE.indexOf('firm');

/**
 * The last layer: rectified units over the evidence, beside a straight way. What a word means depends on how it is
 * said (an irony, another's opinion, a thank-you before a complaint), and a sum cannot turn a sign.
 */
export type Verdict = {
  /**
   * How far it is heard on good against bad beside the words alone, by how much a text looks like a remark on a firm:
   * constant and slope, log-odds. Of other texts their words tell more.
   */
  readonly hearing: Float64Array;
  /** A row of the evidence's length for each of `MARGINS`. */
  readonly straight: Float64Array;
  /** A row of the evidence's length for each unit. */
  readonly hidden: Float64Array;
  /** A row of the units' number for each of `MARGINS`. */
  readonly out: Float64Array;
};

/** The margins of a row of evidence; `words`: those of the words alone. */
export function judged(
  { hearing, straight, hidden, out }: Verdict,
  row: Float64Array,
  words: number,
): Measured {
  const units = out.length / MARGINS.length;
  let tone = dot(row, straight);
  let opinion = dot(row, straight, row.length);
  let mixed = dot(row, straight, 2 * row.length);
  for (let unit = 0; unit < units; unit += 1) {
    const active = dot(row, hidden, unit * row.length);
    if (active <= 0) continue;
    tone += active * out[unit]!;
    opinion += active * out[units + unit]!;
    mixed += active * out[2 * units + unit]!;
  }
  const share = 1 / (1 + Math.exp(-hearing[0]! - hearing[1]! * row[FIRM]!));
  return { words, tone: words + share * (tone - words), opinion, mixed };
}
