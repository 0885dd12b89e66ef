import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { toneModel } from '../../pipelines/sentiment/model.ts';
import { explainedTone } from '../../pipelines/sentiment/tone.ts';
import { loadData } from '../../src/platform/data-files.ts';
import type { EvalOptions } from './labelled.ts';
import { type ToneCase, toneCases } from './tone-cases.ts';

/** How many explanations a person can judge one by one, and the draw they were judged on. */
const SAMPLE = 100;
const SEED = 20_261_122;
/** The judgements, by hand: ids and a few words of why, never a text. */
const JUDGED = join(import.meta.dirname, 'explanations.yaml');

const judgedSchema = z.object({
  /** Version of the weights that were judged: the first hex digits of the SHA-256 of data/model/tone.bin. */
  weights: z.string(),
  judged: z.int(),
  calledNegative: z.int(),
  drawn: z.int(),
  /** How many of those judged come from each domain. */
  domains: z.record(z.string(), z.int()),
  wrong: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type JudgedExplanations = z.infer<typeof judgedSchema>;

export function judgedExplanations(): JudgedExplanations | null {
  return existsSync(JUDGED) ? judgedSchema.parse(parse(readFileSync(JUDGED, 'utf8'))) : null;
}

/**
 * `npm run eval -- explanations`: negative remarks of eval_fr, drawn by a fixed seed over all domains, with the words
 * that vigie gives as its reason, to be judged one by one. A remark that it does not call negative or mixed has no
 * words against it: it is counted, and the draw goes on until 100 can be judged.
 */
export async function run(options: EvalOptions): Promise<number> {
  const cases = toneCases(options, 'sentiment/eval_fr.jsonl.gz');
  if (cases === null) return 0;
  const model = toneModel(loadData(''));
  let drawn = 0;
  let shown = 0;
  for (const { id, row } of shuffled(cases)) {
    if (shown === SAMPLE) break;
    drawn += 1;
    const { label, because } = explainedTone(model, row.text, row.lang);
    if (label !== 'negative' && label !== 'mixed') continue;
    shown += 1;
    const words = because.map(({ term, weight }) => ({ term, weight }));
    if (options.json) options.out(`${JSON.stringify({ id, label, words, text: row.text })}\n`);
    else options.out(`${id} ${label} ⟨${words.map(one => one.term).join(' | ')}⟩\n    ${row.text}\n`);
  }
  if (!options.json) options.out(`${shown} of ${drawn} drawn are called negative or mixed\n`);
  return 0;
}

type Drawn = { readonly id: string; readonly row: ToneCase };

/** All negative remarks in the order of the draw; an id is the domain and the line of the file, from 1. */
function shuffled(cases: readonly ToneCase[]): Drawn[] {
  return cases
    .map((row, index) => ({ id: `${row.domain} ${index + 1}`, row, place: scattered(index) }))
    .filter(({ row }) => row.gold === 'neg')
    .toSorted((one, other) => one.place - other.place);
}

/** A fixed place per line, by the finalizer of MurmurHash3 over line and seed. */
function scattered(index: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ SEED;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
