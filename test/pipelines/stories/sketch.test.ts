import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterShingles, overlap, shingleOverlap } from '../../../pipelines/stories/sketch.ts';

describe('shared shingles', () => {
  it('are counted the same whether the second text is a set or not', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), maxLength: 400 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const shingles = characterShingles(one);
        expect(shingleOverlap(shingles, other)).toEqual(overlap(shingles, characterShingles(other)));
      }),
      { numRuns: 60 },
    );
  });
});
