import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../collectors/readers/page.ts';
import { localName, type Thing } from '../../collectors/readers/thing.ts';
import type { Read } from '../../src/domain/collector.ts';
import { scorePages } from '../eval/page-score.ts';
import { answerOf, load, settingOf } from './cases.ts';

const corpora = process.env['VIGIE_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');
const web = join(corpora, 'web');

/** Folder of real answers, the collector that reads them, the fewest observations that they hold. */
const ANSWERS: readonly (readonly [collector: string, file: string, least: number])[] = [
  ['mastodon-tag', 'mastodon/test_hashtag_tl.1.json', 1],
  ['mastodon-tag', 'mastodon/test_public_tl_anonymous.1.json', 1],
  ['discourse', 'discourse/latest.json', 1],
  ['discourse', 'discourse/posts_latest.json', 1],
  ['discourse', 'discourse/search.json', 1],
  ['wordpress', 'synthetic/wordpress.posts.json', 1],
  ['gdelt', 'synthetic/gdelt.artlist.json', 1],
];

describe.skipIf(!existsSync(web))('real answers and pages (skipped: corpora not found)', () => {
  it.each(ANSWERS)('%s reads %s', async (id, file, least) => {
    const read = await readBytes(id, readFileSync(join(web, 'api', file)));
    expect(read.recognised).toBe(true);
    expect(read.observations.length).toBeGreaterThanOrEqual(least);
    for (const seen of read.observations) {
      expect(seen).toMatchObject({ kind: 'mention', url: expect.stringMatching(/^https?:\/\//) });
      if (seen.kind === 'mention') expect(seen.text || seen.title).toBeTruthy();
    }
  });

  it('reads every recorded search of Hacker News', async () => {
    const folder = join(web, 'api/hn-algolia');
    const files = readdirSync(folder).filter(file => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(5);
    let brought = 0;
    for (const file of files) {
      const recorded = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        url: string;
        reply: { hits?: unknown[] };
      };
      const read = await readBytes('hacker-news', Buffer.from(JSON.stringify(recorded.reply)));
      // The recordings also hold single items and users, which are no searches.
      expect(read.recognised, file).toBe(Array.isArray(recorded.reply.hits));
      brought += read.observations.length;
    }
    expect(brought).toBeGreaterThan(5);
  });

  it('finds every rating and count of the rated pages', () => {
    const score = scorePages(join(web, 'pages/rated_cases.json'));
    expect(score.missed).toEqual([]);
    expect(score.rating.of).toBeGreaterThan(10);
  });

  it('reads structured data as extruct does', () => {
    const folder = join(web, 'pages/structured');
    const shares: Record<string, number> = {};
    for (const file of readdirSync(folder)) {
      // Microformats and Open Graph are other vocabularies; one file mixes them with microdata.
      if (!/\.(?:json|jsonld)$/.test(file) || /misc__|elysianfields_1/.test(file)) continue;
      const page = join(folder, `${basename(file).replace(/(?:\.expanded)?\.json(?:ld)?$/, '')}.html`);
      if (existsSync(page))
        shares[file] = shareFound(readFileSync(page, 'utf8'), readFileSync(join(folder, file), 'utf8'));
    }
    expect(Object.keys(shares).length).toBeGreaterThan(15);
    // A search box's input has a value that only search engines need.
    expect(
      Object.entries(shares).filter(([file, share]) => share < 1 && !file.includes('SearchAction')),
    ).toEqual([]);
  });
});

async function readBytes(id: string, bytes: Uint8Array): Promise<Read> {
  const setting = settingOf(id);
  const collector = await load(id);
  return collector.read(answerOf(setting, bytes), collector.options.parse(setting.options), {});
}

/** The share of the expected types and plain values that the page's things hold under the same short names. */
function shareFound(html: string, expectedJson: string): number {
  const held = new Set(readPage(html).things.flatMap(factsOf));
  const expected = expectedFacts(JSON.parse(expectedJson), '');
  return expected.filter(fact => held.has(fact)).length / Math.max(1, expected.length);
}

function factsOf(thing: Thing): string[] {
  const values = [...thing.properties].flatMap(([name, all]) =>
    all.flatMap(value => (typeof value === 'string' ? fact(name, value) : [])),
  );
  return [...thing.types.map(type => fact('type', type)), ...values];
}

function fact(name: string, value: string): string {
  return `${name} = ${value.replace(/\s+/g, ' ').trim()}`;
}

function expectedFacts(node: unknown, name: string): string[] {
  if (Array.isArray(node)) return node.flatMap(each => expectedFacts(each, name));
  if (typeof node !== 'object' || node === null)
    return node === null || name === '' ? [] : [fact(name, String(node))];
  const { type, properties, '@type': ldType, '@value': value, ...rest } = node as Record<string, unknown>;
  if (value !== undefined) return expectedFacts(value, name);
  const types = [type, ldType].flat().filter(each => typeof each === 'string');
  const plain = Object.entries({ ...rest, ...(properties as object | undefined) }).filter(
    ([key]) => !key.startsWith('@'),
  );
  return [
    ...types.map(each => fact('type', localName(each))),
    ...plain.flatMap(([key, each]) => expectedFacts(each, localName(key))),
  ];
}
