import { describe, expect, it } from 'vitest';
import { cpuMsFor } from '../../../src/app/processing/tagger.ts';

describe('the computing that a batch is given', () => {
  it('grows with its texts, so that the one that never ends is found within minutes', () => {
    expect(cpuMsFor(1000)).toBe(125_000);
    let spent = 0;
    for (let items = 1000; items > 1; items = Math.ceil(items / 2)) spent += cpuMsFor(items);
    spent += cpuMsFor(1);
    expect(spent).toBeLessThan(10 * 60_000);
    // The first text may load the language tables, a second of work, on a core eight times slower.
    expect(cpuMsFor(1)).toBeGreaterThan(8_000);
  });
});
