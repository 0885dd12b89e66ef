import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incidents } from '../../queries/incidents.ts';
import type { Topics } from '../../queries/topics.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { type Played, played } from './playing.ts';

const WEEK = { from: '2026-07-06', to: '2026-07-12' };

describe('the baker’s usual week', () => {
  let bakery: Played;
  beforeAll(async () => {
    bakery = await played({ firm: 'bakery', scenario: 'usual' });
  }, 180_000);
  afterAll(() => bakery?.demo.close());

  it('is four reviews after three, one of them bad', async () => {
    const { figures, todo } = bakery.shown.summary;
    expect(figures.volume).toMatchObject({ reviews: 4, before: { reviews: 3 } });
    expect(bakery.shown.findings.complaints.map(({ day, rating }) => [day, rating])).toEqual([
      ['2026-07-11', 2],
    ]);
    const pressing = todo.rows.filter(row => row.group === 'now');
    expect(pressing.map(row => row.place)).toEqual(['Google', 'Votre page Facebook']);
    const { topics } = await bakery.demo.house.ask<Topics>('topics', { ...WEEK, subject: FIRM, limit: 20 });
    expect(topics.find(({ topic }) => topic === 'product.bread')).toMatchObject({ mentions: 3, negative: 0 });
  });

  it('stands at 4.6 with 143 reviews', () => {
    const [google] = bakery.shown.summary.figures.ratings.sites;
    expect(google).toMatchObject({ site: 'Google', count: 143, countBefore: 139 });
    expect([google?.average, google?.averageBefore].map(average => average?.toFixed(1))).toEqual([
      '4.6',
      '4.6',
    ]);
  });

  it('sees the rival open on Mondays, on five sites read of six', () => {
    expect(bakery.shown.summary.figures.changes.changes).toMatchObject([
      { subject: 'le-fournil-des-halles', after: 'Ouvert désormais le lundi, de 7\u00a0h à 13\u00a0h' },
    ]);
    expect(bakery.shown.summary.figures.coverage).toMatchObject({ sitesRead: 5, sitesTotal: 6 });
    expect(bakery.shown.findings.refusingSites).toMatchObject([{ name: 'PagesJaunes' }]);
  });
});

describe('the baker’s crisis', () => {
  let bakery: Played;
  beforeAll(async () => {
    bakery = await played({ firm: 'bakery', scenario: 'crisis' });
  }, 180_000);
  afterAll(() => bakery?.demo.close());

  it('is told as it happens: the word on Saturday evening, the burst on Sunday', async () => {
    const { incidents } = await bakery.demo.house.ask<Incidents>('incidents', {});
    expect(incidents.map(({ facts, openedAt }) => [facts.rule, facts.details['word'], openedAt])).toEqual([
      ['negative-burst', 'plastique', '2026-07-12T11:00:00.000Z'],
      ['urgent-word', 'plastique', '2026-07-11T17:00:00.000Z'],
    ]);
  });

  it('is four complaints of one thing within a day: one thing to do, beside Thursday’s closed door', () => {
    const { complaints, sameSubject } = bakery.shown.findings;
    expect(complaints.map(({ day }) => day)).toEqual([
      '2026-07-12',
      '2026-07-12',
      '2026-07-11',
      '2026-07-11',
    ]);
    expect(complaints.every(({ text }) => text.includes('plastique'))).toBe(true);
    expect(sameSubject).toEqual(['product.bread']);
    const { counts, rows } = bakery.shown.summary.todo;
    expect(counts.now).toBe(2);
    const now = rows.filter(({ group }) => group === 'now').map(({ glyph, day }) => [glyph, day]);
    expect(now).toEqual([
      ['‼', '11/07'],
      ['├', '12/07'],
      ['├', '12/07'],
      ['├', '11/07'],
      ['└', '11/07'],
      ['▲', '09/07'],
    ]);
  });
});
