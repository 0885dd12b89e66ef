import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { question as brought } from '../../queries/brought.ts';
import { question as competitors } from '../../queries/competitors.ts';
import { trendWords } from '../../queries/formulas/trend-words.ts';
import { question as leads } from '../../queries/leads.ts';
import { question as recurring } from '../../queries/recurring.ts';
import { question as replies } from '../../queries/replies.ts';
import { question as trends } from '../../queries/trends.ts';
import { question as weekly } from '../../queries/weekly.ts';
import { undoAction } from '../../src/platform/store/actions.ts';
import { askerOf } from '../store/world.ts';
import {
  act,
  armorRival,
  courrier,
  echo,
  golfe,
  google,
  kerlannWeek,
  NOW,
  WEEK,
  type World,
} from './week.ts';

let world: World;
beforeAll(async () => {
  world = await kerlannWeek();
});
afterAll(() => world.store.close());
afterEach(async () => {
  const acts = await world.store.db.selectFrom('action').select('id').execute();
  for (const { id } of acts) await undoAction(world.store, id, NOW);
});

const asker = () => askerOf(world.store, NOW);
const nameOf = (id: string) => [...world.ids].find(([, one]) => one === id)?.[0];
const subject = 'firm';

test('replies: how many were seen, and in how many days; those without one are no slow replies', async () => {
  const two = { from: '2026-06-29', to: '2026-07-12' };
  expect(await replies.answer(asker(), { ...two, subject })).toEqual({
    reviews: 6,
    replied: 2,
    medianDays: 1,
    p90Days: 1,
  });
  const none = { from: '2026-07-09', to: '2026-07-12' };
  expect(await replies.answer(asker(), { ...none, subject })).toMatchObject({ replied: 0, medianDays: null });
});

test('recurring: topics with their tones, the period before and the days of what was said badly', async () => {
  const answer = await recurring.answer(asker(), { ...WEEK, subject, limit: 10 });
  expect(answer).toMatchObject({ remarks: 7, remarksBefore: 2 });
  expect(answer.topics.map(({ topic, mentions, before }) => [topic, mentions, before.mentions])).toEqual([
    ['pose', 3, 1],
    ['rappel', 1, 1],
    ['conseil', 1, 0],
    ['delai', 1, 0],
    ['propre', 1, 0],
  ]);
  expect(answer.topics[1]).toMatchObject({ tones: { negative: 1, positive: 0 }, badDays: ['2026-07-09'] });
  expect(answer.topics[0]?.examples.map(({ id }) => nameOf(id))).toEqual([
    'google-11',
    'armor-08',
    'google-07',
  ]);
  const reviews = await recurring.answer(asker(), { ...WEEK, subject, kind: 'review', limit: 1 });
  expect(reviews).toMatchObject({ remarks: 4, remarksBefore: 2, topics: [{ topic: 'pose' }] });
});

test('recurring: what the owner says is not hers no longer counts', async () => {
  await act(world, 'google-09', 'not-us');
  const { topics } = await recurring.answer(asker(), { ...WEEK, subject, limit: 10 });
  expect(topics.find(({ topic }) => topic === 'rappel')).toMatchObject({ mentions: 0, badDays: [] });
});

test('competitors: the rating with most reviews, low reviews, since when each is watched', async () => {
  const answer = await competitors.answer(asker(), WEEK);
  expect(answer.ratings).toEqual([
    expect.objectContaining({ subject: 'firm', site: 'Google', average: 4.22, count: 118 }),
    expect.objectContaining({ subject: 'ouvertures-du-golfe', site: golfe.name, average: 4.6, count: 61 }),
  ]);
  expect(answer.lowReviews.map(({ subject: of, review }) => [of, nameOf(review.id)])).toEqual([
    ['ouvertures-du-golfe', 'golfe-08'],
  ]);
  expect(answer.watched).toEqual([
    { subject: 'ouvertures-du-golfe', since: '2026-05-18T08:00:00.000Z', lastJobAt: null },
  ]);
});

test('competitors: an earlier week knows only the ratings seen by then', async () => {
  const { ratings } = await competitors.answer(asker(), { from: '2026-06-29', to: '2026-07-05' });
  expect(ratings).toContainEqual(expect.objectContaining({ subject: 'firm', average: 4.25, count: 115 }));
});

test('brought: what each source gave, by what it is; copies and other firms told apart', async () => {
  const { sources, copiedStories } = await brought.answer(asker(), WEEK);
  const of = (id: string) => sources.find(({ sourceId }) => sourceId === id);
  expect(copiedStories).toBe(1);
  expect(of(google.id)).toMatchObject({ own: { reviews: 3, leads: 0, copies: 0 }, reviewsHeld: 5 });
  expect(of(courrier.id)?.own).toMatchObject({ articles: 1, copies: 0 });
  expect(of(echo.id)?.own).toMatchObject({ articles: 0, copies: 1 });
  expect(of(armorRival.id)).toMatchObject({ own: { reviews: 0 }, rivals: { reviews: 1 }, reviewsHeld: 0 });
  expect(of(golfe.id)?.rivals).toMatchObject({ changes: 1, jobs: 1 });
  const leadsSeen = sources.reduce((sum, one) => sum + one.own.leads, 0);
  expect(leadsSeen).toBe(1);
  const remarks = sources.reduce(
    (sum, { own }) => sum + own.reviews + own.leads + own.articles + own.messages,
    0,
  );
  expect(remarks).toBe(7);
});

test('weekly: remarks of each week and site, listed competitors only', async () => {
  const answer = await weekly.answer(asker(), {
    ...WEEK,
    subjects: ['ouvertures-du-golfe', 'autre'],
    weeks: 3,
  });
  expect(answer.mondays).toEqual(['2026-06-22', '2026-06-29', '2026-07-06']);
  expect(answer.subjects).toEqual([
    { subject: 'firm', counts: [0, 2, 7] },
    { subject: 'ouvertures-du-golfe', counts: [0, 1, 1] },
    { subject: 'autre', counts: [0, 0, 0] },
  ]);
  expect(answer.sites[0]).toEqual({ site: 'Google', own: 3, rivals: 0 });
  expect(answer.sites).toContainEqual({ site: 'Avis d’Armor', own: 1, rivals: 1 });
});

test('leads: what names another firm, or was set aside, stands apart', async () => {
  expect((await leads.answer(asker(), WEEK)).aside).toEqual([]);
  await act(world, 'demande', 'not-us');
  const answer = await leads.answer(asker(), WEEK);
  expect(answer.aside.map(({ id }) => nameOf(id))).toEqual(['demande']);
  expect(answer.leads.map(({ id }) => nameOf(id))).toEqual(['demande-sans-nom']);
});

test('trends: under five remarks they are listed instead', async () => {
  const few = await trends.answer(asker(), { from: '2026-07-11', to: '2026-07-12', subject });
  expect(few).toMatchObject({ remarks: 2, words: [] });
  expect(few.listed.map(({ id }) => nameOf(id)).sort()).toEqual(['demande', 'google-11']);
  expect((await trends.answer(asker(), { ...WEEK, subject })).listed).toEqual([]);
});

test('trend words: what everybody suddenly says stands out, what is always said does not', () => {
  const usual = ['Bon pain, accueil agréable', 'Belle baguette', 'Le pain est bon', 'Croissants au beurre'];
  const before = Array.from({ length: 40 }, (_, index) => usual[index % usual.length] ?? '');
  const now = [
    'Du plastique dans un pain !',
    'Encore du plastique dans le pain',
    'Pain au plastique',
    'Bon pain',
    'Belle baguette, bon accueil',
    'Morceau de plastique dans mon pain',
  ];
  const found = trendWords(now, before);
  expect(found.map(({ words }) => words)).toEqual(['plastique']);
  expect(found[0]).toMatchObject({ now: 4, before: 0 });
  expect(trendWords(before.slice(0, 6), before)).toEqual([]);
  expect(trendWords([], before)).toEqual([]);
  expect(trendWords(now, [])).toEqual([]);
});
