import { describe, expect, it } from 'vitest';
import { wallMsFor } from '../../../src/app/processing/tagger.ts';

describe('the time a batch is given', () => {
  it('grows with its texts, so that the one that never ends is found within minutes', () => {
    expect(wallMsFor(1000)).toBe(135_000);
    let spent = 0;
    for (let items = 1000; items > 1; items = Math.ceil(items / 2)) spent += wallMsFor(items);
    spent += wallMsFor(1);
    expect(spent).toBeLessThan(10 * 60_000);
    // The first text may load the language tables, a second of work, on a machine busy sixteen times over.
    expect(wallMsFor(1)).toBeGreaterThan(16_000);
  });
});
