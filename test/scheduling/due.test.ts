import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLetter } from '../../src/app/scheduling/letter-due.ts';
import { nextByPattern } from '../../src/app/scheduling/read-pattern.ts';
import { sourceDueAt } from '../../src/app/scheduling/source-due.ts';
import { wallTime } from '../../src/domain/time.ts';

const PARIS = 'Europe/Paris';
const comesAfter = (pattern: string, from: string) => nextByPattern(pattern, from, PARIS);

describe('the owner’s pattern', () => {
  it('comes at 03:30 on the spring day whose 02:30 does not exist, and at 02:30 again the day after', () => {
    expect(comesAfter('30 2 * * *', '2026-03-28T12:00:00.000Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(comesAfter('30 2 * * *', '2026-03-29T01:30:00.000Z')).toBe('2026-03-30T00:30:00.000Z');
  });

  it('comes once on the autumn day that has 02:30 twice', () => {
    expect(comesAfter('30 2 * * *', '2026-10-24T12:00:00.000Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(comesAfter('30 2 * * *', '2026-10-25T00:30:00.000Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('knows every form that node-cron does', () => {
    expect(comesAfter('0 7,13,19 * * 1-5', '2026-07-10T17:00:00.000Z')).toBe('2026-07-13T05:00:00.000Z');
    expect(comesAfter('0 9 LW * *', '2026-07-10T17:00:00.000Z')).toBe('2026-07-31T07:00:00.000Z');
    expect(comesAfter('0 22-2 * * sat', '2026-07-10T17:00:00.000Z')).toBe('2026-07-10T22:00:00.000Z');
    expect(comesAfter('0 8 29 2 *', '2026-07-10T17:00:00.000Z')).toBe('2028-02-29T07:00:00.000Z');
  });

  it('is refused by its place in the settings when it is none, or counts seconds', () => {
    for (const pattern of ['soon', '* * * * * *', '0 25 * * *', '0 0 31 2 *'])
      expect(() => comesAfter(pattern, '2026-07-10T17:00:00.000Z')).toThrow(
        /SettingsInvalid.*schedule\.read/,
      );
  });

  it('comes once on each of 365 days, whatever the time of day and the zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom(PARIS, 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kolkata'),
        (hour, minute, zone) => {
          const pattern = `${minute} ${hour} * * *`;
          let at = '2026-01-01T00:00:00.000Z';
          const days = new Set<string>();
          for (let n = 0; n < 365; n += 1) {
            at = nextByPattern(pattern, at, zone)!;
            days.add(wallTime(at, zone).slice(0, 10));
          }
          expect(days.size).toBe(365);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a source’s turn', () => {
  const read = {
    every: 60,
    lastReadAt: '2026-07-10T10:00:00.000Z',
    nextDueAt: '2026-07-10T11:00:00.000Z',
    failures: 0,
  };
  const own = { timezone: PARIS };
  const now = '2026-07-10T10:30:00.000Z';

  it('is at once when it was never read', () => {
    expect(sourceDueAt({ ...read, lastReadAt: null, nextDueAt: null }, own, now)).toBe(now);
  });

  it('stands in the store, and is pulled in when it lies further off than the settings now say', () => {
    expect(sourceDueAt(read, own, now)).toBe('2026-07-10T11:00:00.000Z');
    expect(sourceDueAt({ ...read, every: 5 }, own, now)).toBe('2026-07-10T10:05:00.000Z');
    const far = { ...read, every: null, nextDueAt: '2027-07-10T11:00:00.000Z' };
    expect(sourceDueAt(far, own, now)).toBe('2026-07-11T10:00:00.000Z');
  });

  it.each(['2026-07-10T09:30:00.000Z', '2025-07-10T10:00:00.000Z'])(
    'is at once when the clock went back to %s',
    back => {
      expect(sourceDueAt(read, own, back)).toBe(back);
    },
  );

  it('follows the owner’s pattern at once when it changes, except while the source fails or has its own pace', () => {
    const schedule = { read: '0 7,13,19 * * *', timezone: PARIS };
    expect(sourceDueAt({ ...read, every: null }, schedule, now)).toBe('2026-07-10T11:00:00.000Z');
    expect(sourceDueAt({ ...read, every: null }, { ...schedule, read: '0 18 * * *' }, now)).toBe(
      '2026-07-10T16:00:00.000Z',
    );
    expect(sourceDueAt({ ...read, every: null, failures: 2 }, schedule, now)).toBe(read.nextDueAt);
    expect(sourceDueAt({ ...read, every: 45 }, schedule, now)).toBe('2026-07-10T10:45:00.000Z');
  });
});

describe('the letter’s turn', () => {
  const weekly = { timezone: PARIS, letter: { day: 'monday', at: '07:00', rhythm: 'weekly' } } as const;
  const there = {
    key: 'letter:x',
    createdAt: '2026-01-01T00:00:00.000Z',
    dueAt: '2026-01-05T06:00:00.000Z',
    done: true,
  };
  const turnOf = (now: string, known = [there]) => planLetter(weekly, known, now);

  it('keeps its hour through both changes of the clocks', () => {
    expect(turnOf('2026-03-28T12:00:00.000Z').next.dueAt).toBe('2026-03-30T05:00:00.000Z');
    expect(turnOf('2026-10-24T12:00:00.000Z').next.dueAt).toBe('2026-10-26T06:00:00.000Z');
  });

  it('tells of the week before, once, and of one week only after a long sleep', () => {
    const late = turnOf('2026-07-29T21:00:00.000Z');
    expect(late.now).toMatchObject({
      period: { from: '2026-07-20', to: '2026-07-26' },
      dueAt: '2026-07-27T05:00:00.000Z',
    });
    const gone = { ...there, key: late.now!.key };
    expect(turnOf('2026-07-29T21:00:00.000Z', [there, gone]).now).toBeNull();
  });

  it('is not due for a Monday before vigie was there', () => {
    const first = planLetter(weekly, [], '2026-07-08T12:00:00.000Z');
    expect(first).toMatchObject({ now: null, next: { dueAt: '2026-07-13T05:00:00.000Z' } });
    const promised = {
      key: first.next.key,
      createdAt: '2026-07-08T12:00:00.000Z',
      dueAt: first.next.dueAt,
      done: false,
    };
    expect(planLetter(weekly, [promised], '2026-07-08T12:30:00.000Z').now).toBeNull();
    expect(planLetter(weekly, [promised], '2026-07-13T05:00:00.000Z').now?.key).toBe(first.next.key);
  });

  it('comes on the first such day of the month and tells of the month before', () => {
    const monthly = { timezone: PARIS, letter: { day: 'tuesday', at: '10:00', rhythm: 'monthly' } } as const;
    expect(planLetter(monthly, [there], '2026-07-08T12:00:00.000Z')).toMatchObject({
      now: { dueAt: '2026-07-07T08:00:00.000Z', period: { from: '2026-06-01', to: '2026-06-30' } },
      next: { dueAt: '2026-08-04T08:00:00.000Z', period: { from: '2026-07-01', to: '2026-07-31' } },
    });
  });

  it('does not come twice for a week when its day is changed', () => {
    const gone = { ...there, key: turnOf('2026-07-13T06:00:00.000Z').now!.key };
    const thursday = { ...weekly, letter: { ...weekly.letter, day: 'thursday' } } as const;
    expect(planLetter(thursday, [there, gone], '2026-07-16T06:00:00.000Z').now).toBeNull();
  });
});
