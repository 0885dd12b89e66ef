import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Data, type Topic, type TradePack, WAYS_IN } from '../domain/data.ts';
import { readData } from './data-yaml.ts';
import { dataRoot } from './files.ts';

/** Used where the settings name a trade that has no pack. */
const ANY_TRADE = 'general';
const NO_SEEDS = { fr: [], en: [] };

const both = z.strictObject({ fr: z.string(), en: z.string() });
const words = z.strictObject({ fr: z.array(z.string()), en: z.array(z.string()) });
const site = z.strictObject({
  name: z.string(),
  ways: z.array(z.enum(WAYS_IN)),
  at: z.url().optional(),
});
const packSchema = z.strictObject({
  id: z.string(),
  name: both,
  called: words,
  letter: z.strictObject({ day: z.string(), at: z.string() }),
  core: z.array(z.string()).default([]),
  topics: z.array(z.strictObject({ id: z.string(), label: both, complaint: both.optional(), seeds: words })),
  urgent: words,
  nouns: words,
  sites: z.array(site).default([]),
});
const lexiconSchema = z.record(z.string(), z.array(z.string()));

/** The trades that have a pack, `general` included, in the order of their ids. */
export function tradeIds(): string[] {
  return yamlNames('packs');
}

/** The pack of a trade, or the general one. A file that is not of the shape is a bug of ours: throws. */
export function loadPack(trade: string): TradePack {
  const general = packSchema.parse(readData(`packs/${ANY_TRADE}`));
  const isGeneral = trade === ANY_TRADE || !tradeIds().includes(trade);
  const { core, ...pack } = isGeneral
    ? { ...general, topics: [] }
    : packSchema.parse(readData(`packs/${trade}`));
  return { ...pack, topics: withCore(pack.topics, general.topics, isGeneral ? idsOf(general.topics) : core) };
}

/** The trade's own topics, those that mean what a core topic does with its words, then the other core topics. */
function withCore(own: readonly Topic[], all: readonly Topic[], core: readonly string[]): Topic[] {
  const shared = new Map(all.filter(topic => core.includes(topic.id)).map(topic => [topic.id, topic.seeds]));
  const known = new Set(idsOf(own));
  return [
    ...own.map(topic => ({ ...topic, shared: shared.get(topic.id) })),
    ...all
      .filter(topic => shared.has(topic.id) && !known.has(topic.id))
      .map(topic => ({ ...topic, seeds: NO_SEEDS, shared: topic.seeds })),
  ];
}

function idsOf(topics: readonly Topic[]): string[] {
  return topics.map(topic => topic.id);
}

/** Everything that the stages know besides the settings. Some 45 ms and 12 MB: load it once, where stages run. */
export function loadData(trade: string): Data {
  return {
    pack: loadPack(trade),
    lexicons: loadLexicons(),
    toneModel: readFileSync(join(dataRoot(), 'model', 'tone.bin')),
    languageModel: readFileSync(join(dataRoot(), 'model', 'language.bin')),
    cues: readFileSync(join(dataRoot(), 'model', 'cues.bin')),
  };
}

function loadLexicons(): Data['lexicons'] {
  return Object.fromEntries(
    yamlNames('lexicons').map(name => [name, lexiconSchema.parse(readData(`lexicons/${name}`))]),
  );
}

function yamlNames(folder: string): string[] {
  return readdirSync(join(dataRoot(), folder))
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .sort();
}
