import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incidents } from '../../queries/incidents.ts';
import type { Mentions, MentionView } from '../../queries/mentions.ts';
import type { Ratings } from '../../queries/ratings.ts';
import type { Recurring } from '../../queries/recurring.ts';
import type { Topics } from '../../queries/topics.ts';
import type { DemoDocument } from '../../src/app/demo/show.ts';
import type { Demo } from '../../src/app/demo/time-machine.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { daysBetween, localDay } from '../../src/domain/time.ts';
import { played } from './playing.ts';

/** The scenario of the screens, as real readings of the fictional web make it. */
const WEEK = { from: '2026-07-06', to: '2026-07-12' };
const QUARTER = { from: '2026-04-13', to: '2026-07-12' };
let demo: Demo;
let shown: DemoDocument;
beforeAll(async () => {
  ({ demo, shown } = await played({ firm: 'joinery', scenario: 'usual' }));
});
afterAll(() => demo?.close());

describe('the demonstration’s week', () => {
  it('counts seven remarks after five, and their tones', () => {
    const { volume } = shown.summary.figures;
    expect(volume).toMatchObject({ mentions: 7, reviews: 4, before: { mentions: 5, reviews: 2 } });
    expect(volume.tones).toEqual({ positive: 3, mixed: 1, negative: 1, neutral: 2, unclear: 0 });
  });

  it('is four reviews, one enquiry, one article and one message', async () => {
    const page = { subject: FIRM, ...WEEK, limit: 50, offset: 0 };
    const { mentions } = await demo.house.ask<Mentions>('mentions', page);
    const kinds = mentions.map(remark => (remark.intent?.label === 'lead' ? 'lead' : remark.form)).sort();
    expect(kinds).toEqual(['article', 'lead', 'message', 'review', 'review', 'review', 'review']);
  });

  it('has two things to do, four that can wait, one done and one set aside', () => {
    expect(shown.summary.todo.counts).toEqual({ now: 2, canWait: 4, done: 1, aside: 1, confirm: 0 });
    const row = shown.summary.home.week.rows.find(row => row.label === 'À faire');
    expect(row).toMatchObject({ now: '2', before: '3' });
  });

  it('read ten texts on twelve sites of fourteen', () => {
    expect(shown.summary.figures.coverage).toMatchObject({
      texts: 10,
      remarks: 7,
      copies: 2,
      aside: 1,
      confirm: 0,
      sitesRead: 12,
      sitesTotal: 14,
    });
  });

  it('holds a page of what is said of a topic that often comes up', async () => {
    const { topics } = await demo.house.ask<Recurring>('recurring', { ...QUARTER, subject: FIRM, limit: 50 });
    for (const { mentions, examples } of topics) expect(examples).toHaveLength(Math.min(mentions, 10));
    expect(topics[0]?.mentions).toBeGreaterThan(10);
  });

  it('knows the rating of each site, and how it was a week before', () => {
    const { sites } = shown.summary.figures.ratings;
    const rows = sites.map(site => [
      site.site,
      site.average?.toFixed(2),
      site.count,
      site.averageBefore?.toFixed(2),
      site.countBefore,
      site.recent,
      site.replied,
    ]);
    expect(rows).toEqual([
      ['Google', '4.22', 118, '4.25', 115, 20, 16],
      ['Avis d’Armor', '4.29', 17, '4.25', 16, 3, 1],
      ['PagesJaunes', '4.60', 14, '4.60', 14, 3, 0],
    ]);
    expect(sites.map(site => site.distribution)).toEqual([
      [11, 6, 8, 14, 79],
      [1, 1, 1, 3, 11],
      [0, 1, 0, 3, 10],
    ]);
    expect(sites.map(site => site.seenAt.slice(0, 10))).toEqual(['2026-07-13', '2026-07-09', '2026-06-22']);
  });

  it('counts the reviews of thirteen weeks, and what they speak of', async () => {
    const received = shown.summary.figures.ratings.weeks.map(week => week.received);
    expect(received).toEqual([1, 2, 1, 2, 0, 2, 1, 2, 5, 2, 2, 2, 4]);
    const { topics } = await demo.house.ask<Topics>('topics', { ...QUARTER, subject: FIRM, limit: 20 });
    const counts = Object.fromEntries(
      topics.map(({ topic, mentions, before }) => [topic, [mentions, before]]),
    );
    expect(counts).toEqual({
      quality: [12, 9],
      cleanliness: [6, 6],
      advice: [5, 4],
      deadline: [5, 2],
      phone: [2, 1],
      staff: [4, 5],
      trust: [1, 2],
      noise: [1, 1],
      hours: [1, 0],
      hiring: [1, 0],
      waiting: [1, 0],
    });
  });

  it('tells their tones: the burst of June, all on one subject, and two complaints in July', async () => {
    const page = { subject: FIRM, ...QUARTER, kind: 'review', limit: 50, offset: 0 };
    const { total, mentions } = await demo.house.ask<Mentions>('mentions', page);
    expect(total).toBe(26);
    const toned = (tone: string) => mentions.filter(remark => remark.tone?.label === tone);
    expect(toned('positive')).toHaveLength(19);
    expect(toned('positive').filter(remark => remark.site === 'Google')).toHaveLength(13);
    const told = (remark: MentionView) => [remark.day, remark.rating?.value, remark.topics[0]?.topic];
    expect(toned('mixed').map(told)).toEqual([['2026-07-11', 3, 'deadline']]);
    expect(toned('negative').map(told)).toEqual([
      ['2026-07-09', 1, 'phone'],
      ['2026-07-02', 2, 'phone'],
      ['2026-06-13', 2, 'deadline'],
      ['2026-06-11', 1, 'deadline'],
      ['2026-06-10', 2, 'deadline'],
      ['2026-06-08', 1, 'deadline'],
    ]);
    expect(mentions.filter(told => told.site === 'Avis d’Armor' && told.day === '2026-06-12')).toHaveLength(
      1,
    );
  });

  it('received twenty-four reviews in the thirteen weeks before', async () => {
    const page = {
      subject: FIRM,
      from: '2026-01-12',
      to: '2026-04-12',
      kind: 'review',
      limit: 50,
      offset: 0,
    };
    expect((await demo.house.ask<Mentions>('mentions', page)).total).toBe(24);
  });

  it('shows seventeen replies, after three days mostly', async () => {
    const page = { subject: FIRM, ...QUARTER, kind: 'review', limit: 50, offset: 0 };
    const { mentions } = await demo.house.ask<Mentions>('mentions', page);
    const days = mentions.flatMap(({ day, reply }) =>
      reply?.at ? [daysBetween(day, localDay(reply.at, demo.settings.timezone))] : [],
    );
    expect(days).toHaveLength(17);
    expect(days.toSorted((a, b) => a - b)[8]).toBe(3);
  });

  it('places the firm among its competitors', async () => {
    const { subjects } = shown.summary.figures.share;
    expect(subjects.map(({ subject, mentions, before }) => [subject, mentions, before])).toEqual([
      [FIRM, 7, 5],
      ['ouvertures-du-golfe', 5, 4],
      ['fenetres-morbraz', 3, 3],
      ['menuiserie-kervanoc', 2, 1],
      ['atelier-guenroc', 0, 1],
    ]);
    const ratingOf = async (subject: string) => {
      const { sites } = await demo.house.ask<Ratings>('ratings', { subject, ...WEEK });
      return sites.filter(site => site.average !== null).map(site => [site.site, site.average?.toFixed(1)]);
    };
    expect(await ratingOf('ouvertures-du-golfe')).toEqual([['Ouvertures du Golfe', '4.6']]);
    expect(await ratingOf('fenetres-morbraz')).toEqual([['Avis d’Armor', '4.1']]);
    expect(await ratingOf('menuiserie-kervanoc')).toEqual([]);
  });
});

describe('the demonstration’s findings', () => {
  it('name two complaints on one subject, and the enquiry', () => {
    const { complaints, sameSubject, enquiries } = shown.findings;
    expect(complaints.map(({ day, rating }) => [day, rating])).toEqual([
      ['2026-07-09', 1],
      ['2026-07-02', 2],
    ]);
    expect(sameSubject).toEqual(['phone']);
    expect(enquiries.map(({ day, site }) => [day, site])).toEqual([
      ['2026-07-11', 'Forum Chantiers d’Arvor'],
    ]);
  });

  it('show the promotion before and after, the job, and no other change', () => {
    const { promotions, jobs } = shown.findings;
    expect(promotions).toMatchObject([
      {
        subject: 'ouvertures-du-golfe',
        before: 'Volets roulants\u00a0: −10\u00a0%',
        after: 'Volets roulants\u00a0: −15\u00a0% jusqu’au 31 juillet',
        seenAt: '2026-07-08T05:02:00.000Z',
      },
    ]);
    expect(jobs).toMatchObject([
      {
        subject: 'fenetres-morbraz',
        after: 'Poseur de menuiseries, CDI, Vannes',
        seenAt: '2026-07-07T05:02:00.000Z',
      },
    ]);
    expect(shown.summary.figures.changes.changes).toHaveLength(2);
  });

  it('hold the story of three papers together, and the other firm of that name apart', () => {
    const { stories, sameName } = shown.findings;
    expect(stories).toMatchObject([{ title: 'Deux apprentis chez Kerlann', papers: 3, copies: 2 }]);
    expect(stories[0]?.sites).toHaveLength(3);
    expect(sameName).toMatchObject([{ site: 'L’Écho de Kermoalec', day: '2026-07-10' }]);
    expect(sameName[0]?.because.map(({ term }) => term).join(' ')).toMatch(/garage.*plouarvel/);
  });

  it('name the silent site since Friday and the one that refuses', () => {
    const { silentSites, refusingSites } = shown.findings;
    expect(silentSites).toEqual([
      {
        name: 'Avis d’Armor',
        since: '2026-07-10T05:02:00.000Z',
        lastOkAt: '2026-07-09T17:00:00.000Z',
        code: 'SourceUnreachable',
      },
    ]);
    expect(refusingSites).toMatchObject([{ name: 'PagesJaunes', code: 'SourceBlocked' }]);
  });
});

describe('the demonstration’s alerts', () => {
  it('open when they would have: the burst of June, over since, and July’s one star', async () => {
    const { incidents } = await demo.house.ask<Incidents>('incidents', { ...QUARTER });
    const told = incidents.map(({ facts, openedAt, closedAt }) => [
      facts.rule,
      facts.details['topic'],
      openedAt.slice(0, 10),
      closedAt !== null,
    ]);
    expect(told).toContainEqual(['negative-burst', 'deadline', '2026-06-11', true]);
    expect(told).toContainEqual(['bad-review', undefined, '2026-07-09', false]);
  });
});

describe('the demonstration', () => {
  it('leaves nothing behind', async () => {
    expect(existsSync(demo.folder)).toBe(true);
    await demo.close();
    expect(existsSync(demo.folder)).toBe(false);
  });
});
