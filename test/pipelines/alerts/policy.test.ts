import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grouped } from '../../../pipelines/alerts/grouping.ts';
import {
  type AlertRules,
  afterQuiet,
  type PendingAlert,
  planAlerts,
} from '../../../pipelines/alerts/policy.ts';
import { ALERT_RULES, type AlertFacts, type IncidentView } from '../../../src/domain/alert.ts';
import { instantAt, localDay, wallTime } from '../../../src/domain/time.ts';

const ZONE = 'Europe/Paris';
const QUIET = { from: '20:00', to: '07:30' };
const at = (day: string, time: string) => instantAt(day, time, ZONE);
const NOW = at('2026-07-14', '14:20');

const rules = (change: Partial<AlertRules> = {}): AlertRules => ({
  sentToday: 0,
  quiet: QUIET,
  immediatePerDay: 3,
  timezone: ZONE,
  now: NOW,
  ...change,
});

function facts(change: Partial<AlertFacts> = {}): AlertFacts {
  return {
    rule: 'bad-review',
    level: 'now',
    subject: 'firm',
    matter: `bad-review:firm:${change.mentionIds?.[0] ?? '1'}`,
    sureness: 'sure',
    since: at('2026-07-14', '09:00'),
    mentionIds: ['1'],
    count: 1,
    usual: null,
    details: {},
    ...change,
  };
}

function pending(
  id: string,
  change: Partial<AlertFacts> = {},
  more: Partial<IncidentView> = {},
): PendingAlert {
  const createdAt = more.openedAt ?? at('2026-07-14', '14:00');
  const incident: IncidentView = {
    id: `i${id}`,
    facts: facts({ mentionIds: [id], ...change }),
    openedAt: createdAt,
    updatedAt: createdAt,
    alertedAt: null,
    acknowledgedAt: null,
    snoozedUntil: null,
    closedAt: null,
    ...more,
  };
  return { id, createdAt, incidents: [incident] };
}

const NOTHING = { send: [], merge: [], wait: [], drop: [] };

describe('when a message leaves', () => {
  test('a matter waits ten minutes, then goes', () => {
    const alert = pending('a', {}, { openedAt: at('2026-07-14', '14:12') });
    expect(planAlerts([alert], rules())).toEqual({
      ...NOTHING,
      wait: [{ id: 'a', until: at('2026-07-14', '14:22') }],
    });
    expect(planAlerts([alert], rules({ now: at('2026-07-14', '14:22') })).send).toEqual(['a']);
  });

  test('quiet hours hold it till morning, through both changes of the clock', () => {
    for (const [evening, morning] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
      ['2026-07-14', '2026-07-15'],
    ] as const) {
      const alert = pending('a', {}, { openedAt: at(evening, '22:00') });
      const plan = planAlerts([alert], rules({ now: at(evening, '23:00') }));
      expect(plan.wait).toEqual([{ id: 'a', until: at(morning, '07:30') }]);
      expect(planAlerts([alert], rules({ now: at(morning, '07:30') })).send).toEqual(['a']);
    }
  });

  test('put off by the owner it waits; seen to, over or for the letter it does not go', () => {
    const until = at('2026-07-15', '09:00');
    expect(planAlerts([pending('a', {}, { snoozedUntil: until })], rules()).wait).toEqual([
      { id: 'a', until },
    ]);
    for (const more of [{ acknowledgedAt: NOW }, { closedAt: NOW }])
      expect(planAlerts([pending('a', {}, more)], rules())).toEqual({ ...NOTHING, drop: ['a'] });
    expect(planAlerts([pending('a', { level: 'week' })], rules()).drop).toEqual(['a']);
  });

  test('over the budget all go in one summary an hour before the quiet hours, and not twice', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map(id => pending(id));
    const plan = planAlerts(five, rules());
    expect(plan.send).toEqual(['a', 'b', 'c']);
    const evening = at('2026-07-14', '19:00');
    expect(plan.wait).toEqual([
      { id: 'd', until: evening },
      { id: 'e', until: evening },
    ]);
    const rest = five.slice(3);
    expect(planAlerts(rest, rules({ now: evening, sentToday: 3 }))).toEqual({
      ...NOTHING,
      merge: ['d', 'e'],
    });
    const spent = planAlerts(rest, rules({ now: evening, sentToday: 4 }));
    expect(spent.wait.map(({ until }) => until)).toEqual(Array(2).fill(at('2026-07-15', '07:30')));
  });

  test('what can wait for the evening waits for it', () => {
    const alert = pending('a', { level: 'day', rule: 'press' });
    expect(planAlerts([alert], rules()).wait).toEqual([{ id: 'a', until: at('2026-07-14', '19:00') }]);
    expect(planAlerts([alert], rules({ now: at('2026-07-14', '19:05') })).merge).toEqual(['a']);
  });

  test('a burst swallows its members; an urgent word the review that holds it', () => {
    const burst = pending('z', {
      rule: 'negative-burst',
      matter: 'burst',
      mentionIds: ['a', 'b', 'c'],
      count: 3,
    });
    const plan = planAlerts([pending('a'), pending('b'), burst, pending('d')], rules());
    expect(plan).toEqual({ ...NOTHING, send: ['z', 'd'], drop: ['a', 'b'] });
    const word = pending('w', { rule: 'urgent-word', matter: 'word', mentionIds: ['a'] });
    expect(planAlerts([pending('a'), word], rules())).toEqual({ ...NOTHING, send: ['w'], drop: ['a'] });
  });

  test('what can wait does not swallow what cannot', () => {
    const burst = pending('z', {
      rule: 'negative-burst',
      matter: 'burst',
      mentionIds: ['a', 'b'],
      level: 'day',
    });
    expect(planAlerts([pending('a'), burst], rules()).send).toEqual(['a']);
  });
});

const anyPending = fc
  .record({
    rule: fc.constantFrom(...ALERT_RULES),
    level: fc.constantFrom('now' as const, 'day' as const, 'week' as const),
    mentions: fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3', 'm4'), { minLength: 1 }),
    minutes: fc.nat(3000),
    acknowledged: fc.boolean(),
    snooze: fc.option(fc.nat(3000), { nil: null }),
  })
  .map(one => ({ ...one, matter: `${one.rule}:${one.mentions.join()}` }));
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();

describe('whatever is promised', () => {
  const many = fc.array(anyPending, { maxLength: 12 });
  const days = fc.record({
    sentToday: fc.nat(6),
    immediatePerDay: fc.nat(4),
    quiet: fc.constantFrom(
      QUIET,
      { from: '00:00', to: '00:00' },
      { from: '09:00', to: '17:00' },
      { from: '19:00', to: '02:30' },
    ),
    hours: fc.nat(24 * 365),
  });

  test('each stands in one place, the budget holds, nothing leaves in quiet hours, nothing waits in the past', () => {
    fc.assert(
      fc.property(many, days, (promised, { hours, ...day }) => {
        const now = new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
        const alerts = promised.map((one, index) =>
          pending(
            `p${index}`,
            { rule: one.rule, level: one.level, matter: one.matter, mentionIds: one.mentions },
            {
              openedAt: new Date(Date.parse(now) - one.minutes * 60_000).toISOString(),
              acknowledgedAt: one.acknowledged ? ago(1) : null,
              snoozedUntil:
                one.snooze === null ? null : new Date(Date.parse(now) + one.snooze * 60_000).toISOString(),
            },
          ),
        );
        const plan = planAlerts(alerts, rules({ ...day, now }));
        const placed = [...plan.send, ...plan.merge, ...plan.wait.map(({ id }) => id), ...plan.drop];
        expect(placed.sort()).toEqual(alerts.map(({ id }) => id).sort());
        const messages = plan.send.length + (plan.merge.length > 0 ? 1 : 0);
        if (messages > 0) expect(day.sentToday + messages).toBeLessThanOrEqual(day.immediatePerDay + 1);
        expect(plan.send.length).toBeLessThanOrEqual(Math.max(0, day.immediatePerDay - day.sentToday));
        if (messages > 0) expect(afterQuiet(now, { quiet: day.quiet, timezone: ZONE })).toBe(now);
        for (const { until } of plan.wait) expect(until > now).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('quiet hours end outside quiet hours, at most a day later, on whatever night', () => {
    fc.assert(
      fc.property(fc.nat(366 * 48), fc.constantFrom(QUIET, { from: '19:00', to: '02:30' }), (half, quiet) => {
        const instant = new Date(Date.parse('2026-01-01T00:00:00Z') + half * 1_800_000).toISOString();
        const end = afterQuiet(instant, { quiet, timezone: ZONE });
        const time = wallTime(end, ZONE).slice(11);
        expect(time >= quiet.from || time < quiet.to).toBe(false);
        expect(Date.parse(end) - Date.parse(instant)).toBeLessThan(14 * 3_600_000);
        expect(localDay(end, ZONE) >= localDay(instant, ZONE)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('grouping leaves something to tell of every remark that must be told at once', () => {
    fc.assert(
      fc.property(many, promised => {
        const all = promised.map(one =>
          facts({ rule: one.rule, level: one.level, matter: one.matter, mentionIds: one.mentions }),
        );
        const left = grouped(all);
        const urgent = all.filter(one => one.level === 'now' && /review|word|burst/.test(one.rule));
        const told = new Set(left.filter(one => one.level === 'now').flatMap(one => one.mentionIds));
        for (const one of urgent) for (const id of one.mentionIds) expect(told.has(id)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
