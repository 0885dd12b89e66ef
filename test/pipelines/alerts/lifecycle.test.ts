import { expect, test } from 'vitest';
import { judged, type KnownIncident } from '../../../pipelines/alerts/lifecycle.ts';
import type { AlertFacts } from '../../../src/domain/alert.ts';

const THURSDAY = '2026-07-09T13:34:00.000Z';
const SATURDAY = '2026-07-11T16:05:00.000Z';
const NOW = '2026-07-12T11:00:00.000Z';

function burst(since: string, mentionIds: readonly string[], apart: readonly string[] = []): AlertFacts {
  return {
    rule: 'negative-burst',
    level: 'now',
    subject: 'firm',
    matter: 'negative-burst:firm',
    sureness: 'sure',
    since,
    mentionIds,
    apart,
    count: mentionIds.length,
    usual: null,
    details: {},
  };
}

function grown(before: AlertFacts, facts: AlertFacts): AlertFacts | undefined {
  const known: KnownIncident = {
    id: 'crisis',
    facts: before,
    openedAt: SATURDAY,
    updatedAt: SATURDAY,
    alertedAt: null,
    acknowledgedAt: null,
    snoozedUntil: null,
    closedAt: null,
    alertedCount: 0,
  };
  return judged({ facts: [facts], known: [known], settled: new Set(), now: NOW }).grown[0]?.facts;
}

test('what turns out to be another matter leaves an incident, which then began with the first that stays', () => {
  const before = burst(THURSDAY, ['door', 'a']);
  expect(grown(before, burst(SATURDAY, ['c', 'b', 'a'], ['door']))).toMatchObject({
    since: SATURDAY,
    mentionIds: ['c', 'b', 'a'],
    count: 3,
  });
});

test('what only aged out of the window stays, and so does the day on which it began', () => {
  const before = burst(THURSDAY, ['old', 'a']);
  expect(grown(before, burst(SATURDAY, ['c', 'b', 'a']))).toMatchObject({
    since: THURSDAY,
    mentionIds: ['c', 'b', 'a', 'old'],
    count: 4,
  });
});
