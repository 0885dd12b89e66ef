import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Data, TradePack } from '../domain/data.ts';
import { dataRoot } from './files.ts';

/** Used where the settings name a trade that has no pack. */
const ANY_TRADE = 'general';

const both = z.strictObject({ fr: z.string(), en: z.string() });
const words = z.strictObject({ fr: z.array(z.string()), en: z.array(z.string()) });
const packSchema = z.strictObject({
  id: z.string(),
  name: both,
  letter: z.strictObject({ day: z.string(), at: z.string() }),
  topics: z.array(z.strictObject({ id: z.string(), label: both, seeds: words })),
  urgent: words,
  nouns: words,
});
const lexiconSchema = z.record(z.string(), z.array(z.string()));

/** The trades that have a pack, `general` included, in the order of their ids. */
export function tradeIds(root = dataRoot()): string[] {
  return readdirSync(join(root, 'packs'))
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .sort();
}

/** The pack of a trade, or the general one. A file that is not of the shape is a bug of ours: throws. */
export function loadPack(trade: string, root = dataRoot()): TradePack {
  const known = /^[a-z-]+$/.test(trade) && existsSync(join(root, 'packs', `${trade}.yaml`));
  return packSchema.parse(readYaml(join(root, 'packs', `${known ? trade : ANY_TRADE}.yaml`)));
}

/** Everything that the stages know besides the settings. Some 40 ms and 10 MB: load it once, where stages run. */
export function loadData(trade: string, root = dataRoot()): Data {
  return {
    pack: loadPack(trade, root),
    lexicons: loadLexicons(root),
    toneModel: readFileSync(join(root, 'model', 'tone.bin')),
  };
}

function loadLexicons(root: string): Data['lexicons'] {
  const folder = join(root, 'lexicons');
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml'));
  return Object.fromEntries(
    files.map(file => [file.slice(0, -'.yaml'.length), lexiconSchema.parse(readYaml(join(folder, file)))]),
  );
}

/** Without a schema every scalar is a word: `no` and `12` too. */
function readYaml(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
}
