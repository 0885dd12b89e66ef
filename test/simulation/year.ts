import { parseArgs } from 'node:util';
import { simulateYear } from './owners-year.ts';

/** `node test/simulation/year.ts --seeds 500 [--from 1]`: a year each; prints what broke and the sums. */
const { values } = parseArgs({ options: { seeds: { type: 'string' }, from: { type: 'string' } } });
const from = Number(values.from ?? 1);
const seeds = Number(values.seeds ?? 500);
const started = performance.now();
const sums = new Map<string, number>();
let broken = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const { faults, counts } = await simulateYear(seed);
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
  if (faults.length === 0) continue;
  broken += 1;
  process.stdout.write(`seed ${seed}: ${faults.length} broken\n`);
  for (const fault of faults.slice(0, 3)) process.stdout.write(`  ${fault}\n`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(`${seeds} years, ${broken} with something broken, ${seconds} s\n`);
for (const [name, sum] of sums) process.stdout.write(`  ${name}: ${sum}\n`);
process.exitCode = broken > 0 ? 1 : 0;
