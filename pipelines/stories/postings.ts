/** The entry that is none: entries are counted from 1. */
const NONE = 0;
/** Room at the beginning; it doubles as it fills. */
const ENTRIES_FIRST = 1 << 14;
/** Chains: three entries each when everything that may be remembered is. */
const CHAINS = 1 << 18;

/**
 * Which numbered things stand under a key (32 bits), newest last, at most `most` under each: beyond it the oldest
 * falls out. Chains in flat arrays: 40 keys for each of 20,000 things as lists of their own would be 80 MB of small
 * objects that the collector walks again and again.
 */
export class Postings {
  readonly #most: number;
  readonly #heads = new Int32Array(CHAINS);
  #keys = new Int32Array(ENTRIES_FIRST);
  #things = new Int32Array(ENTRIES_FIRST);
  #next = new Int32Array(ENTRIES_FIRST);
  /** Entries that were taken out, chained; then those never used. */
  #free = NONE;
  #used = 1;
  readonly #found: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(key: number, thing: number): void {
    const signed = key | 0;
    const entry = this.#newEntry();
    const place = this.#place(signed);
    this.#keys[entry] = signed;
    this.#things[entry] = thing;
    this.#next[entry] = this.#heads[place]!;
    this.#heads[place] = entry;
    let seen = 0;
    this.#takeOut(signed, () => {
      seen += 1;
      return seen > this.#most;
    });
  }

  remove(key: number, thing: number): void {
    this.#takeOut(key | 0, entry => this.#things[entry] === thing);
  }

  /** The things under a key, oldest first. Valid until the next call. */
  under(key: number): readonly number[] {
    const signed = key | 0;
    this.#found.length = 0;
    for (let entry = this.#heads[this.#place(signed)]!; entry !== NONE; entry = this.#next[entry]!)
      if (this.#keys[entry] === signed) this.#found.push(this.#things[entry]!);
    return this.#found.length > 1 ? this.#found.reverse() : this.#found;
  }

  /** Takes out the first entry of a key, newest first, that is meant. */
  #takeOut(key: number, isMeant: (entry: number) => boolean): void {
    const place = this.#place(key);
    let before = NONE;
    for (let entry = this.#heads[place]!; entry !== NONE; entry = this.#next[entry]!) {
      if (this.#keys[entry] === key && isMeant(entry)) {
        if (before === NONE) this.#heads[place] = this.#next[entry]!;
        else this.#next[before] = this.#next[entry]!;
        this.#next[entry] = this.#free;
        this.#free = entry;
        return;
      }
      before = entry;
    }
  }

  #newEntry(): number {
    const entry = this.#free;
    if (entry !== NONE) {
      this.#free = this.#next[entry]!;
      return entry;
    }
    if (this.#used === this.#keys.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    const size = 2 * this.#keys.length;
    this.#keys = widened(this.#keys, size);
    this.#things = widened(this.#things, size);
    this.#next = widened(this.#next, size);
  }

  /** Keys are hashes already: their low bits tell the chain. */
  #place(key: number): number {
    return key & (CHAINS - 1);
  }
}

function widened(values: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(size);
  wider.set(values);
  return wider;
}
