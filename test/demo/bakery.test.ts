import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incidents } from '../../queries/incidents.ts';
import { type Played, played } from './playing.ts';

describe('the baker’s crisis', () => {
  let bakery: Played;
  beforeAll(async () => {
    bakery = await played({ firm: 'bakery', scenario: 'crisis' });
  });
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
