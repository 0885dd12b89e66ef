import type { Cut } from '../../src/domain/text/tokens.ts';
import { NumberById } from '../../src/domain/text/word-table.ts';

/**
 * MinHash of a set of features and its bands (Broder 1997; bands as in Leskovec, Rajaraman, Ullman, "Mining of
 * Massive Datasets", 3.4). Two sets share a band with probability 1 − (1 − Jaccard^rows)^bands.
 */
export type Banding = { readonly bands: number; readonly rows: number };

/** Jaccard 0.3 is found with probability 0.42, 0.5 with 0.93: the title's banding takes over below. */
export const TEXT_BANDING: Banding = { bands: 20, rows: 3 };
/** Titles are short and reworded: Jaccard 0.4 is found with probability 0.97. */
export const TITLE_BANDING: Banding = { bands: 20, rows: 2 };

/** Features read of one text: more would not change whose copy it is. */
const FEATURES_MAX = 400;

/** FNV-1a over UTF-16 units, finished as in MurmurHash3 so that neighbours differ in every bit. */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mixed(hash);
}

function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The features being sketched, as integers in one place: what follows reads them 60 times. */
const sketched = new Int32Array(FEATURES_MAX);
/** Turns an unsigned order into a signed one. */
const SIGN = 0x80000000 | 0;
const GREATEST = 0x7fffffff;
const STEP = 0x9e3779b1;
const ODD = 0x85ebca6b;
/** Room for the permutations of the larger banding, by fours. */
const leasts = new Int32Array(64);

/** One key per band; `salt` keeps text bands and title bands apart in one table. Empty sets have no bands. */
export function bandKeys(features: readonly number[], banding: Banding, salt: number): number[] {
  const count = Math.min(features.length, FEATURES_MAX);
  for (let index = 0; index < count; index += 1) sketched[index] = features[index]!;
  return keysOfSketch(count, banding, salt);
}

/**
 * As `bandKeys` of the runs of three words among those from `from` to `to` (excluded); of the whole when there are
 * fewer. A run that stands twice is taken twice: the least of a set is the least of its repetitions too.
 */
export function wordBandKeys(
  { words, ids }: Pick<Cut, 'words' | 'ids'>,
  from: number,
  to: number,
  banding: Banding,
  salt: number,
): number[] {
  const last = Math.min(to, words.length);
  const runs = last <= from ? 0 : Math.min(FEATURES_MAX, Math.max(1, last - from - 2));
  let first = runs === 0 ? 0 : hashOfWord(words[from]!, ids[from]!);
  let second = from + 1 < last ? hashOfWord(words[from + 1]!, ids[from + 1]!) : 0;
  for (let run = 0; run < runs; run += 1) {
    const at = from + run + 2;
    const third = at < last ? hashOfWord(words[at]!, ids[at]!) : 0;
    sketched[run] = mixed(chained(chained(first, second), third));
    first = second;
    second = third;
  }
  return keysOfSketch(runs, banding, salt);
}

function keysOfSketch(count: number, banding: Banding, salt: number): number[] {
  const keys: number[] = [];
  if (count === 0) return keys;
  findLeast(count, banding.bands * banding.rows);
  let at = 0;
  for (let band = 0; band < banding.bands; band += 1) {
    let key = salt + band;
    for (let row = 0; row < banding.rows; row += 1) key = mixed(Math.imul(key, 31) ^ leasts[at++]! ^ SIGN);
    keys.push(key);
  }
  return keys;
}

/** The least of the sketched features under each permutation, four of them at a time: one reading serves all four. */
function findLeast(count: number, permutations: number): void {
  for (let at = 0; at < permutations; at += 4) {
    const one = Math.imul(at + 1, STEP);
    const two = Math.imul(at + 2, STEP);
    const three = Math.imul(at + 3, STEP);
    const four = Math.imul(at + 4, STEP);
    let a = GREATEST;
    let b = GREATEST;
    let c = GREATEST;
    let d = GREATEST;
    for (let index = 0; index < count; index += 1) {
      const feature = sketched[index]!;
      // An odd multiplier after a xor is a permutation of 32-bit numbers: cheap, and good enough for bands.
      const va = Math.imul(feature ^ one, ODD) ^ SIGN;
      const vb = Math.imul(feature ^ two, ODD) ^ SIGN;
      const vc = Math.imul(feature ^ three, ODD) ^ SIGN;
      const vd = Math.imul(feature ^ four, ODD) ^ SIGN;
      if (va < a) a = va;
      if (vb < b) b = vb;
      if (vc < c) c = vc;
      if (vd < d) d = vd;
    }
    leasts[at] = a;
    leasts[at + 1] = b;
    leasts[at + 2] = c;
    leasts[at + 3] = d;
  }
}

const hashes = new NumberById();

/** As `hashText`, but for the sign; worked out once a word. */
function hashOfWord(word: string, id: number): number {
  let hash = hashes.get(id);
  if (hash === 0) {
    hash = hashText(word) | 0;
    hashes.set(id, hash);
  }
  return hash;
}

function chained(hash: number, next: number): number {
  return Math.imul(hash, 31) ^ next;
}

/** Hashes of each run of five characters. */
export function characterShingles(text: string): Set<number> {
  const shingles = new Set<number>();
  for (let from = 0; from + 5 <= text.length; from += 1) shingles.add(shingleAt(text, from));
  return shingles;
}

function shingleAt(text: string, from: number): number {
  let hash = 0;
  for (let at = from; at < from + 5; at += 1) hash = Math.imul(hash, 0x01000193) ^ text.charCodeAt(at);
  return mixed(hash);
}

export type Overlap = { readonly jaccard: number; readonly containment: number };

/** Twice the shingles of the longest text that is remembered. */
const SLOTS = 1024;
/** Which shingles of the text at hand were met, by the number of the call: cheaper than a set for each comparison. */
const slots = new Uint32Array(SLOTS);
const calls = new Uint32Array(SLOTS);
let call = 0;

/** As `overlap` of a text's shingles with those of another text of at most 500 characters. */
export function shingleOverlap(mine: ReadonlySet<number>, text: string): Overlap {
  call = (call + 1) >>> 0;
  let size = 0;
  let shared = 0;
  for (let from = 0; from + 5 <= text.length && size < SLOTS / 2; from += 1) {
    const hash = shingleAt(text, from);
    let place = hash & (SLOTS - 1);
    while (calls[place] === call && slots[place] !== hash) place = (place + 1) & (SLOTS - 1);
    if (calls[place] === call) continue;
    calls[place] = call;
    slots[place] = hash;
    size += 1;
    if (mine.has(hash)) shared += 1;
  }
  const least = Math.min(size, mine.size);
  if (least === 0) return { jaccard: 0, containment: 0 };
  return { jaccard: shared / (size + mine.size - shared), containment: shared / least };
}

/** Shared features: over all (Jaccard) and over the smaller set (containment). */
export function overlap<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Overlap {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return { jaccard: 0, containment: 0 };
  let shared = 0;
  for (const feature of small) if (large.has(feature)) shared += 1;
  return { jaccard: shared / (a.size + b.size - shared), containment: shared / small.size };
}
