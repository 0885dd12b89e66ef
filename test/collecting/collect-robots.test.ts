import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { redirect, text } from '../net/local-server.ts';
import { collectingWorld, feed, item, rss } from './collecting-world.ts';

const announcing =
  '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/changing"></head></html>';
let changing = feed(item(1));

const { collected, idOf, seen, stateOf, store } = collectingWorld({
  '/feed': text(feed(item(1), item(2)), rss),
  '/changing': (_request, response) => {
    response.writeHead(200, rss).end(changing);
  },
  '/lost': redirect(302, 'http://b.test/nowhere'),
  '/robots.txt': (request, response) => {
    const rules = { 'c.test': 'Disallow: /', 'a.test': 'Crawl-delay: 1' }[request.headers.host ?? ''] ?? '';
    response.writeHead(200, { 'content-type': 'text/plain' }).end(`User-agent: *\n${rules}`);
  },
  '/blog': (request, response) => {
    const type = { 'content-type': 'text/html', etag: '"blog"' };
    if (request.headers['if-none-match'] === '"blog"') response.writeHead(304).end();
    else response.writeHead(200, type).end(announcing);
  },
  '/horaires': text('<!doctype html><html><body><h1>Horaires</h1></body></html>', {
    'content-type': 'text/html; charset=utf-8',
  }),
  '/tarifs': text('<!doctype html><html><body><h1>Tarifs</h1><p>Pose : 300 €</p></body></html>', {
    'content-type': 'text/html; charset=utf-8',
  }),
});

it('obeys robots.txt for pages, and does not ask it for a feed', async () => {
  const before = seen().length;
  const report = await collected([
    { collector: 'watched-page', url: 'http://c.test/tarifs' },
    { collector: 'watched-page', url: 'http://b.test/tarifs' },
    { collector: 'feed', url: 'http://c.test/feed' },
  ]);
  expect(report.map(({ error }) => error?.code ?? null)).toEqual(['SourceBlocked', null, null]);
  expect(report[0]?.error?.params).toMatchObject({ reason: 'robots' });
  const paths = seen().slice(before);
  expect(paths.toSorted()).toEqual([
    'b.test/robots.txt',
    'b.test/tarifs',
    'c.test/feed',
    'c.test/robots.txt',
  ]);
  expect((await stateOf({ collector: 'watched-page', url: 'http://c.test/tarifs' }))?.health).toBe('refused');
});

it('follows a page to its feed only where robots.txt lets the page be read, and each time', async () => {
  changing = feed(item(1));
  const closed = { collector: 'feed', url: 'http://c.test/blog' };
  const open = { collector: 'feed', url: 'http://b.test/blog' };
  const before = seen().length;
  const [refused, read] = await collected([closed, open]);
  expect(refused?.error).toMatchObject({ code: 'SourceBlocked', params: { reason: 'robots' } });
  expect(read).toMatchObject({ error: null, new: 1 });
  const paths = seen().slice(before);
  expect(paths).not.toContain('c.test/changing');
  expect(paths).toEqual(expect.arrayContaining(['b.test/robots.txt', 'b.test/changing']));
  // The page stays as it is; what its feed holds does not.
  changing = feed(item(1), item(2));
  expect(await collected([open])).toMatchObject([{ error: null, new: 1 }]);
});

it('keeps in the ledger every host that was dialled, whatever came of it', async () => {
  const sources = [
    { collector: 'watched-page', url: 'http://c.test/tarifs' },
    { collector: 'watched-page', url: 'http://b.test/tarifs' },
    { collector: 'feed', url: 'http://a.test/lost' },
    { collector: 'feed', url: 'http://127.0.0.1:1/feed' },
  ];
  await collected(sources);
  const { rows } = await sql<{ source_id: string; hosts: string }>`
    select source_id, string_agg(name, ' ' order by name) as hosts from ledger
    where kind = 'host' group by source_id`.execute(store().db);
  const hosts = new Map(rows.map(row => [row.source_id, row.hosts]));
  const ids = sources.map(idOf);
  expect(ids.map(id => hosts.get(id) ?? '')).toEqual(['c.test', 'b.test', 'a.test b.test', '']);
});

it('leaves a site alone as long as its robots.txt asks, and others meanwhile not', async () => {
  const before = seen().length;
  const page = (host: string, path: string) => ({ collector: 'watched-page', url: `http://${host}${path}` });
  await collected([
    page('a.test', '/tarifs'),
    page('a.test', '/horaires'),
    page('b.test', '/tarifs'),
    page('b.test', '/horaires'),
  ]);
  const paths = seen().slice(before);
  expect(paths.filter(path => !path.endsWith('robots.txt')).at(-1)).toBe('a.test/horaires');
});
