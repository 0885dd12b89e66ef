import { fillSparse, sparseBytes } from './sparse-table.ts';
import { HEARING_WEIGHTS, MARGINS, type Verdict } from './verdict.ts';

/**
 * The shipped file data/model/tone.bin, little-endian:
 * "VTON", version u16, word bits u8, character bits u8, lengths of a tone row, of the evidence and of the limits and
 * number of hidden units u16 ×4, steps f32 ×4, `fusion` in its order f32…, then two tables of int8, words and
 * characters, tone and opinion side by side, then the tables of remarks and of firms: bits u8, three bytes of nothing,
 * a step f32, and a sparse table (`sparse-table.ts`) of numbers of 16 bits in the first, of 8 in the second.
 */
const MAGIC = 0x4e4f5456;
export const FORMAT = 8;
const HEADER_BYTES = 32;
const TABLE_HEADER_BYTES = 8;
/** More would be no file of ours. */
const MOST_BITS = 24;

/**
 * Two linear models over the same hashed features, stored in bytes: the tone of feature f at 2f, the opinion at
 * 2f + 1, so that both are one look-up. Weight = byte × step.
 */
export type Table = { readonly bytes: Int8Array; readonly toneStep: number; readonly opinionStep: number };

/** One linear model over the features of `remarkFeatures`. */
export type SingleTable = { readonly bits: number; readonly bytes: Int8Array; readonly step: number };

/**
 * Four linear models over the features of `remarkFeatures`, −7…7 steps each, in one number of 16 bits: the first in
 * the lowest four. One look-up tells all four, and what fits in little memory stays near.
 */
export type QuadTable = { readonly bits: number; readonly cells: Int16Array; readonly step: number };

/** Tone: positive against negative. Opinion: says something good or bad against neither. */
export type Weights = {
  readonly wordBits: number;
  readonly characterBits: number;
  readonly words: Table;
  readonly characters: Table;
  /** `REMARK_CLASSES` */
  readonly remarks: QuadTable;
  /** A remark on a firm, or another text. */
  readonly firm: SingleTable;
  /** What the evidence of the whole text weighs, by the names of evidence.ts. */
  readonly fusion: {
    readonly tone: Float64Array;
    /** The margins of `Measured`, over the whole of the evidence. */
    readonly verdict: Verdict;
    /** The limits of `DECISION` in tone.ts. */
    readonly decision: Float64Array;
  };
};

/** Reads the weights. Throws a RangeError when the file is not one of ours: a broken installation. */
export function readWeights(bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (
    bytes.length < HEADER_BYTES ||
    view.getUint32(0, true) !== MAGIC ||
    view.getUint16(4, true) !== FORMAT
  ) {
    throw new RangeError('Expected the tone weights (VTON 8), got another file');
  }
  const wordBits = view.getUint8(6);
  const characterBits = view.getUint8(7);
  const sizes = [view.getUint16(8, true), view.getUint16(10, true), view.getUint16(12, true)] as const;
  const units = view.getUint16(14, true);
  const steps = [0, 1, 2, 3].map(index => view.getFloat32(16 + 4 * index, true));
  let at = HEADER_BYTES;
  const floats = (count: number): Float64Array => {
    const values = new Float64Array(count);
    for (let index = 0; index < count; index += 1) values[index] = view.getFloat32(at + 4 * index, true);
    at += 4 * count;
    return values;
  };
  const heads = MARGINS.length;
  const fusion = {
    tone: floats(sizes[0]),
    verdict: {
      hearing: { french: floats(HEARING_WEIGHTS), english: floats(HEARING_WEIGHTS) },
      straight: floats(heads * sizes[1]),
      hidden: floats(units * sizes[1]),
      out: floats(heads * units),
    },
    decision: floats(sizes[2]),
  };
  const table = (bits: number, toneStep: number, opinionStep: number): Table => {
    const size = 2 << bits;
    if (at + size > bytes.length) {
      throw new RangeError(`Expected ${at + size} bytes of weights, got ${bytes.length}`);
    }
    const values = new Int8Array(bytes.buffer, bytes.byteOffset + at, size);
    at += size;
    return { bytes: values, toneStep, opinionStep };
  };
  return {
    wordBits,
    characterBits,
    fusion,
    words: table(wordBits, steps[0]!, steps[1]!),
    characters: table(characterBits, steps[2]!, steps[3]!),
    ...remarkTables(bytes, at),
  };
}

function remarkTables(bytes: Uint8Array, start: number): Pick<Weights, 'remarks' | 'firm'> {
  let at = start;
  const next = <T extends Int8Array | Int16Array>(tableOf: (places: number) => T) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const bits = view.getUint8(0);
    if (bits > MOST_BITS) throw new RangeError(`Expected a table of ${MOST_BITS} bits at most, got ${bits}`);
    const step = view.getFloat32(4, true);
    const table = tableOf(1 << bits);
    at += TABLE_HEADER_BYTES;
    at += fillSparse(bytes.subarray(at), table);
    return { bits, step, table };
  };
  const quads = next(places => new Int16Array(places));
  const single = next(places => new Int8Array(places));
  return {
    remarks: { bits: quads.bits, step: quads.step, cells: quads.table },
    firm: { bits: single.bits, step: single.step, bytes: single.table },
  };
}

/** Writes what `readWeights` reads. */
export function writeWeights(weights: Weights): Uint8Array {
  const { fusion, words, characters } = weights;
  const tables = [words, characters];
  const steps = [words.toneStep, words.opinionStep, characters.toneStep, characters.opinionStep];
  const { hearing, straight, hidden, out } = fusion.verdict;
  const values = [
    fusion.tone,
    hearing.french,
    hearing.english,
    straight,
    hidden,
    out,
    fusion.decision,
  ].flatMap(row => [...row]);
  const perFeature = [
    { ...weights.remarks, bytes: sparseBytes(weights.remarks.cells) },
    { ...weights.firm, bytes: sparseBytes(weights.firm.bytes) },
  ];
  const size =
    HEADER_BYTES +
    4 * values.length +
    tables.reduce((sum, table) => sum + table.bytes.length, 0) +
    perFeature.reduce((sum, table) => sum + TABLE_HEADER_BYTES + table.bytes.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT, true);
  view.setUint8(6, weights.wordBits);
  view.setUint8(7, weights.characterBits);
  view.setUint16(8, fusion.tone.length, true);
  view.setUint16(10, straight.length / MARGINS.length, true);
  view.setUint16(12, fusion.decision.length, true);
  view.setUint16(14, out.length / MARGINS.length, true);
  for (const [index, step] of steps.entries()) view.setFloat32(16 + 4 * index, step, true);
  let at = HEADER_BYTES;
  for (const value of values) {
    view.setFloat32(at, value, true);
    at += 4;
  }
  for (const table of tables) {
    bytes.set(table.bytes, at);
    at += table.bytes.length;
  }
  for (const table of perFeature) {
    view.setUint8(at, table.bits);
    view.setFloat32(at + 4, table.step, true);
    bytes.set(table.bytes, at + TABLE_HEADER_BYTES);
    at += TABLE_HEADER_BYTES + table.bytes.length;
  }
  return bytes;
}
