import type { Reading } from './reading.ts';
import { GAP, MAX_TOKENS, mixed } from './scan.ts';
import type { RemarkTable } from './weights.ts';

/**
 * A second reading of the whole text, trained on our own remarks above all. Outside texts teach what words mean;
 * only texts written for it teach what an irony, a comparison or a fact without a bad word look like, and among
 * the others these would drown.
 */

const FIRST_WORDS = 4;
const LAST_WORDS = 6;
/** A word's beginning stands for its inflections. */
const BEGINNING_LETTERS = 5;
const SHORTEST_WORD = 4;
const PAIR = 0x9e3779b1;
const EARLY = 0x51ed270b;
const LATE = 0x2545f491;
const BEGINS = 0x6c078965;
const NOTHING_BEFORE = 0x1f83d9ab;
/** Of each token: itself, with the one before, its beginning, and its place at one of the ends or both. */
const FEATURES_PER_TOKEN = 5;

const features = new Int32Array(FEATURES_PER_TOKEN * MAX_TOKENS);

/** What was read of a remark: log-odds of good against bad, one side against none or both, both against none. */
export type Remark = { tone: number; opinion: number; mixed: number };

/** The hashed features of the text read last, in a buffer that the next text fills anew; and how many there are. */
export function remarkFeatures(
  reading: Reading,
  bits: number,
): { readonly features: Int32Array; readonly count: number } {
  const { hash, gap, count, lengths, from, letters } = reading.scan;
  const mask = (1 << bits) - 1;
  let before = NOTHING_BEFORE;
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    const plain = hash[index]!;
    if (gap[index] === GAP.sentence) before = NOTHING_BEFORE;
    features[found++] = plain & mask;
    features[found++] = mixed(Math.imul(before, PAIR) + plain) & mask;
    if (lengths[index]! >= SHORTEST_WORD) {
      let beginning = BEGINS;
      const last = from[index]! + Math.min(BEGINNING_LETTERS, lengths[index]!);
      for (let at = from[index]!; at < last; at += 1)
        beginning = Math.imul(beginning ^ letters[at]!, 0x01000193);
      features[found++] = mixed(beginning) & mask;
    }
    if (index < FIRST_WORDS) features[found++] = mixed(plain ^ EARLY) & mask;
    if (index >= count - LAST_WORDS) features[found++] = mixed(plain ^ LATE) & mask;
    before = plain;
  }
  return { features, count: found };
}

/** The margins of the text read last. */
export function readRemark(reading: Reading, table: RemarkTable, into: Remark): void {
  const { features, count } = remarkFeatures(reading, table.bits);
  const { bytes, steps } = table;
  let tone = 0;
  let opinion = 0;
  let both = 0;
  for (let index = 0; index < count; index += 1) {
    const at = 3 * features[index]!;
    tone += bytes[at]!;
    opinion += bytes[at + 1]!;
    both += bytes[at + 2]!;
  }
  const scale = count > 0 ? 1 / Math.sqrt(count) : 0;
  into.tone = tone * scale * steps[0];
  into.opinion = opinion * scale * steps[1];
  into.mixed = both * scale * steps[2];
}
