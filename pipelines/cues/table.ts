/**
 * The shipped file data/model/cues.bin, little-endian: "VCUE", version u16, tables u16, then for each table:
 * classes u16, entries u32, features u32, step f32, bias f32 × classes, feature hashes u32 ascending, first entry
 * of each feature u32, class of each entry u8, weight of each entry i8.
 */
const MAGIC = 0x45554356;
const FORMAT = 1;
const HEADER_BYTES = 8;
const TABLE_HEADER_BYTES = 16;

/** A sparse linear layer: for each known feature the classes it speaks for or against. Weight = byte × step. */
export type Table = {
  readonly step: number;
  readonly bias: Float64Array;
  readonly hashes: Uint32Array;
  /** Where each feature's entries begin; one more at the end. */
  readonly first: Uint32Array;
  readonly classes: Uint8Array;
  readonly weights: Int8Array;
  /** Open addressing over `hashes`: a place plus one, 0 where empty. */
  readonly slots: Int32Array;
  /** A bit for each feature, by its low bits: most pairs of words are none, and are turned away here. */
  readonly likely: Uint32Array;
};

/** Reads the tables. Throws a RangeError when the file is not one of ours: a broken installation. */
export function readTables(bytes: Uint8Array): Table[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (
    bytes.length < HEADER_BYTES ||
    view.getUint32(0, true) !== MAGIC ||
    view.getUint16(4, true) !== FORMAT
  ) {
    throw new RangeError('Expected the layer of cues (VCUE 1), got another file');
  }
  const tables: Table[] = [];
  let at = HEADER_BYTES;
  for (let index = view.getUint16(6, true); index > 0; index -= 1) {
    const classCount = view.getUint16(at, true);
    const entries = view.getUint32(at + 4, true);
    const features = view.getUint32(at + 8, true);
    const step = view.getFloat32(at + 12, true);
    at += TABLE_HEADER_BYTES;
    const size = 4 * classCount + 8 * features + 2 * entries;
    if (at + size > bytes.length)
      throw new RangeError(`Expected ${at + size} bytes of cues, got ${bytes.length}`);
    const units = (count: number): Uint32Array => {
      const values = Uint32Array.from({ length: count }, (_, place) => view.getUint32(at + 4 * place, true));
      at += 4 * count;
      return values;
    };
    const bias = Float64Array.from({ length: classCount }, (_, place) =>
      view.getFloat32(at + 4 * place, true),
    );
    at += 4 * classCount;
    const hashes = units(features);
    const first = Uint32Array.from([...units(features), entries]);
    const classes = new Uint8Array(bytes.buffer, bytes.byteOffset + at, entries);
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at + entries, entries);
    at += 2 * entries;
    tables.push({
      step,
      bias,
      hashes,
      first,
      classes,
      weights,
      slots: slotsOf(hashes),
      likely: likelyOf(hashes),
    });
  }
  return tables;
}

/** Writes what `readTables` reads. */
export function writeTables(tables: readonly Omit<Table, 'slots' | 'likely'>[]): Uint8Array {
  const sizes = tables.map(one => 4 * one.bias.length + 8 * one.hashes.length + 2 * one.classes.length);
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + TABLE_HEADER_BYTES + size, HEADER_BYTES));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT, true);
  view.setUint16(6, tables.length, true);
  let at = HEADER_BYTES;
  for (const { bias, hashes, first, classes, weights, step } of tables) {
    view.setUint16(at, bias.length, true);
    view.setUint32(at + 4, classes.length, true);
    view.setUint32(at + 8, hashes.length, true);
    view.setFloat32(at + 12, step, true);
    at += TABLE_HEADER_BYTES;
    for (const value of bias) {
      view.setFloat32(at, value, true);
      at += 4;
    }
    for (const value of [...hashes, ...first.subarray(0, hashes.length)]) {
      view.setUint32(at, value, true);
      at += 4;
    }
    bytes.set(classes, at);
    bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), at + classes.length);
    at += 2 * classes.length;
  }
  return bytes;
}

/** The feature's place in the table, or -1. */
export function placeOf(table: Table, hash: number): number {
  const { slots, hashes, likely } = table;
  if ((likely[(hash & LIKELY_MASK) >>> 5]! & (1 << (hash & 31))) === 0) return -1;
  const mask = slots.length - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const place = slots[slot]! - 1;
    if (place < 0 || hashes[place] === hash) return place;
  }
}

/** 32 KB: small enough to stay near, large enough to turn most away. */
const LIKELY_MASK = (1 << 18) - 1;

function likelyOf(hashes: Uint32Array): Uint32Array {
  const likely = new Uint32Array((LIKELY_MASK + 1) >>> 5);
  for (const hash of hashes) likely[(hash & LIKELY_MASK) >>> 5]! |= 1 << (hash & 31);
  return likely;
}

/** Half empty at least, so that a look-up ends soon. */
function slotsOf(hashes: Uint32Array): Int32Array {
  const slots = new Int32Array(1 << Math.ceil(Math.log2(hashes.length + 2) + 1));
  const mask = slots.length - 1;
  for (const [place, hash] of hashes.entries()) {
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = place + 1;
  }
  return slots;
}
