/** Work on a part of the texts, `from` … `to` (excluded). */
export type Contender = {
  readonly name: string;
  work(from: number, to: number): void | Promise<void>;
};
export type Rate = { readonly name: string; readonly textsPerCpuSecond: number };

/** Small enough that what else runs on the machine falls on all alike, large enough to be told by the clock. */
const SLICE_TEXTS = 250;
/** The first warms the compiler and is not counted. */
const ROUNDS = 3;

/**
 * Texts per CPU second (user + system, other threads of the process included) of contenders that take turns slice by
 * slice, so that a busy machine slows them all: what counts is their ratio. Of each slice the median of the rounds.
 */
export async function ratesOf(contenders: readonly Contender[], texts: number): Promise<Rate[]> {
  const spent = contenders.map(() => new Map<number, number[]>());
  for (let round = 0; round <= ROUNDS; round += 1)
    for (let from = 0; from < texts; from += SLICE_TEXTS)
      for (const [index, { work }] of contenders.entries()) {
        const to = Math.min(texts, from + SLICE_TEXTS);
        const micros = await cpuOf(() => work(from, to));
        if (round === 0) continue;
        const slices = spent[index]!;
        slices.set(from, [...(slices.get(from) ?? []), micros]);
      }
  return contenders.map(({ name }, index) => {
    const micros = [...spent[index]!.values()].reduce((sum, times) => sum + median(times), 0);
    return { name, textsPerCpuSecond: Math.round((1e6 * texts) / micros) };
  });
}

/** One piece of work by itself, the best of the rounds: where nothing is compared in the same run. */
export async function rateOf(name: string, texts: number, work: () => void | Promise<void>): Promise<Rate> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const micros = await cpuOf(work);
    if (round > 0) best = Math.min(best, micros);
  }
  return { name, textsPerCpuSecond: Math.round((1e6 * texts) / best) };
}

/** CPU microseconds of the process while something ran. */
export async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
