import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineOf, windowLaw } from '../../../pipelines/alerts/statistics/baseline.ts';
import { shareTail } from '../../../pipelines/alerts/statistics/beta-binomial.ts';
import { burstAt } from '../../../pipelines/alerts/statistics/burst.ts';
import { badCusum } from '../../../pipelines/alerts/statistics/cusum.ts';
import { logGamma } from '../../../pipelines/alerts/statistics/gamma.ts';
import { upperTail } from '../../../pipelines/alerts/statistics/negative-binomial.ts';
import { topicShift } from '../../../pipelines/alerts/statistics/permutation.ts';

const days = (count: number, times: number) => new Array<number>(times).fill(count);

describe('the laws, against values of scipy 1.x', () => {
  test.each([
    [0.5, 0.5723649429247001],
    [1, 0],
    [3.7, 1.4280723266653883],
    [100, 359.1342053695754],
  ])('ln Γ(%d)', (x, value) => {
    expect(logGamma(x)).toBeCloseTo(value, 9);
  });

  // scipy.stats.nbinom.sf(n - 1, k, k / (k + m))
  test.each([
    [1.2, 4, 5, 0.019406797601778714],
    [0.2, 4, 3, 0.001936906998510525],
    [50, 3, 185, 0.0013863248609020254],
    [2, 1e9, 9, 0.00023744728825015772],
  ])('negative binomial of mean %d and k %d: P(X ≥ %d)', (mean, size, count, p) => {
    expect(upperTail({ mean, size }, count) / p).toBeCloseTo(1, 5);
  });

  // scipy.stats.betabinom.sf(bad - 1, all, before.bad + .5, before.all - before.bad + .5)
  test.each([
    [5, 12, 2, 40, 0.0029281182996703237],
    [1, 10, 0, 10, 0.2884631939347685],
    [6, 12, 8, 90, 0.0010260704413406208],
  ])('beta-binomial: %d bad of %d, %d of %d before', (bad, all, badBefore, allBefore, p) => {
    expect(shareTail({ bad, all }, { bad: badBefore, all: allBefore })).toBeCloseTo(p, 8);
  });

  test('the tail falls as the count grows, stays within 0 and 1, and rises with the mean', () => {
    const law = fc.record({
      mean: fc.double({ min: 0.01, max: 300, noNaN: true }),
      size: fc.double({ min: 0.2, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(law, fc.nat(400), ({ mean, size }, count) => {
        const p = upperTail({ mean, size }, count);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(upperTail({ mean, size }, count + 1)).toBeLessThanOrEqual(p + 1e-9);
        expect(upperTail({ mean: mean * 1.5, size }, count)).toBeGreaterThanOrEqual(p - 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is usual', () => {
  test('needs two weeks', () => {
    expect(baselineOf(days(1, 13))).toBeNull();
    expect(baselineOf(days(1, 14))).not.toBeNull();
  });

  test('by hand: 56 days of 2 have a rate of 112.5 / 56, even weekdays, and a dispersion pulled under 1/4', () => {
    const baseline = baselineOf(days(2, 56))!;
    expect(baseline.rate).toBeCloseTo(112.5 / 56, 6);
    for (const factor of baseline.weekdays) expect(factor).toBeCloseTo(1, 9);
    // Precisions: own 56 · rate² / (2 · (1 + rate / 4)²), prior 16; moments say 0.
    const own = (56 * baseline.rate ** 2) / (2 * (1 + baseline.rate / 4) ** 2);
    expect(baseline.dispersion).toBeCloseTo((16 * 0.25) / (own + 16), 6);
    expect(windowLaw(baseline, 56, 3).mean).toBeCloseTo(3 * baseline.rate, 9);
  });

  test('a past crisis does not become usual: the highest day counts as the 98th percentile', () => {
    const calm = baselineOf(days(1, 56))!;
    const crisis = baselineOf([...days(1, 30), 80, ...days(1, 25)])!;
    expect(crisis.rate).toBeCloseTo(calm.rate, 6);
  });

  test('a weekday that always brings more is expected to', () => {
    const mondays = Array.from({ length: 56 }, (_, day) => (day % 7 === 0 ? 20 : 2));
    const baseline = baselineOf(mondays)!;
    expect(windowLaw(baseline, 56, 1).mean).toBeGreaterThan(2 * windowLaw(baseline, 57, 1).mean);
  });
});

describe('a burst', () => {
  test('three on one day after eight weeks of one a month are one; two are not; nor three where three are usual', () => {
    const quiet = [...days(0, 27), 1, ...days(0, 28)];
    expect(burstAt([...quiet, 3])).toMatchObject({ days: 1, ago: 0, count: 3 });
    expect(burstAt([...quiet, 2])).toBeNull();
    expect(burstAt([...days(3, 56), 3])).toBeNull();
  });

  test('is judged as on its last day when nothing came since, for two days', () => {
    const burst = [...days(0, 56), 4];
    expect(burstAt([...burst, 0, 0])).toEqual({ ...burstAt(burst), ago: 2 });
    expect(burstAt([...burst, 0, 0, 0])).toBeNull();
  });

  test('says nothing in the first two weeks', () => {
    expect(burstAt([...days(0, 13), 9])).toBeNull();
    expect(burstAt([])).toBeNull();
  });

  test('more today never makes it likelier by chance', () => {
    const history = fc.array(fc.nat(6), { minLength: 20, maxLength: 63 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 60 }), (counts, today) => {
        const less = burstAt([...counts, today]);
        const more = burstAt([...counts, today + 1]);
        if (less) expect(more?.p ?? 1).toBeLessThanOrEqual(less.p);
      }),
      { numRuns: 100 },
    );
  });
});

describe('CUSUM of bad stars', () => {
  // Usual share 0.1, looked for 0.25: ln 2.5 a bad one, ln(0.75 / 0.9) a good one.
  const [bad, good] = [Math.log(2.5), Math.log(0.75 / 0.9)];

  test('by hand: three bad and four good', () => {
    const stars = [true, true, true, false, false, false, false];
    expect(badCusum(stars, 0.1)).toEqual({ sum: expect.closeTo(3 * bad + 4 * good, 9), since: 0 });
  });

  test('good reviews hold it at 0; the sixth bad one in a row crosses 5; then it begins anew', () => {
    expect(badCusum([false, false], 0.1)).toEqual({ sum: 0, since: 2 });
    expect(badCusum(new Array<boolean>(5).fill(true), 0.1).sum).toBeLessThan(5);
    expect(badCusum(new Array<boolean>(6).fill(true), 0.1).sum).toBeCloseTo(6 * bad, 9);
    expect(badCusum(new Array<boolean>(7).fill(true), 0.1)).toEqual({
      sum: expect.closeTo(bad, 9),
      since: 6,
    });
  });
});

describe('share of bad ones and topics', () => {
  test('are silent under ten', () => {
    expect(shareTail({ bad: 9, all: 9 }, { bad: 0, all: 100 })).toBeNull();
    const nine = new Array<readonly string[]>(9).fill(['noise']);
    expect(topicShift(nine, new Array<readonly string[]>(50).fill([]), 1)).toBeNull();
  });

  test('the share is less likely the more are bad', () => {
    const before = { bad: 4, all: 60 };
    const tails = Array.from({ length: 13 }, (_, bad) => shareTail({ bad, all: 12 }, before)!);
    expect(tails[0]).toBeCloseTo(1, 9);
    for (const [index, tail] of tails.entries()) if (index > 0) expect(tail).toBeLessThan(tails[index - 1]!);
  });

  test('a topic of six in twelve, never heard before, is a shift; the same answer each time', () => {
    const now = Array.from({ length: 12 }, (_, index) => (index < 6 ? ['noise'] : ['price']));
    const before = Array.from({ length: 60 }, (_, index) => (index % 2 ? ['price'] : []));
    const shift = topicShift(now, before, 7);
    expect(shift).toMatchObject({ topic: 'noise', count: 6, expected: 0, p: 0.001 });
    expect(topicShift(now, before, 7)).toEqual(shift);
  });

  test('chance alone seldom shifts: p is about even over many deals', () => {
    const values = Array.from({ length: 60 }, (_, seed) => {
      const topic = (index: number) => ((index * 7919 + seed * 104_729) % 13 < 5 ? ['noise'] : []);
      const all = Array.from({ length: 60 }, (_one, index) => topic(index));
      return topicShift(all.slice(0, 15), all.slice(15), seed)?.p ?? 1;
    });
    expect(values.filter(p => p < 0.05).length).toBeLessThanOrEqual(9);
  });
});
