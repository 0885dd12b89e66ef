import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { CORE_TOPICS } from '../../pipelines/cues/cues.ts';

/** Our own corpus, data/corpus: read by the evaluations and checked by a test. */
export const CORPUS = join(import.meta.dirname, '../../data/corpus');

/** Reviews and enquiries as owners get them, and the first turns of the hard phenomena. */
export const USUAL_FILES = [
  'fr-workshops',
  'fr-hospitality',
  'fr-more',
  'fr-phenomena',
  'en-firms',
  'en-phenomena',
] as const;
/** Short turns of speech, many of them twins of opposite tone. */
export const TURN_FILES = [
  'fr-irony',
  'fr-implicit',
  'fr-contrast',
  'fr-quoted',
  'fr-negation',
  'en-turns',
] as const;
/** Remarks of the hard phenomena as customers make them, a file an author. */
export const VOICE_FILES = readdirSync(join(CORPUS, 'voices'))
  .filter(name => name.endsWith('.jsonl'))
  .sort()
  .map(name => `voices/${basename(name, '.jsonl')}`);
export const TRAINING_FILES = [...USUAL_FILES, ...TURN_FILES, ...VOICE_FILES];
/** Of authors who did not know of each other; the third is of two in French and one in English. */
export const TEST_SPLITS = {
  first: ['test-fr', 'test-en'],
  second: ['test-fr-second', 'test-en-second'],
  third: ['test-fr-third', 'test-en-third'],
  fourth: ['test-fr-fourth', 'test-en-fourth'],
  fifth: ['test-fr-fifth', 'test-en-fifth'],
} as const;
export type TestSplit = keyof typeof TEST_SPLITS;
export const SPLIT_NAMES = Object.keys(TEST_SPLITS) as TestSplit[];
export const TEST_FILES = Object.values(TEST_SPLITS).flat();

export const TONES = ['positive', 'neutral', 'negative', 'mixed'] as const;
export const HARD_PHENOMENA = [
  'negation',
  'understatement',
  'contrast',
  'factual',
  'question',
  'irony',
  'implicit',
  'comparison',
  'thanks-first',
  'quoted',
  'hypothetical',
  'figures',
] as const;
const REGISTERS = ['careful', 'spoken', 'sms', 'no-accents', 'typos', 'emoji', 'capitals', 'title'] as const;

const rowSchema = z.strictObject({
  text: z.string().min(1),
  lang: z.enum(['fr', 'en']),
  tone: z.enum(TONES),
  intensity: z.int().min(0).max(3),
  topics: z.partialRecord(z.enum(CORE_TOPICS), z.enum(TONES)),
  intent: z.enum(['complaint', 'question', 'lead', 'praise', 'job', 'press', 'none']),
  trade: z.string(),
  firm: z.string(),
  register: z.enum(REGISTERS),
  phenomenon: z.enum(['plain', ...HARD_PHENOMENA]),
  author: z.string(),
});
const secondSchema = z.strictObject({
  file: z.string(),
  line: z.int().min(1),
  tone: rowSchema.shape.tone,
  intent: rowSchema.shape.intent,
});

export type CorpusRow = z.infer<typeof rowSchema>;

const read = new Map<string, readonly CorpusRow[]>();

/** The rows of a file of the corpus by its name without its ending, each checked once; none without such a file. */
export function corpusRows(name: string): readonly CorpusRow[] {
  const known = read.get(name);
  if (known !== undefined) return known;
  const rows = lines(name).map(line => rowSchema.parse(JSON.parse(line)));
  read.set(name, rows);
  return rows;
}

export type Agreement = {
  readonly n: number;
  /** Percent of rows labelled alike. */
  readonly alike: number;
  /** Cohen (1960): (observed − by chance) / (1 − by chance), chance from each labelling's own shares. */
  readonly kappa: number;
};

/** How far the second labelling (second-labels.jsonl) says what the files say. */
export function agreement(what: 'tone' | 'intent'): Agreement {
  const pairs = lines('second-labels').map((line): [string, string] => {
    const second = secondSchema.parse(JSON.parse(line));
    return [corpusRows(second.file)[second.line - 1]?.[what] ?? '', second[what]];
  });
  return cohen(pairs);
}

export function cohen(pairs: readonly (readonly [first: string, second: string])[]): Agreement {
  const share = (count: number): number => count / pairs.length;
  const alike = share(pairs.filter(([first, second]) => first === second).length);
  let chance = 0;
  for (const label of new Set(pairs.flat())) {
    const firsts = share(pairs.filter(([first]) => first === label).length);
    chance += firsts * share(pairs.filter(([, second]) => second === label).length);
  }
  return { n: pairs.length, alike: 100 * alike, kappa: (alike - chance) / (1 - chance) };
}

function lines(name: string): string[] {
  const file = join(CORPUS, `${name}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '');
}
