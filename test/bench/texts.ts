import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CORPORA } from '../eval/labelled.ts';

export const BENCH_TEXTS = 10_000;

/** French texts to measure on: the corpora's, or our own remarks over again where those are missing. */
export function benchTexts(): { texts: string[]; from: string } {
  const names = ['train_fr', 'eval_fr'].map(name => join(CORPORA, `sentiment/${name}.jsonl.gz`));
  const found = names.filter(file => existsSync(file));
  const lines =
    found.length > 0
      ? found.flatMap(file => gunzipSync(readFileSync(file)).toString('utf8').split('\n'))
      : readFileSync(join(import.meta.dirname, '../../data/corpus/seed.jsonl'), 'utf8').split('\n');
  const all = lines.filter(line => line !== '').map(line => (JSON.parse(line) as { text: string }).text);
  // Every so many, so that all kinds of text are met in the same proportion.
  const step = Math.max(1, all.length / BENCH_TEXTS);
  const texts = Array.from(
    { length: BENCH_TEXTS },
    (_, index) => all[Math.floor(index * step) % all.length]!,
  );
  return { texts, from: found.length > 0 ? 'the shared corpora' : 'our own remarks, repeated' };
}
