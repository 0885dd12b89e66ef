/** The entry that is none: the first is never used. */
const NONE = 0;
/** An entry is the place of its key; its thing and the next entry of its chain follow. */
const STRIDE = 3;
const THING = 1;
const NEXT = 2;
/** Room at the beginning; it doubles as it fills. */
const ENTRIES_FIRST = 1 << 14;
/** Chains: three entries each when everything that may be remembered is. */
const CHAIN_BITS = 18;
const CHAINS = 1 << CHAIN_BITS;
/**
 * A chain's first entry, and a bit for each key that may stand in it: nearly all keys are new, and are known to be
 * so by one look. Bits are taken back when the chain is empty.
 */
const HEAD_STRIDE = 2;
const BITS = 1;

/**
 * Which numbered things stand under a key (32 bits), newest last, at most `most` under each: beyond it the oldest
 * falls out. Chains in flat arrays: 40 keys for each of 20,000 things as lists of their own would be 80 MB of small
 * objects that the collector walks again and again.
 */
export class Postings {
  readonly #most: number;
  readonly #heads = new Int32Array(HEAD_STRIDE * CHAINS);
  /** Key, thing and next entry side by side: one look into memory for each. */
  #entries = new Int32Array(STRIDE * ENTRIES_FIRST);
  /** Entries that were taken out, chained; then those never used. */
  #free = NONE;
  #used = STRIDE;
  readonly #found: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(key: number, thing: number): void {
    const signed = key | 0;
    const entry = this.#newEntry();
    const place = placeOf(signed);
    this.#entries[entry] = signed;
    this.#entries[entry + THING] = thing;
    this.#entries[entry + NEXT] = this.#heads[place]!;
    this.#heads[place] = entry;
    if (this.#maybe(signed, place)) this.#takeOldest(signed);
    else this.#heads[place + BITS]! |= bitOf(signed);
  }

  #takeOldest(key: number): void {
    let seen = 0;
    this.#takeOut(key, () => {
      seen += 1;
      return seen > this.#most;
    });
  }

  remove(key: number, thing: number): void {
    this.#takeOut(key | 0, entry => this.#entries[entry + THING] === thing);
  }

  /** The things under a key, oldest first. Valid until the next call. */
  under(key: number): readonly number[] {
    const signed = key | 0;
    const place = placeOf(signed);
    if (!this.#maybe(signed, place)) return NOTHING;
    this.#found.length = 0;
    const entries = this.#entries;
    for (let entry = this.#heads[place]!; entry !== NONE; entry = entries[entry + NEXT]!)
      if (entries[entry] === signed) this.#found.push(entries[entry + THING]!);
    return this.#found.length > 1 ? this.#found.reverse() : this.#found;
  }

  /** Takes out the first entry of a key, newest first, that is meant. */
  #takeOut(key: number, isMeant: (entry: number) => boolean): void {
    const place = placeOf(key);
    const entries = this.#entries;
    let before = NONE;
    for (let entry = this.#heads[place]!; entry !== NONE; entry = entries[entry + NEXT]!) {
      if (entries[entry] === key && isMeant(entry)) {
        if (before === NONE) this.#heads[place] = entries[entry + NEXT]!;
        else entries[before + NEXT] = entries[entry + NEXT]!;
        entries[entry + NEXT] = this.#free;
        this.#free = entry;
        if (this.#heads[place] === NONE) this.#heads[place + BITS] = 0;
        return;
      }
      before = entry;
    }
  }

  #newEntry(): number {
    const entry = this.#free;
    if (entry !== NONE) {
      this.#free = this.#entries[entry + NEXT]!;
      return entry;
    }
    if (this.#used === this.#entries.length) this.#entries = doubled(this.#entries);
    this.#used += STRIDE;
    return this.#used - STRIDE;
  }

  /** Whether a key may stand in its chain; false is sure. */
  #maybe(key: number, place: number): boolean {
    return (this.#heads[place + BITS]! & bitOf(key)) !== 0;
  }
}

const NOTHING: readonly number[] = [];

/** Keys are hashes already: their low bits tell the chain, the next ones the bit. */
function placeOf(key: number): number {
  return HEAD_STRIDE * (key & (CHAINS - 1));
}

function bitOf(key: number): number {
  return 1 << (key >>> CHAIN_BITS);
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * values.length);
  wider.set(values);
  return wider;
}
