/** Texts per CPU second (user + system), robust to what else runs on the machine; the best of the rounds. */
export type Rate = { readonly name: string; readonly textsPerCpuSecond: number };

const ROUNDS = 2;

/** The first round warms the compiler; the best counts, since noise only ever slows. */
export async function rateOf(name: string, texts: number, work: () => void | Promise<void>): Promise<Rate> {
  let best = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    const rate = texts / ((user + system) / 1e6);
    if (round > 0) best = Math.max(best, rate);
  }
  return { name, textsPerCpuSecond: Math.round(best) };
}
