import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExports } from '../../src/app/demo/exports.ts';
import { FIRMS, SCENARIOS } from '../../src/app/demo/names.ts';
import { timeline } from '../../src/app/demo/story.ts';
import { type DemoWeb, serveWorld } from '../../src/app/demo/web/server.ts';
import { loadWorld, type World } from '../../src/app/demo/world.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { dataRoot } from '../../src/platform/files.ts';

const OPENED = '2026-07-13T05:02:00.000Z';
const WEEK_BEFORE = '2026-07-05T21:59:00.000Z';
let world: World;
let web: DemoWeb;
let folder: string;
const clock = settableClock(OPENED);

beforeAll(async () => {
  world = await loadWorld(dataRoot(), { firm: 'joinery', scenario: 'usual' });
  web = await serveWorld(world, clock);
  folder = await mkdtemp(join(tmpdir(), 'vigie-world-'));
});
afterAll(async () => {
  await web.close();
  await rm(folder, { recursive: true });
});

async function get(url: string, at = OPENED, headers: Record<string, string> = {}) {
  clock.set(at);
  const { host, pathname, search } = new URL(url);
  const address = web.addresses.get('golfe.example');
  const answer = await request(`http://${address}${pathname}${search}`, {
    headers: { host, ...headers },
  });
  return { status: answer.statusCode, etag: String(answer.headers.etag), body: await answer.body.text() };
}

async function starsOfGoogle(at: string): Promise<number[]> {
  await writeExports(world, folder, at);
  const { reviews } = JSON.parse(await readFile(join(folder, 'google.json'), 'utf8')) as {
    reviews: { starRating: string }[];
  };
  return ['FIVE', 'FOUR', 'THREE', 'TWO', 'ONE'].map(
    stars => reviews.filter(review => review.starRating === stars).length,
  );
}

describe('every firm', () => {
  const weeks = FIRMS.flatMap(firm => SCENARIOS.map(scenario => ({ firm, scenario })));
  it.each(weeks)('has its $scenario week: $firm', async name => {
    const told = await loadWorld(dataRoot(), name);
    const moments = timeline(told.story, told.scenario);
    expect(moments.at(-1)).toMatchObject({ at: told.story.openedAt, what: 'reading', tells: true });
    const own = told.places.flatMap(place => (place.kind === 'own-reviews' ? place.reviews : []));
    const week = own.filter(({ at }) => at > '2026-07-05T22:00:00.000Z');
    const low = week.filter(({ stars }) => stars <= 2);
    if (name.scenario === 'calm') expect(low).toEqual([]);
    if (name.scenario === 'crisis') expect(low.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the fictional web', () => {
  it('exports the reviews of the scenario, week by week', async () => {
    expect(await starsOfGoogle(OPENED)).toEqual([79, 14, 8, 6, 11]);
    const before = await starsOfGoogle(WEEK_BEFORE);
    expect(before.reduce((sum, count) => sum + count, 0)).toBe(115);
    expect(before.reduce((sum, count, index) => sum + count * (5 - index), 0)).toBe(489);
  });

  it('shows a reply from the day it was written', async () => {
    await writeExports(world, folder, '2026-07-07T20:00:00.000Z');
    const tuesday = await readFile(join(folder, 'google.json'), 'utf8');
    await writeExports(world, folder, OPENED);
    const monday = await readFile(join(folder, 'google.json'), 'utf8');
    expect(tuesday).toContain('Belle pose, chantier propre.');
    expect(tuesday).not.toContain('l’équipe le lira avec plaisir');
    expect(monday).toContain('l’équipe le lira avec plaisir');
  });

  it('plays the promotion before and after its change', async () => {
    const page = 'http://golfe.example/promotions';
    expect((await get(page, '2026-07-07T20:00:00.000Z')).body).toContain('Volets roulants\u00a0: −10\u00a0%');
    expect((await get(page)).body).toContain('−15\u00a0% jusqu’au 31 juillet');
  });

  it('turns dates and counters on pages where nothing else changes', async () => {
    const [morning, evening] = [
      await get('http://golfe.example/', '2026-07-10T05:02:00.000Z'),
      await get('http://golfe.example/', '2026-07-10T17:00:00.000Z'),
    ];
    expect(morning.body).not.toBe(evening.body);
  });

  it('falls silent on Friday, and refuses robots where the site does', async () => {
    const armor = 'http://avis-armor.example/kerlann';
    const thursday = await get(armor, '2026-07-09T17:00:00.000Z');
    expect(thursday.body).toContain('"ratingValue":"4.29","reviewCount":17');
    expect((await get(armor, WEEK_BEFORE)).body).toContain('"ratingValue":"4.25","reviewCount":16');
    expect((await get(armor, '2026-07-10T05:02:00.000Z')).status).toBe(502);
    const robots = await get('http://pagesjaunes.example/robots.txt');
    expect(robots.body).toContain('Disallow: /');
    expect((await get('http://pagesjaunes.example/pros/menuiserie-kerlann-vannes')).status).toBe(403);
  });

  it('answers "not modified" to who knows the page, and 404 to what does not exist', async () => {
    const feed = 'http://courrier-arzhuel.example/rss.xml';
    const { etag } = await get(feed);
    expect((await get(feed, OPENED, { 'if-none-match': etag })).status).toBe(304);
    expect((await get('http://courrier-arzhuel.example/nothing')).status).toBe(404);
    expect((await get('http://unknown.example/')).status).toBe(404);
  });

  it('is written as French is', async () => {
    const demo = join(dataRoot(), 'demo');
    const names = (await readdir(demo, { recursive: true })).filter(
      name => name.endsWith('.yaml') && !name.endsWith('vigie.yaml'),
    );
    for (const name of names) {
      const quoted = (await readFile(join(demo, name), 'utf8')).match(/"[^"]*"/g) ?? [];
      const faults = quoted.filter(
        text => / [:;!?%€»]|« |\w'\w|\.\.\./.test(text) && !/^"\d\d:\d\d"$/.test(text),
      );
      expect({ name, faults }).toEqual({ name, faults: [] });
    }
  });
});
