import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exploreSite } from '../../src/app/discovering/explore-site.ts';
import { sourceAt } from '../../src/app/discovering/source-at.ts';
import { openWeb, type Web } from '../../src/app/discovering/web.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type LocalServer, localServer } from '../net/local-server.ts';

const HOME = `<html><head><title>Ouvertures du Golfe</title>
  <link rel="alternate" type="application/rss+xml" href="/feed"></head>
  <body><a href="/tarifs">Nos tarifs</a>${'<div>'.repeat(50_000)}</body></html>`;
const FEED = `<rss version="2.0"><channel><title>Golfe</title><link>http://golfe.example/</link>
  <item><title>Un</title><link>http://golfe.example/1</link></item></channel></rss>`;
const REVIEWS = `<script type="application/ld+json">{"@context":"https://schema.org","@type":"LocalBusiness","name":"Golfe",
  "review":[{"@type":"Review","reviewBody":"Belle pose","author":{"@type":"Person","name":"Anne"},
  "reviewRating":{"@type":"Rating","ratingValue":"5"}}]}</script>`;

let server: LocalServer;
let web: Web;
beforeEach(async () => {
  const page =
    (type: string, body: string) => (_request: unknown, response: import('node:http').ServerResponse) =>
      void response.writeHead(200, { 'content-type': type }).end(body);
  server = await localServer({
    '/robots.txt': page('text/plain', 'User-agent: *\nAllow: /\n'),
    '/': page('text/html; charset=utf-8', HOME),
    '/feed': page('application/rss+xml', FEED),
    '/register': page('text/html', '<h1>Maintenance</h1>'),
    '/avis': page('text/html; charset=utf-8', REVIEWS),
  });
  web = openWeb({ allowPrivate: [], connectTo: { 'golfe.example': server.at } }, systemClock);
});
afterEach(async () => {
  await web.close();
  await server.close();
});

describe('a stranger’s site, read in a thread of its own', () => {
  it('shows its pages and its feed, however deep it is nested', async () => {
    const { title, pages, feeds } = await exploreSite(web, 'http://golfe.example/');
    expect(title).toBe('Ouvertures du Golfe');
    expect(pages.map(({ kind }) => kind).sort()).toEqual(['home', 'prices']);
    expect(feeds).toEqual(['http://golfe.example/feed']);
  });

  it('an interface that answers with a page has changed: nothing raw comes out of it', async () => {
    await expect(web.json('http://golfe.example/register')).rejects.toMatchObject({
      code: 'SourceChanged',
      params: { site: 'golfe.example' },
    });
  });

  it('is read as what it is: a feed that it announces, reviews that it marks up, else a page', async () => {
    const at = (path: string, wantsPage = false) => sourceAt(web, `http://golfe.example${path}`, wantsPage);
    expect(await at('/')).toEqual({ collector: 'feed', url: 'http://golfe.example/feed' });
    expect(await at('/feed')).toEqual({ collector: 'feed', url: 'http://golfe.example/feed' });
    expect((await at('/avis')).collector).toBe('review-page');
    expect((await at('/', true)).collector).toBe('watched-page');
  });
});
