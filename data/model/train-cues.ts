import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { CORE_TOPICS, SPOKEN_INTENTS } from '../../pipelines/cues/cues.ts';
import { BEGINNING, pairHash, WORDS_READ, wordHash } from '../../pipelines/cues/features.ts';
import { writeTables } from '../../pipelines/cues/table.ts';
import { intentFacts } from '../../pipelines/intent/facts.ts';
import { type SignIndex, signIndex, signsOf } from '../../pipelines/intent/signs.ts';
import { readingOf } from '../../pipelines/reading.ts';
import { type Seeds, seedHits, seedsOf } from '../../pipelines/topics/seeds.ts';
import { topicFacts } from '../../pipelines/topics/spoken.ts';
import type { Item } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import { type FitOptions, fitSparse, type Labelled, packed } from './cue-fit.ts';

/** `npm run train`, or this file alone: reads our own training files alone, writes data/model/cues.bin and its card. */

const root = path.resolve(import.meta.dirname, '../..');
/**
 * Reviews and enquiries as owners get them. The short turns of speech and the voices stay out: they were written for their
 * tone, and with them notices of jobs and lateness are told less well.
 */
export const FILES = [
  'fr-workshops.jsonl',
  'fr-hospitality.jsonl',
  'fr-more.jsonl',
  'fr-phenomena.jsonl',
  'en-firms.jsonl',
  'en-phenomena.jsonl',
];
const TOPICS: FitOptions = { passes: 10, rate: 0.3, sparsity: 8, decay: 1 };
const INTENTS: FitOptions = { passes: 8, rate: 0.3, sparsity: 5, decay: 1 };
/** Features of one text alone teach that text. */
const TEXTS_MIN = 2;
const SEED = 20_26;
/** Lists of data/lexicons/tone-*.yaml whose words judge. */
const JUDGING = ['strong-positive', 'positive', 'mild-positive', 'strong-negative', 'negators', 'stop-words'];

export type CorpusRow = {
  readonly text: string;
  readonly lang: 'fr' | 'en';
  readonly topics: Readonly<Record<string, string>>;
  readonly intent: string;
  readonly tone: string;
  readonly trade: string;
  readonly firm: string;
};

export function readCorpus(file: string): { rows: CorpusRow[]; sha256: string } {
  const bytes = readFileSync(path.join(root, 'data/corpus', file));
  const rows = bytes
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as CorpusRow);
  return { rows, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Both tables from the rows: what speaks of a topic, and what a writer wants. */
export function trainCues(rows: readonly CorpusRow[]): Uint8Array {
  const topics = fitted(
    rows.map(row => ({ features: topicFeatures(row), classes: CORE_TOPICS.map(id => id in row.topics) })),
    TOPICS,
  );
  // Press is told by its form: its words are about anything.
  const spoken = rows.filter(row => row.intent !== 'press');
  const intents = fitted(
    spoken.map(row => ({
      features: intentFeatures(row),
      classes: SPOKEN_INTENTS.map(intent => row.intent === intent),
    })),
    INTENTS,
  );
  return writeTables([topics, intents]);
}

type Example = { readonly features: readonly number[]; readonly classes: readonly boolean[] };

function fitted(examples: readonly Example[], options: FitOptions): ReturnType<typeof packed> {
  const counts = new Map<number, number>();
  for (const { features } of examples)
    for (const hash of features) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const hashes = [...counts].flatMap(([hash, count]) => (count >= TEXTS_MIN ? [hash] : []));
  const places = new Map(hashes.map((hash, place) => [hash, place]));
  const texts: Labelled[] = examples.map(({ features, classes }) => ({
    features: Int32Array.from(features.flatMap(hash => places.get(hash) ?? [])),
    classes: Uint8Array.from(classes, Number),
  }));
  const classCount = examples[0]?.classes.length ?? 0;
  const { weights, bias } = fitSparse(texts, hashes.length, classCount, options, SEED);
  return packed(hashes, weights, bias);
}

const seedsByTrade = new Map<string, Seeds>();

function topicFeatures(row: CorpusRow): number[] {
  let seeds = seedsByTrade.get(row.trade);
  if (!seeds) {
    seeds = seedsOf(loadPack(row.trade));
    seedsByTrade.set(row.trade, seeds);
  }
  const reading = readingOf(itemOf(row));
  const facts = topicFacts(row.text, seedHits(seeds[row.lang], reading));
  const topical = wordHashes(reading.words, row.lang).filter(hash => !idle[row.lang].has(hash));
  return [...new Set([...topical, ...facts])];
}

/**
 * What tells of no topic, whatever a few texts suggest: function words, and words that judge anything ("superbe").
 * Topical ones among the latter ("propre", "cher") are seeds.
 */
const idle: Record<'fr' | 'en', ReadonlySet<number>> = { fr: idleHashes('fr'), en: idleHashes('en') };

function idleHashes(language: 'fr' | 'en'): ReadonlySet<number> {
  const judging = readLists(`tone-${language}`);
  const words = [...readLists('language')[language]!, ...JUDGING.flatMap(list => judging[list] ?? [])].filter(
    word => !word.includes('*'),
  );
  return new Set(words.flatMap(word => foldedWords(fold(word))).map(word => wordHash(word, language)));
}

function wordHashes(words: readonly string[], language: 'fr' | 'en'): number[] {
  return words.slice(0, WORDS_READ).map(word => wordHash(word, language));
}

let signs: SignIndex | null = null;

function intentFeatures(row: CorpusRow): number[] {
  signs ??= signIndex({ pack: loadPack('general'), lexicons: { intent: readLists('intent') } }, []);
  const item = itemOf(row);
  const { words } = readingOf(item);
  const single = wordHashes(words, row.lang);
  const pairs = single.map((hash, at) => pairHash(single[at - 1] ?? BEGINNING, hash));
  const facts = intentFacts(row.text, signsOf(item, signs), words.length);
  return [...new Set([...single, ...pairs, ...facts])];
}

function readLists(name: string): Record<string, string[]> {
  const source = readFileSync(path.join(root, `data/lexicons/${name}.yaml`), 'utf8');
  return parse(source) as Record<string, string[]>;
}

/** A post that nothing ties to a firm. */
export function itemOf(row: Pick<CorpusRow, 'text' | 'lang'>): Item {
  return {
    id: '',
    kind: 'mention',
    form: 'post',
    site: '',
    about: null,
    url: null,
    title: '',
    text: row.text,
    language: row.lang,
    publishedAt: '',
    rating: null,
    authorHandle: null,
    replied: false,
  };
}

/** Reads the training files and writes the layer with its card. */
export function writeCues(): void {
  const read = FILES.map(file => ({ file, ...readCorpus(file) }));
  const bytes = trainCues(read.flatMap(one => one.rows));
  const card = {
    format: 1,
    bytes: bytes.length,
    licence: 'CC BY 4.0; trained on our own texts alone',
    corpora: Object.fromEntries(read.map(({ file, rows, sha256 }) => [file, { rows: rows.length, sha256 }])),
  };
  writeFileSync(path.join(import.meta.dirname, 'cues.bin'), bytes);
  writeFileSync(path.join(import.meta.dirname, 'cues.json'), `${JSON.stringify(card, null, 2)}\n`);
}

if (import.meta.main) writeCues();
