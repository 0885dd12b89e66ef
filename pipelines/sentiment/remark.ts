import { ROLE } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { GAP, MAX_TOKENS, mixed, SAID } from './scan.ts';
import type { HeadTable, Weights } from './weights.ts';

/**
 * A second reading of the whole text, trained on our own remarks above all. Outside texts teach what words mean;
 * only texts written for it teach what an irony, a comparison or a fact without a bad word look like, and among
 * the others these would drown.
 */

const FIRST_WORDS = 4;
const LAST_WORDS = 6;
/** A shorter word has no beginning: it would be the word itself. */
const SHORTEST_WORD = 4;
const EARLY = 0x51ed270b;
const LATE = 0x2545f491;
const NEGATED = 0x2c1b3c6d;
const TURNED = 0x297a2d39;
const ASKED = 0x68bc21eb;
const QUOTED = 0x1b873593;
/** Of each token: itself, with the one before, its beginning, its place at one of the ends or both, and how it is said. */
const FEATURES_PER_TOKEN = 9;
/** A negation reaches so many words, to the next comma at most. */
const NEGATED_WORDS = 4;

const features = new Int32Array(FEATURES_PER_TOKEN * MAX_TOKENS);

/** Where the features of each token end in `features`. */
const ends = new Int32Array(MAX_TOKENS);

/** What the reading of remarks tells, in log-odds, by the places of `REMARK_HEADS`. */
export const REMARK_HEADS = ['tone', 'opinion', 'mixed'] as const;
/** Kinds that a text may be of, in log-odds: a remark on a firm, and turns of speech that change what words mean. */
export const KINDS = [
  'firm',
  'irony',
  'understatement',
  'quoted',
  'comparison',
  'hypothetical',
  'thanks-first',
] as const;

/** What was read of a remark. */
export type Remark = {
  /** Log-odds, by the places of `REMARK_HEADS` and `KINDS`. */
  readonly heads: Float64Array;
  readonly kinds: Float64Array;
  /** The tone of its clauses as tanh(m / 2), −1…1: of those at its ends, and the extremes, 0 among them. */
  first: number;
  last: number;
  best: number;
  worst: number;
};

export function emptyRemark(): Remark {
  return {
    heads: new Float64Array(REMARK_HEADS.length),
    kinds: new Float64Array(KINDS.length),
    first: 0,
    last: 0,
    best: 0,
    worst: 0,
  };
}

/** The hashed features of the text read last, in a buffer that the next text fills anew; and how many there are. */
export function remarkFeatures(
  reading: Reading,
  bits: number,
): { readonly features: Int32Array; readonly ends: Int32Array; readonly count: number } {
  const { hash, gap, count, lengths, said } = reading.scan;
  const mask = (1 << bits) - 1;
  const { roles, beginning: beginnings } = reading.known;
  const { pairs } = reading;
  let found = 0;
  let scope = 0;
  let isTurned = false;
  for (let index = 0; index < count; index += 1) {
    const plain = hash[index]!;
    if (gap[index] !== GAP.none) scope = 0;
    features[found++] = plain & mask;
    features[found++] = pairs[index]! & mask;
    const beginning = beginnings[index]!;
    if (lengths[index]! >= SHORTEST_WORD) features[found++] = mixed(beginning) & mask;
    if (isTurned) features[found++] = mixed(beginning ^ TURNED) & mask;
    if ((said[index]! & SAID.asked) !== 0) features[found++] = mixed(plain ^ ASKED) & mask;
    if ((said[index]! & SAID.quoted) !== 0) features[found++] = mixed(beginning ^ QUOTED) & mask;
    if (scope > 0) {
      scope -= 1;
      features[found++] = mixed(plain ^ NEGATED) & mask;
    }
    if ((roles[index]! & (ROLE.negator | ROLE.weakNegator)) !== 0) scope = NEGATED_WORDS;
    if ((roles[index]! & ROLE.contrast) !== 0) isTurned = true;
    if (index < FIRST_WORDS) features[found++] = mixed(plain ^ EARLY) & mask;
    if (index >= count - LAST_WORDS) features[found++] = mixed(plain ^ LATE) & mask;
    ends[index] = found;
  }
  return { features, ends, count: found };
}

/** The margins of the text read last. `clauseEnds`: by the first word of each clause, where it ends. */
export function readRemark(
  reading: Reading,
  { remarks, kinds }: Pick<Weights, 'remarks' | 'kinds'>,
  clauseEnds: Int16Array,
  into: Remark,
): void {
  const { features, ends, count } = remarkFeatures(reading, remarks.bits);
  const packed = packedHeads(remarks);
  const toneStep = remarks.steps[0]!;
  const tokens = reading.scan.count;
  let tone = 0;
  let opinion = 0;
  let both = 0;
  let at = 0;
  into.best = 0;
  into.worst = 0;
  into.first = 0;
  into.last = 0;
  for (let first = 0; first < tokens; ) {
    const end = clauseEnds[first]!;
    const before = tone;
    const from = at;
    for (const stop = ends[end - 1]!; at < stop; at += 1) {
      const heads = packed[features[at]!]!;
      tone += (heads << 24) >> 24;
      opinion += (heads << 16) >> 24;
      both += heads >> 16;
    }
    const said = Math.tanh(((tone - before) * toneStep) / Math.sqrt(at - from) / 2);
    if (first === 0) into.first = said;
    into.last = said;
    if (said > into.best) into.best = said;
    if (said < into.worst) into.worst = said;
    first = end;
  }
  const scale = count > 0 ? 1 / Math.sqrt(count) : 0;
  into.heads[0] = tone * scale * toneStep;
  into.heads[1] = opinion * scale * remarks.steps[1]!;
  into.heads[2] = both * scale * remarks.steps[2]!;
  readKinds(features, count, kinds, into.kinds);
}

/** So many bytes of one feature are read at once. */
const PACKED = 4;
const packs = new WeakMap<HeadTable, Int32Array>();

/** The bytes of each feature in whole numbers of four, the first lowest; the last one filled up with the sign of the last. */
function packedHeads(table: HeadTable): Int32Array {
  const known = packs.get(table);
  if (known !== undefined) return known;
  const { bytes, steps, bits } = table;
  const size = steps.length;
  const stride = Math.ceil(size / PACKED);
  const packed = new Int32Array(stride << bits);
  for (let feature = 0; feature < 1 << bits; feature += 1) {
    for (let head = size - 1; head >= 0; head -= 1) {
      const at = stride * feature + Math.floor(head / PACKED);
      const isLast = head === size - 1 || head % PACKED === PACKED - 1;
      const above = isLast ? bytes[size * feature + head]! >> 7 : packed[at]!;
      packed[at] = (above << 8) | (bytes[size * feature + head]! & 0xff);
    }
  }
  packs.set(table, packed);
  return packed;
}

function readKinds(features: Int32Array, count: number, table: HeadTable, into: Float64Array): void {
  const packed = packedHeads(table);
  const mask = (1 << table.bits) - 1;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  for (let index = 0; index < count; index += 1) {
    const at = 2 * (features[index]! & mask);
    const low = packed[at]!;
    const high = packed[at + 1]!;
    a += (low << 24) >> 24;
    b += (low << 16) >> 24;
    c += (low << 8) >> 24;
    d += low >> 24;
    e += (high << 24) >> 24;
    f += (high << 16) >> 24;
    g += high >> 16;
  }
  const sums = [a, b, c, d, e, f, g];
  const scale = count > 0 ? 1 / Math.sqrt(count) : 0;
  for (const [kind, sum] of sums.entries()) into[kind] = sum * (scale * table.steps[kind]!);
}
