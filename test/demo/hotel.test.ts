import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Topics } from '../../queries/topics.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { type Played, played } from './playing.ts';

/** The hotel's letter of Monday 13 July: every figure of it, as real readings make it. */
const WEEK = { from: '2026-07-06', to: '2026-07-12' };
let hotel: Played;
beforeAll(async () => {
  hotel = await played({ firm: 'hotel', scenario: 'usual' });
});
afterAll(() => hotel?.demo.close());

describe('the hotel’s week', () => {
  it('is nine reviews after seven, one of them low', () => {
    const { figures, todo } = hotel.shown.summary;
    expect(figures.volume).toMatchObject({ mentions: 9, reviews: 9, before: { reviews: 7 } });
    // Five out of ten stands in the middle of its scale: its words, all bad, decide.
    expect(figures.volume.tones).toMatchObject({ positive: 7, mixed: 1, negative: 1 });
    expect(todo.counts).toMatchObject({ now: 1, canWait: 8, confirm: 0 });
    const pressing = todo.rows.filter(row => row.group === 'now');
    expect(pressing.map(row => row.place)).toEqual(['Booking']);
  });

  it('reads again on demand, the mailbox included', async () => {
    const { sources } = await hotel.demo.house.read(['TripAdvisor']);
    // Its mailbox opens; that no mail of theirs came for twelve days is what it has to tell.
    expect(sources.map(({ name, error }) => [name, error?.code])).toEqual([['TripAdvisor', 'MailMissing']]);
  });

  it('keeps Booking out of ten and Google out of five', () => {
    const rows = hotel.shown.summary.figures.ratings.sites.map(site => [
      site.site,
      site.best,
      site.average?.toFixed(1),
      site.averageBefore?.toFixed(1),
    ]);
    expect(rows.slice(0, 2)).toEqual([
      ['Booking', 10, '8.6', '8.6'],
      ['Google', 5, '4.4', '4.4'],
    ]);
  });

  it('speaks of breakfast five times, of noise twice', async () => {
    const { topics } = await hotel.demo.house.ask<Topics>('topics', { ...WEEK, subject: FIRM, limit: 20 });
    const told = (id: string) => topics.find(({ topic }) => topic === id);
    expect(told('food')).toMatchObject({ mentions: 5, positive: 5 });
    expect(told('noise')).toMatchObject({ mentions: 2, negative: 2 });
  });

  it('sees the rivals’ offer and their search for staff', () => {
    expect(hotel.shown.findings.promotions).toMatchObject([
      { subject: 'hotel-de-la-jetee', after: '3e nuit à −20\u00a0% jusqu’au 31 août' },
    ]);
    expect(hotel.shown.findings.jobs).toMatchObject([{ subject: 'residence-du-bassin' }]);
  });

  it('read nine sites of ten: TripAdvisor’s weekly mail is missing', () => {
    expect(hotel.shown.summary.figures.coverage).toMatchObject({ sitesRead: 9, sitesTotal: 10 });
    expect(hotel.shown.findings.silentSites).toMatchObject([{ name: 'TripAdvisor', code: 'MailMissing' }]);
  });
});
