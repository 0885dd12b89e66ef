import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauses } from '../../../src/domain/text/clauses.ts';
import { fold, foldWithOffsets, unfoldedAt } from '../../../src/domain/text/fold.ts';
import { foldedWords, tokens } from '../../../src/domain/text/tokens.ts';

const cases: readonly (readonly [string, string])[] = [
  ['Menuiserie KERLANN', 'menuiserie kerlann'],
  ['L’Écho de Kermoalec', "l'echo de kermoalec"],
  ['Œuvre, cœur, Straße', 'oeuvre, coeur, strasse'],
  ['porte-fenêtre', 'porte fenetre'],
  ['e\u0301te\u0301', 'ete'],
  ['12\u202f345\u00a0€', '12 345 €'],
  ['coup\u00ad\u200be', 'coupe'],
  ['Übung, café, São', 'ubung, cafe, sao'],
  ['😀 Привет 你好', '😀 привет 你好'],
];

describe('fold', () => {
  it.each(cases)('%s', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it('keeps the way back to the text', () => {
    const text = 'Le cœur de l’œuvre e\u0301tait là';
    const map = foldWithOffsets(text);
    const at = map.folded.indexOf('etait');
    expect(text.slice(unfoldedAt(map, at), unfoldedAt(map, at + 5))).toBe('e\u0301tait');
  });
});

describe('tokens', () => {
  it('parts French elisions and hyphens, keeps other apostrophes', () => {
    expect(foldedWords(fold("L'accueil d’aujourd’hui, don't porte-fenêtre qu’on 4,5"))).toEqual([
      'l',
      'accueil',
      'd',
      "aujourd'hui",
      "don't",
      'porte',
      'fenetre',
      'qu',
      'on',
      '4',
      '5',
    ]);
  });

  it('points into the text it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        for (const token of tokens(text)) {
          expect(token.start).toBeLessThan(token.end);
          expect(fold(text.slice(token.start, token.end)).replace(/[\u0300-\u036f]/g, '')).toContain(
            token.word.charAt(0),
          );
        }
      }),
    );
  });
});

describe('clauses', () => {
  it.each([
    [
      'Belle vue, petit déjeuner parfait, mais chambre sur rue : impossible de dormir.',
      ['Belle vue', 'petit déjeuner parfait', 'mais chambre sur rue', 'impossible de dormir'],
    ],
    ['Note 4,5 sur www.exemple.fr. Merci !', ['Note 4,5 sur www.exemple.fr', 'Merci']],
    ['Good work although late… never again', ['Good work', 'although late', 'never again']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(clauses(text).map(clause => clause.text)).toEqual(expected);
  });

  it('covers every word exactly once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
        const whole = foldedWords(fold(text)).join('');
        const parts = clauses(text).map(clause => foldedWords(fold(clause.text)).join(''));
        expect(parts.join('').replaceAll("'", '')).toBe(whole.replaceAll("'", ''));
      }),
    );
  });
});

describe('hostile text', () => {
  it.each([
    ['a word of 1 MB', 'a'.repeat(1_000_000)],
    ['100,000 combining marks', `e${'\u0301'.repeat(100_000)}`],
    ['40,000 apostrophes', "'".repeat(40_000)],
    ['40,000 elisions', "l'".repeat(40_000)],
    ['100,000 spaces', ' '.repeat(100_000)],
    ['lone surrogates', '\ud800'.repeat(50_000)],
    ['100,000 dots', '.'.repeat(100_000)],
  ])('%s is folded, cut into words and clauses', (_, text) => {
    expect(fold(text).length).toBeLessThanOrEqual(text.length);
    expect(tokens(text).length).toBeLessThanOrEqual(40_000);
    expect(clauses(text).length).toBeLessThanOrEqual(2001);
  });
});
