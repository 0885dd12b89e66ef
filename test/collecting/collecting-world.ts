import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Collecting, collect } from '../../src/app/collecting/collect.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { configuredSource } from '../../src/domain/settings/source.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { sourceState } from '../../src/platform/store/source-state.ts';
import { createReader, type Reader } from '../../src/platform/worker/reader.ts';
import { type LocalServer, localServer, type Routes } from '../net/local-server.ts';

const NAMES = ['a.test', 'b.test', 'c.test'];

export const item = (n: number, site = 'a.test') =>
  `<item><title>Avis ${n}</title><link>http://${site}/${n}</link><guid>${site}-${n}</guid>` +
  `<pubDate>Tue, 0${n} Mar 2026 12:00:00 GMT</pubDate><description>Texte ${n}</description></item>`;
export const feed = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><link>http://a.test/</link>` +
  `<description>d</description>${items.join('')}</channel></rss>`;
export const rss = { 'content-type': 'application/rss+xml' };

export const feedAt = (path: string, more: object = {}) => ({
  collector: 'feed',
  url: `http://a.test${path}`,
  ...more,
});

/** One server under three names for the tests of a file, and a store of its own for each of them. */
export function collectingWorld(routes: Routes) {
  let server: LocalServer;
  let store: Store;
  let reader: Reader;
  let folder: string;
  const clock = settableClock('2026-03-10T12:00:00.000Z');

  beforeAll(async () => {
    reader = createReader();
    folder = await mkdtemp(join(tmpdir(), 'vigie-collecting-'));
    server = await localServer(routes);
  });

  beforeEach(async () => {
    store = await openStore({ dataDir: ':memory:' });
  });

  afterEach(() => store.close());

  afterAll(async () => {
    await Promise.all([server.close(), reader.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const settingsOf = (...sources: object[]) =>
    settingsSchema.parse({
      firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
      sources,
      network: { connectTo: Object.fromEntries(NAMES.map(name => [name, server.at])), minIntervalMs: 0 },
    });
  const idOf = (source: object) => configuredSource(settingsOf(source).sources[0]!).id;

  return {
    clock,
    idOf,
    /** Hosts and paths asked for so far. */
    seen: () => server.seen.map(({ host, path }) => host + path),
    folder: () => folder,
    store: () => store,
    stateOf: (source: object) => sourceState(store, idOf(source)),
    async collected(sources: object[], more: Partial<Collecting> = {}) {
      const settings = settingsOf(...sources);
      const base = { settings, settingsDir: folder, store, clock, reader, random: () => 0.5 };
      return (await collect({ ...base, ...more })).sources;
    },
  };
}
