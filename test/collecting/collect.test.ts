import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openStore } from '../../src/platform/store/open.ts';
import { redirect, text } from '../net/local-server.ts';
import { collectingWorld, feed, feedAt, item, rss } from './collecting-world.ts';

let changing = feed(item(1), item(2));
let resets = 0;
const endlessAsked = Promise.withResolvers<void>();

const { clock, collected, folder, idOf, seen, stateOf, store } = collectingWorld({
  '/feed': text(feed(item(1), item(2)), rss),
  '/changing': (_request, response) => {
    response.writeHead(200, rss).end(changing);
  },
  '/etag': (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { ...rss, etag: '"v1"' }).end(feed(item(1), item(2)));
  },
  '/empty': text(feed(), rss),
  '/moved': redirect(301, 'http://b.test/feed'),
  '/page': text('<!doctype html><html><body><form>login</form></body></html>', {
    'content-type': 'text/html',
  }),
  '/busy': text('', { 'retry-after': '7200' }, 429),
  '/shaky': (request, response) => {
    resets += 1;
    if (resets === 1) request.socket.destroy();
    else response.writeHead(200, rss).end(feed(item(1)));
  },
  '/endless': () => endlessAsked.resolve(),
});

it('stores what is new, once, and says so', async () => {
  changing = feed(item(1), item(2));
  const source = feedAt('/changing', { name: 'Avis' });
  expect(await collected([source])).toMatchObject([
    { name: 'Avis', collector: 'feed', items: 2, new: 2, error: null },
  ]);
  expect(await collected([source])).toMatchObject([{ items: 2, new: 0 }]);
  changing = feed(item(1), item(2), item(3));
  expect(await collected([source])).toMatchObject([{ items: 3, new: 1 }]);
});

it('asks conditionally the second time, unless forced', async () => {
  const source = feedAt('/etag');
  expect(await collected([source])).toMatchObject([{ items: 2, new: 2 }]);
  expect(await collected([source])).toMatchObject([{ items: 0, new: 0, error: null }]);
  expect(await collected([source], { force: true })).toMatchObject([{ items: 2, new: 0 }]);
  expect((await stateOf(source))?.etag).toBe('"v1"');
});

it('takes an empty feed for success and a page in its place for a change', async () => {
  const [empty, page] = await collected([feedAt('/empty'), feedAt('/page')]);
  expect(empty).toMatchObject({ items: 0, error: null });
  expect(page?.error?.code).toBe('SourceChanged');
});

it('lets no failing source stop the others', async () => {
  const report = await collected([
    feedAt('/absent'),
    { collector: 'feed', url: 'http://127.0.0.1:1/feed', name: 'loopback' },
    { collector: 'feed', link: 'mistake', name: 'mistaken' },
    { collector: 'fead', name: 'unknown' },
    { collector: 'table', path: './absent.csv' },
    feedAt('/feed'),
  ]);
  expect(report.map(({ error }) => error?.code ?? null)).toEqual([
    'SourceUnreachable',
    'SourceUnsafe',
    'SettingsInvalid',
    'SettingsInvalid',
    'FileUnreadable',
    null,
  ]);
});

it('remembers where a source has moved, and comes back when that was a mistake', async () => {
  const source = feedAt('/moved');
  expect(await collected([source])).toMatchObject([{ items: 2, new: 2 }]);
  expect((await stateOf(source))?.movedTo).toBe('http://b.test/feed');
  const before = seen().length;
  await collected([source]);
  expect(seen().slice(before)).toEqual(['b.test/feed']);
});

it('waits as long as a site asks, but reads when forced', async () => {
  const source = feedAt('/busy');
  const busyHits = () => seen().filter(path => path.endsWith('/busy')).length;
  const [first] = await collected([source]);
  expect(first?.error).toMatchObject({ code: 'SourceRateLimited', params: { retryAfterMs: 7_200_000 } });
  expect((await stateOf(source))?.nextDueAt).toBe('2026-03-10T14:00:00.000Z');
  expect((await collected([source]))[0]?.error?.code).toBe('SourceRateLimited');
  expect(busyHits()).toBe(1);
  await collected([source], { force: true });
  expect(busyHits()).toBe(2);
});

it('reads only what is due when asked so', async () => {
  const source = feedAt('/feed', { every: 60 });
  expect(await collected([source], { dueOnly: true })).toHaveLength(1);
  expect(await collected([source], { dueOnly: true })).toEqual([]);
  clock.set('2026-03-10T13:00:00.000Z');
  expect(await collected([source], { dueOnly: true })).toHaveLength(1);
  clock.set('2026-03-10T12:00:00.000Z');
});

it('tries once more when the network slips', async () => {
  resets = 0;
  expect(await collected([feedAt('/shaky')])).toMatchObject([{ items: 1, error: null }]);
  expect(resets).toBe(2);
});

it('reads the owner’s files, relative to the settings', async () => {
  await writeFile(
    join(folder(), 'avis.csv'),
    'date,note,texte\n2026-03-01,5,Très bien\n2026-03-02,2,Trop cher\n',
  );
  const [line] = await collected([{ collector: 'table', path: './avis.csv', name: 'Google' }]);
  expect(line).toMatchObject({ items: 2, new: 2, error: null });
});

it('names the sources it is told to read, and no others', async () => {
  const sources = [feedAt('/feed', { name: 'Un' }), feedAt('/empty', { name: 'Deux', paused: true })];
  expect(await collected(sources)).toMatchObject([{ name: 'Un' }]);
  expect(await collected(sources, { only: ['deux'] })).toMatchObject([{ name: 'Deux' }]);
  await expect(collected(sources, { only: ['trois'] })).rejects.toMatchObject({ code: 'UsageInvalid' });
});

it('sees at once that a source is paused, resumed or renamed', async () => {
  const source = feedAt('/feed', { name: 'Un' });
  const other = feedAt('/empty');
  const shown = async (now: object) => {
    await collected([now, other]);
    const { rows } = await sql<{ name: string; health: string }>`select name, health from source_state
      where source_id = ${idOf(now)}`.execute(store().db);
    return rows;
  };
  expect(await shown(source)).toEqual([{ name: 'Un', health: 'ok' }]);
  expect(await shown({ ...source, paused: true })).toEqual([{ name: 'Un', health: 'paused' }]);
  clock.set('2026-03-10T12:00:01.000Z');
  const renamed = { ...source, name: 'Une' };
  await collected([renamed, other], { dueOnly: true });
  expect(await stateOf(renamed)).toMatchObject({ health: 'new' });
  expect(await shown(renamed)).toEqual([{ name: 'Une', health: 'ok' }]);
  clock.set('2026-03-10T12:00:00.000Z');
});

it('does not take the length of an outage for a source’s rhythm', async () => {
  changing = feed();
  const source = feedAt('/changing');
  await collected([source]);
  changing = '<!doctype html><html><body></body></html>';
  clock.set('2026-03-13T12:00:00.000Z');
  await collected([source]);
  changing = feed();
  clock.set('2026-03-14T12:00:00.000Z');
  await collected([source]);
  expect((await stateOf(source))?.nextDueAt).toBe('2026-03-14T14:00:00.000Z');
  clock.set('2026-03-10T12:00:00.000Z');
});

it('says at each step how far it is', async () => {
  const steps: string[] = [];
  await collected([feedAt('/feed'), feedAt('/empty')], {
    onProgress: ({ read, total }) => steps.push(`${read}/${total}`),
  });
  expect(steps).toEqual(['1/2', '2/2']);
});

it('keeps the last answer that could not be read, until the source reads again', async () => {
  const dataDir = join(folder(), 'kept');
  const kept = await openStore({ dataDir });
  try {
    const source = feedAt('/changing', { name: 'Avis' });
    const failing = join(dataDir, 'failing');
    const page = (n: number) => `<!doctype html><html><body>${n} – été</body></html>`;
    for (const n of [1, 2]) {
      changing = page(n);
      const [line] = await collected([source, feedAt('/feed')], { store: kept });
      expect(line?.error?.code).toBe('SourceChanged');
      const names = await readdir(failing);
      expect(names).toHaveLength(1);
      const path = join(failing, names[0] ?? '');
      expect(await readFile(path, 'utf8')).toBe(page(n));
      if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
    changing = feed(item(1));
    expect(await collected([source], { store: kept })).toMatchObject([{ error: null }]);
    expect(await readdir(failing)).toEqual([]);
  } finally {
    await kept.close();
  }
});

it('begins no source once interrupted, and leaves those under way as they were', async () => {
  const interruption = new AbortController();
  const first = feedAt('/feed');
  const endless = { collector: 'feed', url: 'http://b.test/endless' };
  const next = { collector: 'feed', url: 'http://b.test/feed' };
  const reading = collected([first, endless, next], {
    signal: interruption.signal,
    onProgress: () => void endlessAsked.promise.then(() => interruption.abort()),
  });
  expect(await reading).toMatchObject([{ items: 2, new: 2, error: null }]);
  expect(await stateOf(first)).toMatchObject({ health: 'ok' });
  expect(await stateOf(endless)).toMatchObject({ health: 'new', failures: 0 });
  expect(await stateOf(next)).toMatchObject({ health: 'new', lastReadAt: null });
});
