import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Data, type TradePack, WAYS_IN } from '../domain/data.ts';
import { readData } from './data-yaml.ts';
import { dataRoot } from './files.ts';

/** Used where the settings name a trade that has no pack. */
const ANY_TRADE = 'general';

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
  letter: z.strictObject({ day: z.string(), at: z.string() }),
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
  const known = tradeIds().includes(trade);
  return packSchema.parse(readData(`packs/${known ? trade : ANY_TRADE}`));
}

/** Everything that the stages know besides the settings. Some 40 ms and 10 MB: load it once, where stages run. */
export function loadData(trade: string): Data {
  return {
    pack: loadPack(trade),
    lexicons: loadLexicons(),
    toneModel: readFileSync(join(dataRoot(), 'model', 'tone.bin')),
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
