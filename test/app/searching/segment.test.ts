import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gathering, placesOf } from '../../../src/app/searching/segment.ts';
import { fold } from '../../../src/domain/text/fold.ts';
import { foldedWords } from '../../../src/domain/text/tokens.ts';

const text = (words: string, number: number) => ({
  hit: {
    id: String(number),
    day: '2026-07-13',
    kind: 'mention',
    form: 'post',
    site: 'Forum',
    rating: null,
    head: words,
  } as const,
  publishedAt: new Date(Date.UTC(2026, 6, 13) - number * 60_000),
  folded: fold(words),
});
const word = fc.constantFrom(
  'rappel',
  'rappeler',
  'délai',
  'œuvre',
  'été',
  'ete',
  'l’été',
  '日本',
  'a',
  'z',
  'zz',
  '\uffff',
  '12',
  '',
);

describe('a segment of the index', () => {
  test('finds the very texts in which every beginning begins a word', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 30 }),
        fc.array(word.map(fold), { minLength: 1, maxLength: 3 }),
        async (texts, searched) => {
          const made = gathering();
          made.add(texts.map((words, number) => text(words.join(' '), number)));
          const beginnings = foldedWords(searched.join(' '));
          fc.pre(beginnings.length > 0);
          const found = [...placesOf(await made.segment(), beginnings)];
          const expected = texts.flatMap((words, place) => {
            const own = foldedWords(fold(words.join(' ')));
            return beginnings.every(one => own.some(each => each.startsWith(one))) ? [place] : [];
          });
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
  test('a text that was struck out is no longer found', async () => {
    const made = gathering();
    made.add([text('rappel promis', 0), text('rappel oublié', 1)]);
    const segment = await made.segment();
    segment.dead.add(0);
    expect([...placesOf(segment, ['rap'])]).toEqual([1]);
  });
});
