import { describe, expect, it } from 'vitest';
import { simulateYear } from './owners-year.ts';

/** Seeds of a machine that is mostly off, which are quick, and every seed that once found something. */
const QUICK = [23, 53, 205, 297];
const FOUND: Readonly<Record<number, string>> = {
  239: 'a letter that one of two channels had taken was written again when the clock came back',
  8: 'a cut after ten failures was taken for ten tries of unknown end, and the alert given up',
};

describe('a year of passes', () => {
  it.each([...QUICK, ...Object.keys(FOUND).map(Number)])(
    'loses nothing and repeats nothing by seed %i',
    async seed => {
      const { faults, counts } = await simulateYear(seed);
      expect(faults).toEqual([]);
      expect(counts['messages taken']).toBeGreaterThan(0);
    },
  );
});
