import { describe, expect, it } from 'vitest';
import { findPhrases, phrases } from '../../../src/domain/text/phrases.ts';
import { cutOf } from '../../../src/domain/text/tokens.ts';

const stem = (word: string): string => word.replace(/(?:er|es|s|e)$/, '');

describe('phrases among the words of texts', () => {
  const index = phrases(
    [
      ['puer', 'smell'],
      ['pas de soucis', 'denied'],
      ['souci', 'fault'],
      ['délai', 'deadline'],
    ],
    stem,
  );

  it.each([
    ['Il a pu venir', []],
    ['Ça pue, pas de soucis', ['smell', 'denied']],
    ['Encore des soucis de délais', ['fault', 'deadline']],
    ['Pas de souci. Des soucis !', ['denied', 'fault']],
    ['Il a pu venir, ça pue', ['smell']],
  ])('%s: the same whether its words were met before or not', (text, said) => {
    const { words, ids } = cutOf('', text);
    const found = [findPhrases(index, words), findPhrases(index, words, null, ids)];
    for (const one of found) expect(one.map(({ value }) => value)).toEqual(said);
  });

  it('gives the next longest when the longest may not stand, and reads no further than asked', () => {
    const { words, ids } = cutOf('', 'devis gratuit sous huit jours');
    const some = phrases([
      ['devis', 'quote'],
      ['devis gratuit', 'free'],
      ['huit jours', 'span'],
    ]);
    const kept = findPhrases(some, words, ({ value }) => value !== 'free', ids, 4);
    expect(kept).toEqual([{ value: 'quote', from: 0, to: 1 }]);
  });
});
