/**
 * The shipped file data/model/tone.bin, little-endian:
 * "VTON", version u16, word bits u8, character bits u8, length of a tone row, a verdict row and the limits u16 ×3, two bytes of nothing, steps f32 ×4,
 * fusion f32… (the verdict has three rows), then two tables of int8, words and characters, tone and opinion side by side, then the table of
 * remarks: bits u8, three bytes of nothing, steps f32 ×3, int8 three by three.
 */
export const MAGIC = 0x4e4f5456;
export const FORMAT = 5;
const HEADER_BYTES = 32;

/**
 * Two linear models over the same hashed features, stored in bytes: the tone of feature f at 2f, the opinion at
 * 2f + 1, so that both are one look-up. Weight = byte × step.
 */
export type Table = { readonly bytes: Int8Array; readonly toneStep: number; readonly opinionStep: number };

/** Three linear models over the features of `remarkFeatures`: good against bad, one side, both; feature f at 3f. */
export type RemarkTable = {
  readonly bits: number;
  readonly bytes: Int8Array;
  readonly steps: readonly [tone: number, opinion: number, mixed: number];
};

/** Tone: positive against negative. Opinion: says something good or bad against neither. */
export type Weights = {
  readonly wordBits: number;
  readonly characterBits: number;
  readonly words: Table;
  readonly characters: Table;
  readonly remarks: RemarkTable;
  /** What the evidence of the whole text weighs, by the names of evidence.ts. */
  readonly fusion: {
    readonly tone: Float64Array;
    /** The margins of `Measured`, over the whole of the evidence. */
    readonly verdict: {
      readonly tone: Float64Array;
      readonly opinion: Float64Array;
      readonly mixed: Float64Array;
    };
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
    throw new RangeError('Expected the tone weights (VTON 5), got another file');
  }
  const wordBits = view.getUint8(6);
  const characterBits = view.getUint8(7);
  const sizes = [view.getUint16(8, true), view.getUint16(10, true), view.getUint16(12, true)] as const;
  const steps = [0, 1, 2, 3].map(index => view.getFloat32(16 + 4 * index, true));
  let at = HEADER_BYTES;
  const floats = (count: number): Float64Array => {
    const values = new Float64Array(count);
    for (let index = 0; index < count; index += 1) values[index] = view.getFloat32(at + 4 * index, true);
    at += 4 * count;
    return values;
  };
  const fusion = {
    tone: floats(sizes[0]),
    verdict: { tone: floats(sizes[1]), opinion: floats(sizes[1]), mixed: floats(sizes[1]) },
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
    remarks: remarkTable(bytes, at),
  };
}

const REMARK_HEADER_BYTES = 16;

function remarkTable(bytes: Uint8Array, at: number): RemarkTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const bits = view.getUint8(0);
  const size = 3 << bits;
  const end = at + REMARK_HEADER_BYTES + size;
  if (end > bytes.length) throw new RangeError(`Expected ${end} bytes of weights, got ${bytes.length}`);
  const step = (place: number): number => view.getFloat32(4 + 4 * place, true);
  return {
    bits,
    bytes: new Int8Array(bytes.buffer, bytes.byteOffset + at + REMARK_HEADER_BYTES, size),
    steps: [step(0), step(1), step(2)],
  };
}

/** Writes what `readWeights` reads. */
export function writeWeights(weights: Weights): Uint8Array {
  const { fusion, words, characters } = weights;
  const tables = [words, characters];
  const steps = [words.toneStep, words.opinionStep, characters.toneStep, characters.opinionStep];
  const { verdict } = fusion;
  const values = [fusion.tone, verdict.tone, verdict.opinion, verdict.mixed, fusion.decision].flatMap(row => [
    ...row,
  ]);
  const remarksAt =
    HEADER_BYTES + 4 * values.length + tables.reduce((sum, table) => sum + table.bytes.length, 0);
  const size = remarksAt + REMARK_HEADER_BYTES + weights.remarks.bytes.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT, true);
  view.setUint8(6, weights.wordBits);
  view.setUint8(7, weights.characterBits);
  view.setUint16(8, fusion.tone.length, true);
  view.setUint16(10, verdict.tone.length, true);
  view.setUint16(12, fusion.decision.length, true);
  for (const [index, step] of steps.entries()) view.setFloat32(16 + 4 * index, step, true);
  let at = HEADER_BYTES;
  for (const value of values) {
    view.setFloat32(at, value, true);
    at += 4;
  }
  for (const table of tables) {
    bytes.set(new Uint8Array(table.bytes.buffer, table.bytes.byteOffset, table.bytes.length), at);
    at += table.bytes.length;
  }
  const { remarks } = weights;
  view.setUint8(remarksAt, remarks.bits);
  for (const [place, step] of remarks.steps.entries()) view.setFloat32(remarksAt + 4 + 4 * place, step, true);
  bytes.set(
    new Uint8Array(remarks.bytes.buffer, remarks.bytes.byteOffset, remarks.bytes.length),
    at + REMARK_HEADER_BYTES,
  );
  return bytes;
}
