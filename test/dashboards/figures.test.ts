import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allotted, linesAround } from '../../dashboards/terminal/ui/allot.ts';
import { tableLines } from '../../dashboards/terminal/ui/table.ts';
import { textWidth } from '../../dashboards/terminal/ui/width.ts';
import { bracketed, wordDiff } from '../../dashboards/terminal/ui/word-diff.ts';
import { goalOf } from '../../dashboards/view-models/goal.ts';
import { sideOf } from '../../dashboards/view-models/recurs.ts';
import { overall } from '../../dashboards/view-models/reviews.ts';
import type { SiteRating } from '../../queries/ratings.ts';

const google: SiteRating = {
  site: 'Google',
  sourceId: 'google',
  best: 5,
  average: 498 / 118,
  count: 118,
  distribution: [11, 6, 8, 14, 79],
  seenAt: '2026-07-13T05:02:00.000Z',
  averageBefore: null,
  countBefore: null,
  received: 3,
  receivedBefore: 2,
  recent: 20,
  replied: 16,
};

describe('the goal', () => {
  test('(498 + 5k) / (118 + k) ≥ 4.45 gives 50, ≥ 4.50 gives 66', () => {
    expect(goalOf(google)).toMatchObject({ goal: 4.5, low: 4.45, sum: 498, min: 50, max: 66 });
  });
  test('from nine tenths of the scale on the next tenth is the goal; the top is none', () => {
    expect(goalOf({ ...google, average: 4.6, count: 20, distribution: null })?.goal).toBe(4.7);
    expect(goalOf({ ...google, average: 4.9, count: 20, distribution: null })).toBeNull();
    expect(goalOf({ ...google, average: null })).toBeNull();
  });
  test('what is out of reach is not told', () => {
    expect(goalOf({ ...google, average: 4.1, count: 4000, distribution: null })).toBeNull();
  });
  test('so many more do reach it, and one fewer does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 300 }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (count, average) => {
          const goal = goalOf({ ...google, count, average, distribution: null });
          if (!goal) return;
          const shows = (k: number) => (goal.sum + 5 * k) / (goal.count + k);
          expect(shows(goal.max)).toBeGreaterThanOrEqual(goal.goal - 1e-6);
          expect(shows(goal.min)).toBeGreaterThanOrEqual(goal.low - 1e-6);
          if (goal.max > 0) expect(shows(goal.max - 1)).toBeLessThan(goal.goal);
        },
      ),
    );
  });
});

test('a topic goes a way when two thirds of what is said of it do', () => {
  const tones = (positive: number, negative: number, mixed = 0) => ({
    positive,
    negative,
    mixed,
    neutral: 1,
  });
  expect(sideOf(tones(10, 1))).toBe('good');
  expect(sideOf(tones(0, 4, 1))).toBe('bad');
  expect(sideOf(tones(0, 1, 2))).toBe('mixed');
  expect(sideOf(tones(1, 1))).toBe('mixed');
  expect(sideOf(tones(0, 0))).toBe('plain');
});

test('rows are given by importance and sum to the screen', () => {
  const wish = fc.record({ least: fc.integer({ min: 1, max: 8 }), natural: fc.integer({ min: 1, max: 40 }) });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.array(wish, { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      (total, wishes, grows) => {
        const given = allotted(total, wishes, grows);
        const sum = given.reduce((all, rows) => all + rows, 0);
        expect(sum === total || sum === 0).toBe(true);
        expect(given.every(rows => rows >= 0)).toBe(true);
      },
    ),
  );
  expect(
    allotted(
      21,
      [
        { least: 5, natural: 9 },
        { least: 5, natural: 8 },
        { least: 3, natural: 6 },
      ],
      0,
    ),
  ).toEqual([9, 8, 4]);
});

test('a list is drawn around the chosen entry, and nothing beyond the screen is', () => {
  let drawn = 0;
  const draw = (index: number) => {
    drawn += 1;
    return [`${index} a`, `${index} b`];
  };
  expect(linesAround(100_000, 0, 5, draw).lines).toEqual(['0 a', '0 b', '1 a', '1 b', '2 a']);
  expect(linesAround(100_000, 99_999, 4, draw)).toEqual({
    from: 99_998,
    lines: ['99998 a', '99998 b', '99999 a', '99999 b'],
  });
  expect(drawn).toBeLessThan(20);
  expect(linesAround(0, 0, 5, draw).lines).toEqual([]);
});

test('a table keeps its width: columns leave in their order, then the first is cut', () => {
  const columns = [
    { head: '', cells: ['Un très long nom de site', '漢字の名前'] },
    { head: 'Note', cells: ['4,2 sur 5', '—'] },
    { head: 'Avis', cells: ['118', '9'], side: 'right' as const, leaves: 1 },
  ];
  for (const width of [10, 20, 30, 60])
    for (const line of tableLines(columns, { width, gap: 2, cut: 0 })) {
      const cells = textWidth(line.map(({ text }) => text).join(''));
      expect(cells).toBeLessThanOrEqual(Math.max(width, 6 + 1 + 9));
    }
  const text = (width: number) => tableLines(columns, { width, gap: 2, cut: 0 })[1]?.[0]?.text ?? '';
  expect(text(60)).toBe('Un très long nom de site  4,2 sur 5   118');
  expect(text(30)).toBe('Un très long nom de… 4,2 sur 5');
});

describe('words that changed', () => {
  test('stand in brackets on both sides', () => {
    const { before, after } = wordDiff(
      'Volets roulants : −10 %',
      'Volets roulants : −15 % jusqu’au 31 juillet',
    );
    expect(bracketed(before)).toBe('Volets roulants\u00a0: [−10\u00a0%]');
    expect(bracketed(after)).toBe('Volets roulants\u00a0: [−15\u00a0% jusqu’au 31 juillet]');
  });
  test('taking the brackets away gives both texts back', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '10', '%'), { maxLength: 30 })
      .map(words => words.join(' '));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { before, after } = wordDiff(one, other);
        const plain = (words: typeof before) =>
          bracketed(words).replace(/[[\]]/g, '').replaceAll('\u00a0', ' ');
        expect(plain(before)).toBe(one);
        expect(plain(after)).toBe(other);
        const same = (words: typeof before) =>
          words.filter(({ changed }) => !changed).map(({ text: word }) => word);
        expect(same(before)).toEqual(same(after));
      }),
    );
  });
});

test('ratings of different scales are never put together', () => {
  const armor = {
    ...google,
    site: 'Avis d’Armor',
    count: 17,
    distribution: [1, 1, 1, 3, 11],
    average: 73 / 17,
  };
  expect(overall([google, armor])).toMatchObject({ count: 135, sum: 571, best: 5 });
  const booking = { ...google, site: 'Booking', best: 10, average: 8.5, distribution: null, count: 250 };
  expect(overall([google, booking])).toBeNull();
  expect(overall([])).toBeNull();
});
