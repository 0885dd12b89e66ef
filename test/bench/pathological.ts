import { makeStages } from '../../pipelines/main.ts';
import { runStages } from '../../pipelines/run.ts';
import type { Data } from '../../src/domain/data.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { item } from '../eval/labelled.ts';
import { cpuOf } from './measure.ts';

/** Texts that nobody writes and anybody can send. Lengths in UTF-16 units. */
export const PATHOLOGICAL: readonly (readonly [name: string, text: string])[] = [
  ['a word of 1 MB', 'a'.repeat(1_000_000)],
  ['1 MB of “pas ”', 'pas '.repeat(250_000)],
  ['100,000 combining marks', `e${'\u0301'.repeat(100_000)}`],
  ['40,000 apostrophes', "'".repeat(40_000)],
  ['40,000 elisions', "l'".repeat(40_000)],
  ['only emoji', '👍❤️'.repeat(25_000)],
  ['lone surrogates', '\ud800'.repeat(100_000)],
  ['right to left', 'خدمة ممتازة \u202e'.repeat(10_000)],
  ['zero widths', 'a\u200b\u200d\ufeff'.repeat(30_000)],
  ['nested quotes', `${'«\u00a0“'.repeat(30_000)}nul${'”\u00a0»'.repeat(30_000)}`],
  ['100,000 figures', '02 97 '.repeat(17_000)],
  ['questions', '?!'.repeat(60_000)],
  ['one long address', `https://a.example/${'?a=b&'.repeat(20_000)}`],
  ['hyphens', 'a-'.repeat(60_000)],
  ['nothing', ''],
];

/** CPU milliseconds per 100 kB (of UTF-16 units, two bytes each) through the whole chain: the dearest of three. */
export async function pathologicalCosts(
  settings: Settings,
  data: Data,
): Promise<{ readonly name: string; readonly msPer100kB: number }[]> {
  const stages = makeStages(settings, data, {});
  const costs: { name: string; msPer100kB: number }[] = [];
  for (const [name, text] of PATHOLOGICAL) {
    let most = 0;
    for (let round = 0; round <= 3; round += 1) {
      const micros = await cpuOf(() =>
        runStages(stages, [item(`${name} ${round}`, text, { title: text.slice(0, 100_000) })]),
      );
      if (round > 0) most = Math.max(most, micros);
    }
    const size = Math.max(1, Buffer.byteLength(text) / 100_000);
    costs.push({ name, msPer100kB: Math.round(most / size / 10) / 100 });
  }
  return costs;
}
