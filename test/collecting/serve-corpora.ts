/**
 * The real inputs of the corpora as sites on this machine, and the settings that read them all:
 *
 *     node test/collecting/serve-corpora.ts vigie.yaml          (stays; prints {"port","sources"})
 *     vigie collect --config vigie.yaml --data-dir somewhere
 *
 * Corpora: VIGIE_CORPORA, or ../shared/corpora beside the checkout.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';

type FeedCase = { readonly id: string; readonly file: string; readonly contentType?: string };
type Served = { readonly body: Uint8Array; readonly contentType: string };

/** Feeds are spread over as many sites as a large settings file has. */
const FEED_SITES = 200;

const web = join(process.env.VIGIE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora'), 'web');
const [, , settingsFile] = process.argv;
if (!settingsFile || !existsSync(web)) {
  process.stderr.write(
    settingsFile ? 'skipped: corpora not found\n' : 'usage: serve-corpora.ts vigie.yaml\n',
  );
  process.exit(settingsFile ? 0 : 2);
}

const answers = new Map<string, Served>();
const hosts = new Set<string>();
const sources: Record<string, unknown>[] = [];

function serve(host: string, path: string, file: string, contentType: string): void {
  hosts.add(host);
  answers.set(host + path, { body: readFileSync(join(web, file)), contentType });
}

function addFeeds(): void {
  const cases = JSON.parse(readFileSync(join(web, 'feeds/cases.json'), 'utf8')) as FeedCase[];
  cases.forEach(({ id, file, contentType }, index) => {
    const host = `feeds${index % FEED_SITES}.example`;
    serve(host, `/${index}`, join('feeds', file), contentType ?? 'application/xml');
    sources.push({ collector: 'feed', url: `http://${host}/${index}`, name: id.slice(-110) });
  });
}

const json = 'application/json; charset=utf-8';

/** Every answer of an API that a collector reads, at the address where that collector looks for it. */
function addAnswers(): void {
  const names = (folder: string) => readdirSync(join(web, 'api', folder));
  for (const name of names('hn-algolia')) {
    const { reply } = JSON.parse(readFileSync(join(web, 'api/hn-algolia', name), 'utf8')) as {
      reply: unknown;
    };
    hosts.add('hn.algolia.com');
    const body = new TextEncoder().encode(JSON.stringify(reply));
    answers.set(`hn.algolia.com?${name.slice(0, 2)}`, { body, contentType: json });
    sources.push({ collector: 'hacker-news', query: name.slice(0, 2), name: `hacker-news ${name}` });
  }
  names('mastodon').forEach((name, index) => {
    serve('mastodon.example', `/api/v1/timelines/tag/corpus${index}`, `api/mastodon/${name}`, json);
    sources.push({ collector: 'mastodon-tag', instance: 'https://mastodon.example', tag: `corpus${index}` });
  });
  for (const path of ['/latest.json', '/search.json'])
    serve('forum.example', path, `api/discourse${path}`, json);
  serve('forum.example', '/posts.json', 'api/discourse/posts_latest.json', json);
  sources.push({ collector: 'discourse', site: 'https://forum.example' });
  sources.push({
    collector: 'discourse',
    site: 'https://forum.example',
    query: 'corpus',
    name: 'forum search',
  });
  serve('gazette.example', '/wp-json/wp/v2/posts', 'api/synthetic/wordpress.posts.json', json);
  sources.push({ collector: 'wordpress', site: 'https://gazette.example' });
  serve('api.gdeltproject.org', '/api/v2/doc/doc', 'api/synthetic/gdelt.artlist.json', json);
  sources.push({ collector: 'gdelt', query: 'corpus' });
}

addFeeds();
addAnswers();

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://local');
  const host = request.headers.host ?? '';
  const answer = answers.get(host + url.pathname) ?? answers.get(`${host}?${url.searchParams.get('query')}`);
  if (!answer) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': answer.contentType }).end(answer.body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const firm = { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] };
  const connectTo = Object.fromEntries([...hosts].map(host => [host, `127.0.0.1:${port}`]));
  writeFileSync(settingsFile, stringify({ firm, sources, network: { connectTo, minIntervalMs: 0 } }));
  process.stdout.write(`${JSON.stringify({ port, sources: sources.length })}\n`);
});
