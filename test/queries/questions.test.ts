import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { question as changes } from '../../queries/changes.ts';
import { question as coverage } from '../../queries/coverage.ts';
import { question as leads } from '../../queries/leads.ts';
import { type MentionsParams, question as mentions } from '../../queries/mentions.ts';
import { question as netSentiment } from '../../queries/net-sentiment.ts';
import { question as ratings } from '../../queries/ratings.ts';
import { question as shareOfVoice } from '../../queries/share-of-voice.ts';
import { question as sources } from '../../queries/sources.ts';
import { question as todo } from '../../queries/todo.ts';
import { question as topics } from '../../queries/topics.ts';
import { question as volume } from '../../queries/volume.ts';
import type { AlertFacts } from '../../src/domain/alert.ts';
import { undoAction } from '../../src/platform/store/actions.ts';
import { changeIncidents } from '../../src/platform/store/incidents.ts';
import { declareSources } from '../../src/platform/store/source-state.ts';
import { askerOf, source } from '../store/world.ts';
import { act, armor, forum, golfe, google, kerlannWeek, NOW, WEEK, type World } from './week.ts';

let world: World;
beforeAll(async () => {
  world = await kerlannWeek();
});
afterAll(() => world.store.close());
/** One world for all: what a test says as the owner, it takes back. */
afterEach(async () => {
  const acts = await world.store.db.selectFrom('action').select('id').execute();
  for (const { id } of acts) await undoAction(world.store, id, NOW);
});

const asker = () => askerOf(world.store, NOW);
const named = (views: readonly { id: string }[]) =>
  views.map(view => [...world.ids].find(([, id]) => id === view.id)?.[0]);

test('volume: seven remarks, four reviews, copies (even word for word) and namesakes left out, every day present', async () => {
  const answer = await volume.answer(asker(), { ...WEEK, subject: 'firm' });
  expect(answer).toMatchObject({
    mentions: 7,
    reviews: 4,
    tones: { positive: 3, mixed: 1, negative: 1, neutral: 1, unclear: 1 },
    before: { mentions: 2, reviews: 2, tones: { positive: 1, negative: 1 } },
  });
  expect(answer.days.map(day => day.mentions)).toEqual([0, 1, 2, 1, 1, 2, 0]);
});

test('net sentiment: null under ten, else the difference over all', async () => {
  const week = await netSentiment.answer(asker(), { ...WEEK, subject: 'firm' });
  expect(week).toMatchObject({ n: 6, net: null });
});

test('share of voice: shares sum to one, a rival nobody mentioned is listed', async () => {
  const { subjects } = await shareOfVoice.answer(asker(), WEEK);
  expect(subjects).toEqual([
    { subject: 'firm', mentions: 7, before: 2, share: 7 / 8, shareBefore: 2 / 3 },
    { subject: 'ouvertures-du-golfe', mentions: 1, before: 1, share: 1 / 8, shareBefore: 1 / 3 },
  ]);
});

test('share of voice: a rival taken out of the settings no longer counts, one without a source does', async () => {
  const { subjects } = await shareOfVoice.answer(asker(), { ...WEEK, subjects: ['autre'] });
  expect(subjects).toEqual([
    { subject: 'firm', mentions: 7, before: 2, share: 1, shareBefore: 1 },
    { subject: 'autre', mentions: 0, before: 0, share: 0, shareBefore: 0 },
  ]);
});

test('topics: most mentioned first, with the week before and newest examples', async () => {
  const { topics: found } = await topics.answer(asker(), { ...WEEK, subject: 'firm', limit: 10 });
  expect(found.map(topic => [topic.topic, topic.mentions, topic.before])).toEqual([
    ['pose', 3, 1],
    ['rappel', 1, 1],
    ['conseil', 1, 0],
    ['delai', 1, 0],
    ['propre', 1, 0],
  ]);
  expect(named(found[0]?.examples.map(id => ({ id })) ?? [])).toEqual(['google-11', 'armor-08', 'google-07']);
});

test('ratings: as the site shows it now and then, else counted; thirteen weeks', async () => {
  const { sites, weeks } = await ratings.answer(asker(), { ...WEEK, subject: 'firm' });
  expect(sites).toMatchObject([
    {
      site: 'Google',
      sourceId: google.id,
      average: 4.22,
      count: 118,
      averageBefore: 4.25,
      countBefore: 115,
      seenAt: NOW,
      received: 3,
      receivedBefore: 2,
      recent: 5,
      replied: 2,
    },
    {
      site: 'Avis d’Armor',
      sourceId: armor.id,
      average: null,
      count: 1,
      distribution: [0, 0, 0, 0, 1],
      received: 1,
    },
  ]);
  expect(weeks).toHaveLength(13);
  expect(weeks[0]?.monday).toBe('2026-04-13');
  expect(weeks[12]).toEqual({
    monday: '2026-07-06',
    received: 4,
    bySource: { [google.id]: { received: 3, average: 3 }, [armor.id]: { received: 1, average: 5 } },
  });
});

test('to do: the partition of the week, what stood before, most pressing first', async () => {
  const answer = await todo.answer(asker(), WEEK);
  expect(named(answer.now)).toEqual(['google-09', 'demande']);
  expect(named(answer.canWait)).toEqual(['google-11', 'facebook', 'presse-1', 'armor-08'].sort(byDayDesc));
  expect(named(answer.done)).toEqual(['google-07']);
  expect(named(answer.aside)).toEqual(['garage']);
  expect(answer.confirm).toEqual([]);
  // The complaint of 2 July was answered on the 3rd: nothing stood when the week before ended.
  expect(answer.todoBefore).toBe(0);
  const press = answer.canWait.find(view => view.form === 'article' && view.story !== null);
  expect(press?.story).toEqual({
    id: world.ids.get('presse-1'),
    copies: 2,
    sites: ['Le Courrier d’Arzhuel', 'La Gazette', 'L’Écho de Kermoalec'],
  });
});

const DAYS: Readonly<Record<string, string>> = {
  'google-11': '11',
  facebook: '10',
  'presse-1': '08',
  'armor-08': '08',
};
function byDayDesc(one: string, other: string): number {
  const difference = Number(DAYS[other]) - Number(DAYS[one]);
  if (difference !== 0) return difference;
  // Same instant: the ids decide, so that the order never changes between two frames.
  return BigInt(world.ids.get(other) ?? 0) > BigInt(world.ids.get(one) ?? 0) ? 1 : -1;
}

test('to do: what the owner says moves it, and undo brings it back', async () => {
  const done = await act(world, 'google-09', 'done');
  await act(world, 'demande', 'later', '2026-07-14T05:00:00.000Z');
  const after = await todo.answer(asker(), WEEK);
  expect(named(after.now)).toEqual([]);
  expect(named(after.done)).toEqual(['google-09', 'google-07']);
  expect(named(after.canWait)).toContain('demande');
  expect(after.done[0]?.action).toEqual({ verb: 'done', at: NOW });
  await undoAction(world.store, done, NOW);
  const undone = await todo.answer(askerOf(world.store, '2026-07-14T06:00:00.000Z'), WEEK);
  expect(named(undone.now)).toEqual(['google-09', 'demande']);
});

test('to do a week later: what still stands was standing', async () => {
  const later = askerOf(world.store, '2026-07-20T05:00:00.000Z');
  const answer = await todo.answer(later, { from: '2026-07-13', to: '2026-07-19' });
  expect(named(answer.now)).toEqual(['google-09', 'demande']);
  expect([answer.todoBefore, answer.canWait, answer.done]).toEqual([2, [], []]);
});

test('to do: a crisis that stood was one thing, as it is on the screen', async () => {
  const held = ['google-09', 'demande'].flatMap(name => world.ids.get(name) ?? []);
  const facts: AlertFacts = {
    rule: 'negative-burst',
    level: 'now',
    subject: 'firm',
    matter: 'negative-burst:firm',
    sureness: 'sure',
    since: NOW,
    mentionIds: held,
    count: 2,
    usual: null,
    details: {},
  };
  const opened = [{ id: 'crisis', facts }];
  await changeIncidents(world.store, { at: '2026-07-12T08:00:00.000Z', since: NOW }, () => ({
    opened,
    grown: [],
    closed: [],
    promised: [],
  }));
  const later = askerOf(world.store, '2026-07-20T05:00:00.000Z');
  const week = { from: '2026-07-13', to: '2026-07-19' };
  expect((await todo.answer(later, week)).todoBefore).toBe(1);
  // Opened after the week had ended, it tells nothing of it.
  const sooner = askerOf(world.store, '2026-07-13T05:00:00.000Z');
  expect((await todo.answer(sooner, WEEK)).todoBefore).toBe(0);
});

test('not us and it is us stand above the stage, in every question', async () => {
  await act(world, 'presse-1', 'not-us');
  await act(world, 'garage', 'is-us');
  const answer = await coverage.answer(asker(), { ...WEEK, subject: 'firm' });
  expect(answer).toMatchObject({ remarks: 7, copies: 2, aside: 1 });
  const { aside } = await todo.answer(asker(), WEEK);
  expect(named(aside)).toEqual(['presse-1']);
  expect(aside[0]?.verdict).toBe('dropped');
});

test('coverage: ten texts read, and the sites by name', async () => {
  expect(await coverage.answer(asker(), { ...WEEK, subject: 'firm' })).toEqual({
    texts: 10,
    remarks: 7,
    copies: 2,
    aside: 1,
    confirm: 0,
    sitesRead: 7,
    sitesTotal: 9,
    lastReadAt: NOW,
  });
});

test('sources: health, what each brought to whom, and its usual pace', async () => {
  const { sources: found } = await sources.answer(asker(), WEEK);
  const of = (id: string) => found.find(one => one.sourceId === id);
  expect(of(armor.id)).toMatchObject({
    health: 'failing',
    error: { code: 'SourceUnreachable', params: { host: 'armor.example' } },
    brought: [{ subject: 'firm', mentions: 1, reviews: 1 }],
    usualPerMonth: 1 / 3,
  });
  expect(of(google.id)).toMatchObject({ health: 'ok', usualPerMonth: 5 / 3 });
  expect(of(forum.id)).toMatchObject({ brought: [{ subject: 'firm', mentions: 1, reviews: 0 }] });
});

test('changes: pages, prices and jobs of rivals, newest first', async () => {
  const answer = await changes.answer(asker(), WEEK);
  expect(answer.watched).toEqual(['ouvertures-du-golfe']);
  expect(answer.changes).toMatchObject([
    { kind: 'promotion', before: 'Volets roulants : −10 %', beforeSince: '2026-05-18T08:00:00.000Z' },
    { kind: 'price', before: 'Volet · 129.00 EUR', after: 'Volet · 119.00 EUR', site: golfe.name },
    { kind: 'job', after: 'Poseur de menuiseries, CDI, Vannes', previousAt: null },
  ]);
  expect((await changes.answer(asker(), { ...WEEK, subject: 'another' })).changes).toEqual([]);
});

test('leads: those that name the firm, and those that name nobody', async () => {
  const { leads: found } = await leads.answer(asker(), WEEK);
  expect(named(found)).toEqual(['demande', 'demande-sans-nom']);
  await act(world, 'demande-sans-nom', 'not-us');
  expect(named((await leads.answer(asker(), WEEK)).leads)).toEqual(['demande']);
});

test('mentions: filters, search by folded words, pages', async () => {
  const ask = async (params: Partial<MentionsParams>) => {
    const answer = await mentions.answer(asker(), { subject: 'firm', limit: 50, offset: 0, ...params });
    return [answer.total, ...named(answer.mentions)];
  };
  expect(await ask({ search: 'VÉRANDA voisins' })).toEqual([1, 'facebook']);
  expect(await ask({ search: '100 %' })).toEqual([1, 'demande']);
  expect(await ask({ search: '%' })).toEqual([1, 'demande']);
  expect(await ask({ search: '_' })).toEqual([0]);
  expect(await ask({ kind: 'review', topic: 'rappel' })).toEqual([2, 'google-09', 'rappel-02']);
  expect(await ask({ tone: 'negative', from: WEEK.from })).toEqual([1, 'google-09']);
  expect(await ask({ site: 'Google', limit: 1, offset: 1 })).toEqual([5, 'google-09']);
  expect(await ask({ verdict: 'dropped', search: 'garage' })).toEqual([1, 'garage']);
  expect((await ask({ search: 'apprentis', copies: true }))[0]).toBe(3);
});

test('a mention view says all that a view may show', async () => {
  const { mentions: found } = await mentions.answer(asker(), {
    subject: 'firm',
    limit: 9,
    offset: 0,
    search: 'propre',
  });
  expect(found).toMatchObject([
    {
      kind: 'review',
      site: 'Google',
      author: 'Client g07',
      day: '2026-07-07',
      rating: { value: 5, best: 5, worst: 1 },
      reply: { text: 'Merci beaucoup', at: '2026-07-08T07:00:00.000Z', seenAt: '2026-07-07T08:00:00.000Z' },
      language: 'fr',
      verdict: 'kept',
      relevance: { score: 2, because: [{ term: 'Kerlann', weight: 1 }] },
      tone: { label: 'positive', abstain: false },
      topics: [
        { topic: 'pose', label: 'positive' },
        { topic: 'propre', label: 'positive' },
      ],
      intent: { label: 'none' },
      priority: { label: 'can-wait' },
      story: null,
      action: null,
    },
  ]);
});

test('changes: of a rival whose pages were never read nobody can say that nothing is new', async () => {
  await declareSources(world.store, [golfe, source('Fenêtres Morbraz', 'Fenêtres Morbraz')]);
  expect((await changes.answer(asker(), WEEK)).watched).toEqual(['ouvertures-du-golfe']);
});
