/** Under ten, what comes up is read one by one. */
export const SHIFT_ITEMS_MIN = 10;
export const SHIFT_P = 0.005;

/** Enough for p = 0.005 to be known within ±0.0045 (95 %). */
const ROUNDS = 999;
/** A week and eight before it of a large account; more are judged by their newest. */
const ITEMS_MAX = 2000;
/** More topics than any trade has. */
const TOPICS_MAX = 64;

/** The topics that one remark complains of; none is a remark too. */
export type Complained = readonly string[];
export type Shift = {
  /** The topic that grew most. */
  readonly topic: string;
  readonly count: number;
  /** How many would be usual among as many remarks. */
  readonly expected: number;
  /** (1 + rounds as extreme) / (1 + rounds). */
  readonly p: number;
};

/**
 * Does what is complained of differ from before? The statistic is the greatest standardised rise of a topic's share;
 * its law comes from dealing the same remarks at random between now and before, so that many topics cost no false alarm
 * (permutation test with max-T, Westfall and Young 1993; p as Phipson and Smyth 2010). The deal is seeded: the
 * same remarks give the same answer. Null under 10 remarks on either side, or when no topic grew.
 */
export function topicShift(
  now: readonly Complained[],
  before: readonly Complained[],
  seed: number,
): Shift | null {
  if (now.length < SHIFT_ITEMS_MIN || before.length < SHIFT_ITEMS_MIN) return null;
  const recent = now.slice(-ITEMS_MAX);
  const all = [...recent, ...before.slice(-ITEMS_MAX)];
  const topics = [...new Set(recent.flat())].sort().slice(0, TOPICS_MAX);
  const rows = all.map(complained =>
    topics.flatMap((topic, index) => (complained.includes(topic) ? index : [])),
  );
  const totals = topics.map((_, index) => rows.filter(row => row.includes(index)).length);
  const rise = (counts: readonly number[]) => greatestRise(counts, totals, recent.length, all.length);
  const seen = countsOf(rows, topics.length, recent.length);
  const found = rise(seen);
  if (found === null) return null;
  const random = dice(seed);
  let asExtreme = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    deal(rows, recent.length, random);
    if ((rise(countsOf(rows, topics.length, recent.length))?.size ?? 0) >= found.size - 1e-9) asExtreme += 1;
  }
  return {
    topic: topics[found.index] ?? '',
    count: seen[found.index] ?? 0,
    expected:
      ((totals[found.index] ?? 0) - (seen[found.index] ?? 0)) *
      (recent.length / (all.length - recent.length)),
    p: (1 + asExtreme) / (1 + ROUNDS),
  };
}

function countsOf(rows: readonly (readonly number[])[], topics: number, first: number): number[] {
  const counts = new Array<number>(topics).fill(0);
  for (let row = 0; row < first; row += 1)
    for (const index of rows[row] ?? []) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

/** Standardised by the hypergeometric law of a random deal. */
function greatestRise(
  counts: readonly number[],
  totals: readonly number[],
  drawn: number,
  all: number,
): { index: number; size: number } | null {
  let found: { index: number; size: number } | null = null;
  for (const [index, total] of totals.entries()) {
    const share = total / all;
    const variance = (drawn * share * (1 - share) * (all - drawn)) / (all - 1);
    const rise = (counts[index] ?? 0) - drawn * share;
    if (variance <= 0 || rise <= 0) continue;
    const size = rise / Math.sqrt(variance);
    if (found === null || size > found.size) found = { index, size };
  }
  return found;
}

/** Puts a random choice of `first` rows in front (Fisher and Yates; Durstenfeld 1964). */
function deal(rows: (readonly number[])[], first: number, random: () => number): void {
  for (let place = 0; place < first; place += 1) {
    const other = place + Math.floor(random() * (rows.length - place));
    const kept = rows[place] ?? [];
    rows[place] = rows[other] ?? [];
    rows[other] = kept;
  }
}

/** Numbers in 0..1 that follow from the seed alone (mulberry32, Ettinger 2017). */
function dice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
