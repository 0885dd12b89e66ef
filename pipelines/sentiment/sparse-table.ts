/**
 * A table of numbers of 8 or 16 bits, nearly all of them 0, as it stands in a file, little-endian: how many are not 0
 * u32, how many bytes tell their places u32, these bytes (the zeros before each; 255 and more go on in the next byte),
 * then the low bytes of the numbers, then the high ones if they have two. Like beside like: zipped, it takes three
 * quarters of the zipped table.
 */
type Numbers = Int8Array | Int16Array;

const HEADER_BYTES = 8;
/** In one byte; what is left of a gap stands in the next. */
const LONGEST_GAP = 255;

export function sparseBytes(table: Numbers): Uint8Array {
  const gaps: number[] = [];
  const found: number[] = [];
  let next = 0;
  for (const [place, value] of table.entries()) {
    if (value === 0) continue;
    let gap = place - next;
    for (; gap >= LONGEST_GAP; gap -= LONGEST_GAP) gaps.push(LONGEST_GAP);
    gaps.push(gap);
    found.push(value);
    next = place + 1;
  }
  const size = table.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(HEADER_BYTES + gaps.length + size * found.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, found.length, true);
  view.setUint32(4, gaps.length, true);
  bytes.set(gaps, HEADER_BYTES);
  for (let byte = 0; byte < size; byte += 1) {
    const plane = found.map(value => (value >> (8 * byte)) & 0xff);
    bytes.set(plane, HEADER_BYTES + gaps.length + byte * found.length);
  }
  return bytes;
}

/**
 * Fills a table of zeros with what `sparseBytes` wrote at the beginning of `bytes`.
 *
 * @returns how many bytes it stood in
 * @throws RangeError where the bytes end too early, contradict themselves, or tell of more places than the table has
 */
export function fillSparse(bytes: Uint8Array, table: Numbers): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  const gapsEnd = HEADER_BYTES + view.getUint32(4, true);
  const end = gapsEnd + table.BYTES_PER_ELEMENT * count;
  if (end > bytes.length) throw new RangeError(`Expected ${end} bytes of weights, got ${bytes.length}`);
  const isWide = table.BYTES_PER_ELEMENT === 2;
  let place = -1;
  let index = 0;
  for (let at = HEADER_BYTES; at < gapsEnd; at += 1) {
    const gap = bytes[at]!;
    place += gap;
    if (gap === LONGEST_GAP) continue;
    place += 1;
    table[place] = bytes[gapsEnd + index]! | (isWide ? bytes[gapsEnd + count + index]! << 8 : 0);
    index += 1;
  }
  if (index !== count || place >= table.length)
    throw new RangeError(`Expected ${count} weights in ${table.length} places, got ${index} in ${place + 1}`);
  return end;
}
