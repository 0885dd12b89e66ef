import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { question as ratings } from '../../queries/ratings.ts';
import { question as todo } from '../../queries/todo.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { type ConfiguredSource, configuredSource } from '../../src/domain/settings/source.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { saveTagged } from '../../src/platform/store/save-tagged.ts';
import { declareSources } from '../../src/platform/store/source-state.ts';
import { askerOf, batchOf, review, source, tag, VERSIONS } from '../store/world.ts';

const NOW = '2026-07-13T05:00:00.000Z';
const LAST_WEEK = { from: '2026-07-06', to: '2026-07-12' };
const MAY = { from: '2026-05-04', to: '2026-05-10' };
const google = source('Google');

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:' });
});
afterEach(() => store.close());

const rating = (average: number, count: number) =>
  ({ kind: 'rating', average, best: 5, worst: 1, count }) as const;

/** Stores and tags: everything is about the firm, and presses. */
async function bring(from: ConfiguredSource, at: string, observations: readonly Observation[]) {
  const { toTag } = await commitBatch(store, batchOf(from, at, observations));
  const annotations = toTag.flatMap(id => [
    tag(id, 'relevance', 'kept', { item: 'firm', score: 2 }),
    tag(id, 'stories', id, { score: 1 }),
    tag(id, 'priority', 'now', { score: 50 }),
  ]);
  const nothing = { stories: [], memories: [], outboxIds: [] };
  await saveTagged(store, { mentionIds: toTag, versions: VERSIONS, annotations, ...nothing }, at);
}

const sitesOf = async (period: typeof MAY) =>
  (await ratings.answer(askerOf(store, NOW), { ...period, subject: 'firm' })).sites;

test('an earlier week is told as it ended: its ratings, and what waited then', async () => {
  const reviews = (day: string, stars: number, many: number) =>
    Array.from({ length: many }, (_, n) =>
      review(`${day}-${n}`, stars, `Avis ${n} du ${day}`, `2026-${day}T08:00:00.000Z`),
    );
  const armor = source('Avis d’Armor');
  await bring(google, '2026-05-08T08:00:00.000Z', [rating(4.6, 50)]);
  await bring(armor, '2026-05-08T08:00:00.000Z', reviews('05-08', 5, 10));
  await bring(google, '2026-07-10T08:00:00.000Z', [rating(3.9, 80)]);
  await bring(armor, '2026-07-10T08:00:00.000Z', reviews('07-10', 1, 10));
  expect(await sitesOf(MAY)).toMatchObject([
    { site: 'Google', average: 4.6, count: 50, seenAt: '2026-05-08T08:00:00.000Z' },
    { site: 'Avis d’Armor', average: 5, count: 10 },
  ]);
  expect(await sitesOf(LAST_WEEK)).toMatchObject([
    { site: 'Google', average: 3.9, count: 80, seenAt: '2026-07-10T08:00:00.000Z' },
    { site: 'Avis d’Armor', average: 3, count: 20 },
  ]);
  const waiting = async (period: typeof MAY) => (await todo.answer(askerOf(store, NOW), period)).now.length;
  expect(await waiting(MAY)).toBe(10);
  expect(await waiting(LAST_WEEK)).toBe(20);
});

test('what the last complete week tells reaches today', async () => {
  await bring(google, NOW, [rating(4.2, 118), review('matin', 1, 'Personne ce matin', NOW)]);
  expect(await sitesOf(LAST_WEEK)).toMatchObject([{ count: 118, received: 0 }]);
  expect((await todo.answer(askerOf(store, NOW), LAST_WEEK)).now).toHaveLength(1);
  const before = { from: '2026-06-29', to: '2026-07-05' };
  expect((await todo.answer(askerOf(store, NOW), before)).now).toEqual([]);
});

test('two sites of one name are two ratings, each with its own reviews', async () => {
  const [vannes, auray] = ['vannes', 'auray'].map(town =>
    source('PagesJaunes', undefined, `https://pages.example/${town}`),
  ) as [ConfiguredSource, ConfiguredSource];
  await bring(vannes, '2026-07-10T08:00:00.000Z', [
    rating(4.5, 40),
    review('v', 5, 'Très belle pose à Vannes', '2026-07-09T08:00:00.000Z'),
  ]);
  await bring(auray, '2026-07-10T08:00:00.000Z', [rating(3.1, 20)]);
  const sites = await sitesOf(LAST_WEEK);
  expect(sites).toMatchObject([
    { site: 'PagesJaunes', sourceId: vannes.id, average: 4.5, received: 1 },
    { site: 'PagesJaunes', sourceId: auray.id, average: 3.1, received: 0 },
  ]);
});

test('a renamed source is one site under its new name, and so is one whose address was corrected', async () => {
  await bring(google, '2026-07-01T08:00:00.000Z', [rating(4.2, 30)]);
  const renamed = { ...google, name: 'Avis Google' };
  await declareSources(store, [renamed]);
  expect(await sitesOf(LAST_WEEK)).toMatchObject([{ site: 'Avis Google', count: 30, sourceId: google.id }]);
  const corrected = source('Avis Google', undefined, 'https://google.example/juste');
  await bring(renamed, '2026-07-02T08:00:00.000Z', [rating(4.2, 31)]);
  await declareSources(store, [corrected]);
  expect(await sitesOf(LAST_WEEK)).toMatchObject([
    { site: 'Avis Google', count: 31, sourceId: corrected.id },
  ]);
  await bring(corrected, '2026-07-10T08:00:00.000Z', [rating(4.3, 33)]);
  expect(await sitesOf(LAST_WEEK)).toMatchObject([{ count: 33, countBefore: 31, averageBefore: 4.2 }]);
});

describe('a site read by mail notices too', () => {
  const mails = configuredSource({ collector: 'mailbox', from: 'google', name: 'Google', paused: false });
  const at = '2026-07-10T08:00:00.000Z';
  const notice = (id: string) => review(id, 5, `Avis ${id} venu par mail`, '2026-07-09T08:00:00.000Z');
  const mailed = [notice('m1'), notice('m2'), notice('m3')];

  test('is one rating: the one that the site shows, with what the mails brought', async () => {
    await bring(google, at, [rating(4.2, 37)]);
    await bring(mails, at, mailed);
    const answer = await ratings.answer(askerOf(store, NOW), { ...LAST_WEEK, subject: 'firm' });
    expect(answer.sites).toMatchObject([
      { site: 'Google', sourceId: google.id, average: 4.2, count: 37, received: 3, recent: 3 },
    ]);
    expect(answer.weeks.at(-1)).toMatchObject({ received: 3, bySource: { [google.id]: { received: 3 } } });
  });

  test('counts as one what both brought while no rating is shown', async () => {
    await bring(google, at, [review('p1', 2, 'Collé un', at), review('p2', 4, 'Collé deux', at)]);
    await bring(mails, at, mailed);
    expect(await sitesOf(LAST_WEEK)).toMatchObject([{ sourceId: google.id, average: null, count: 5 }]);
  });

  test('stays where nothing else bears its name', async () => {
    await bring(source('PagesJaunes'), at, [rating(4.6, 14)]);
    await bring(mails, at, mailed);
    expect(await sitesOf(LAST_WEEK)).toMatchObject([
      { site: 'PagesJaunes' },
      { sourceId: mails.id, count: 3 },
    ]);
  });

  test('is not a third place beside two establishments of that name', async () => {
    const auray = source('Google', undefined, 'https://pages.example/auray');
    await bring(google, at, [rating(4.2, 37)]);
    await bring(auray, at, [rating(4.6, 12)]);
    await bring(mails, at, mailed);
    expect((await sitesOf(LAST_WEEK)).map(({ sourceId }) => sourceId)).toEqual([google.id, auray.id]);
  });
});
