import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextDueAfterFailure, nextDueAfterSuccess } from '../../src/app/collecting/due.ts';
import { VigieError } from '../../src/domain/errors.ts';
import type { Observation } from '../../src/domain/observation.ts';

const now = '2026-03-10T12:00:00.000Z';
const minutesFrom = (due: string) => (Date.parse(due) - Date.parse(now)) / 60_000;
const posts = (minutesAgo: readonly (number | null)[]): Observation[] =>
  minutesAgo.map(minutes => ({
    kind: 'mention',
    form: 'post',
    text: 'x',
    publishedAt: minutes === null ? null : new Date(Date.parse(now) - minutes * 60_000).toISOString(),
  }));
const after = (
  minutesAgo: readonly (number | null)[],
  every: number | null = null,
  previousMs: number | null = null,
) =>
  minutesFrom(
    nextDueAfterSuccess({ now, every, observations: posts(minutesAgo), previousMs, random: () => 0.5 }),
  );

it('reads again after half the median gap, within half an hour and a day', () => {
  expect(after([0, 400, 800, 1200])).toBe(200);
  expect(after([1200, 0, 800, 400, null])).toBe(200);
  expect(after([0, 2, 4, 6])).toBe(30);
  expect(after([0, 90_000, 180_000])).toBe(1440);
});

it('keeps its rhythm where nothing new tells another', () => {
  expect(after([])).toBe(120);
  expect(after([], null, 300 * 60_000)).toBe(300);
  expect(after([5, 5, 5])).toBe(120);
});

it('does as the settings ask', () => {
  expect(after([0, 400], 5)).toBe(5);
});

it('backs off, waits as long as asked, and asks once a day where a person is needed', () => {
  const unreachable = new VigieError('SourceUnreachable');
  const minutes = [1, 2, 3, 4, 9, 99].map(n => minutesFrom(nextDueAfterFailure(now, unreachable, n)));
  expect(minutes).toEqual([30, 60, 120, 240, 1440, 1440]);
  const asked = new VigieError('SourceRateLimited', { retryAfterMs: 7_200_000 });
  expect(minutesFrom(nextDueAfterFailure(now, asked, 1))).toBe(120);
  expect(minutesFrom(nextDueAfterFailure(now, new VigieError('SourceGone'), 1))).toBe(1440);
});

it('never leaves its bounds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1e7 })),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (ago, r) => {
        const observations = posts(ago);
        const due = nextDueAfterSuccess({
          now,
          every: null,
          observations,
          previousMs: null,
          random: () => r,
        });
        expect(minutesFrom(due)).toBeGreaterThanOrEqual(30);
        expect(minutesFrom(due)).toBeLessThanOrEqual(1440);
      },
    ),
  );
});
