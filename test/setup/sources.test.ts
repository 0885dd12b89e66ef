import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { EXIT } from '../../src/app/command.ts';
import { command } from '../../src/app/commands/sources.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { type LocalServer, localServer, text } from '../net/local-server.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const FEED =
  '<rss version="2.0"><channel><title>F</title><item><title>Bon menuisier à Vannes</title>' +
  '<link>http://a.test/1</link></item></channel></rss>';
const REVIEWS = JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'LocalBusiness',
  name: 'Kerlann',
  review: [
    {
      '@type': 'Review',
      author: { '@type': 'Person', name: 'Claire' },
      reviewRating: { '@type': 'Rating', ratingValue: 4 },
      reviewBody: 'Pose soignée',
      datePublished: '2026-02-01',
    },
  ],
});

let folder: string;
let config: string;
let server: LocalServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sources-'));
  config = join(folder, 'vigie.yaml');
  server = await localServer({
    '/robots.txt': text('User-agent: *\nDisallow: /prive'),
    '/feed': text(FEED, { 'content-type': 'application/rss+xml' }),
    '/blog': text(
      '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>Blog</p></body></html>',
      html,
    ),
    '/avis': text(
      `<html><body><script type="application/ld+json">${REVIEWS}</script><p>Avis</p></body></html>`,
      html,
    ),
    '/tarifs': text('<html><body><h1>Tarifs</h1><p>Fenêtre 450 €</p></body></html>', html),
    '/': text(
      '<html><head><title>Golfe</title><link rel="alternate" type="application/rss+xml" href="/feed"></head>' +
        '<body><a href="/tarifs">Tarifs</a><a href="/avis">Avis</a><a href="/prive">Recrutement</a></body></html>',
      html,
    ),
    '/prive': text('<html><body>non</body></html>', html),
  });
});
beforeEach(() =>
  writeFile(
    config,
    stringify({
      firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
      competitors: [{ name: 'Ouvertures du Golfe' }],
      network: { connectTo: { 'a.test': server.at }, minIntervalMs: 0 },
    }),
  ),
);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(positionals: string[], values: Record<string, string> = {}, json = false) {
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
  const plain = { lang: null, plain: false, color: false, input: false, dryRun: false, quiet: false };
  const code = await command.run({
    flags: { ...plain, json, verbose: false, config, dataDir: join(folder, 'data') },
    values,
    positionals,
    io,
    clock: settableClock('2026-03-10T12:00:00.000Z'),
    signal: new AbortController().signal,
  });
  io.stdout.end();
  return { code, out: (await textOf(io.stdout)).replace(/[\u00a0\u202f]/g, ' ') };
}

const written = async () => parse(await readFile(config, 'utf8')).sources;

it('adds an address as what it is best read as', async () => {
  await run(['add', 'http://a.test/blog'], { name: 'Blog' });
  await run(['add', 'http://a.test/avis']);
  await run(['add', 'http://a.test/tarifs'], { about: 'Ouvertures du Golfe', name: 'Golfe, tarifs' });
  expect(await written()).toEqual([
    { collector: 'feed', url: 'http://a.test/feed', name: 'Blog' },
    { collector: 'review-page', url: 'http://a.test/avis' },
    {
      collector: 'watched-page',
      url: 'http://a.test/tarifs',
      name: 'Golfe, tarifs',
      about: 'Ouvertures du Golfe',
    },
  ]);
  expect((await run(['add', 'http://a.test/feed'])).out).toContain('déjà suivi');
});

it('takes a rival’s home page for its site, and tells what it found', async () => {
  const { out } = await run(['add', 'http://a.test'], { about: 'Ouvertures du Golfe' });
  expect(out.trim().split('\n')).toEqual([
    'Ouvertures du Golfe, accueil : une page dont les changements seront racontés.',
    'Ouvertures du Golfe, tarifs : une page dont les changements seront racontés.',
    'Ouvertures du Golfe, avis : une page d’avis, suivie désormais.',
    'Ouvertures du Golfe, articles : un fil d’articles, suivi désormais.',
    'a.test refuse les lectures automatiques de sa page « emploi ». Vigie n’y va pas.',
    'Pour lire maintenant : vigie collect',
  ]);
  expect((await written()).map(({ collector }: { collector: string }) => collector)).toEqual([
    'watched-page',
    'watched-page',
    'review-page',
    'feed',
  ]);
  expect((await run(['add', 'http://a.test'], { about: 'Ouvertures du Golfe' })).out).not.toContain(
    'désormais',
  );
});

it('tells an address that refuses, and writes nothing', async () => {
  await expect(run(['add', 'http://a.test/prive'])).rejects.toMatchObject({
    code: 'SourceBlocked',
    params: { site: 'a.test' },
  });
  await expect(run(['add', 'http://a.test/feed'], { collector: 'fead' })).rejects.toMatchObject({
    params: { mend: 'feed' },
  });
  expect(await written()).toBeUndefined();
});

it('lists, tries, pauses and resumes by name', async () => {
  expect((await run(['list'])).out).toContain('vigie sources add');
  await run(['add', 'http://a.test/feed'], { name: 'Ouest' });
  expect((await run([])).out).toMatch(/· Ouest\s+pas encore lu/);
  expect((await run(['test', 'Ouest'])).code).toBe(EXIT.ok);
  expect((await run(['list'])).out).toMatch(/✓ Ouest\s+lu mardi 10 mars à 13 h/);
  await run(['pause', 'Ouest']);
  expect(await written()).toMatchObject([{ paused: true }]);
  const { sources } = JSON.parse((await run(['list'], {}, true)).out);
  expect(sources).toMatchObject([{ name: 'Ouest', collector: 'feed', paused: true, error: null }]);
  await run(['resume', 'Ouest']);
  expect(await written()).toMatchObject([{ paused: false }]);
  await expect(run(['pause', 'Ouset'])).rejects.toMatchObject({ params: { mend: 'Ouest' } });
});

it('with --json, what is added and paused is one document', async () => {
  const added = JSON.parse((await run(['add', 'http://a.test'], { about: 'Ouvertures du Golfe' }, true)).out);
  expect(added.sources.map(({ collector }: { collector: string }) => collector)).toEqual([
    'watched-page',
    'watched-page',
    'review-page',
    'feed',
  ]);
  expect(added.sources[0]).toMatchObject({ isNew: true, subject: 'ouvertures-du-golfe' });
  expect(added.refused).toEqual(['jobs']);
  const { id, name } = added.sources[3];
  const paused = JSON.parse((await run(['pause', name], {}, true)).out);
  expect(paused).toEqual({ name, ids: [id], paused: true, written: true });
  const resumed = JSON.parse((await run(['resume', name], {}, true)).out);
  expect(resumed).toEqual({ name, ids: [id], paused: false, written: true });
});

it('pauses every source that bears the name', async () => {
  await run(['add', 'http://a.test/feed']);
  await run(['add', 'http://a.test/avis']);
  const { sources } = JSON.parse((await run(['list'], {}, true)).out);
  const ids = sources.map(({ id }: { id: string }) => id);
  expect(JSON.parse((await run(['pause', 'a.test'], {}, true)).out)).toMatchObject({ name: 'a.test', ids });
  expect(await written()).toMatchObject([{ paused: true }, { paused: true }]);
});
