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

/** One key per band; `salt` keeps text bands and title bands apart in one table. Empty sets have no bands. */
export function bandKeys(features: readonly number[], banding: Banding, salt: number): number[] {
  if (features.length === 0) return [];
  const count = Math.min(features.length, FEATURES_MAX);
  const keys: number[] = [];
  for (let band = 0; band < banding.bands; band += 1) {
    let key = salt + band;
    for (let row = 0; row < banding.rows; row += 1) {
      const permutation = Math.imul(band * banding.rows + row + 1, 0x9e3779b1);
      let least = 0xffffffff;
      for (let index = 0; index < count; index += 1) {
        // An odd multiplier after a xor is a permutation of 32-bit numbers: cheap, and good enough for bands.
        const value = Math.imul((features[index] ?? 0) ^ permutation, 0x85ebca6b) >>> 0;
        if (value < least) least = value;
      }
      key = mixed(Math.imul(key, 31) ^ least);
    }
    keys.push(key);
  }
  return keys;
}

/** Hashes of each run of three words; of the whole when there are fewer. */
export function wordShingles(words: readonly string[]): number[] {
  if (words.length === 0) return [];
  const hashes = words.map(word => hashText(word));
  const shingles = new Set<number>();
  for (let at = 0; at < Math.max(1, hashes.length - 2) && shingles.size < FEATURES_MAX; at += 1)
    shingles.add(mixed(chained(chained(hashes[at] ?? 0, hashes[at + 1] ?? 0), hashes[at + 2] ?? 0)));
  return [...shingles];
}

function chained(hash: number, next: number): number {
  return Math.imul(hash, 31) ^ next;
}

/** Hashes of each run of five characters. */
export function characterShingles(text: string): Set<number> {
  const shingles = new Set<number>();
  for (let from = 0; from + 5 <= text.length; from += 1) {
    let hash = 0;
    for (let at = from; at < from + 5; at += 1) hash = Math.imul(hash, 0x01000193) ^ text.charCodeAt(at);
    shingles.add(mixed(hash));
  }
  return shingles;
}

/** Shared features: over all (Jaccard) and over the smaller set (containment). */
export function overlap<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): { jaccard: number; containment: number } {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return { jaccard: 0, containment: 0 };
  let shared = 0;
  for (const feature of small) if (large.has(feature)) shared += 1;
  return { jaccard: shared / (a.size + b.size - shared), containment: shared / small.size };
}
