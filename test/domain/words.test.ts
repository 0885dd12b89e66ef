import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  capital,
  clockTime,
  dayRange,
  firstSentence,
  forTerminal,
  longDay,
  number,
  onOneLine,
  percent,
  plainNumber,
  pluralOf,
  quoted,
  recentDay,
  shortDay,
  shortened,
  signed,
  timeOfDay,
} from '../../src/domain/words.ts';

describe('numbers', () => {
  test('carry the thousands and decimals of their language', () => {
    expect(number('fr', 12_345)).toBe('12\u202f345');
    expect(number('en', 12_345)).toBe('12,345');
    expect(number('fr', 4.24, 1)).toBe('4,2');
    expect(plainNumber('fr', 0.5)).toBe('0,5');
  });
  test('write minus as U+2212 and never a negative zero', () => {
    expect(number('fr', -3)).toBe('\u22123');
    expect(number('fr', -0)).toBe('0');
    expect(signed('fr', -0.2, 1)).toBe('\u22120,2');
    expect(signed('en', 2)).toBe('+2');
    expect(signed('fr', -0.04, 1)).toBe('0');
  });
  test('bind the percent sign', () => {
    expect(percent('fr', 0.15)).toBe('15\u00a0%');
    expect(percent('en', 0.15)).toBe('15%');
  });
  test('know that zero and one are singular in French, and a million is many', () => {
    expect([0, 1, 2, 1_000_000].map(count => pluralOf('fr', count))).toEqual(['one', 'one', 'other', 'many']);
    expect([0, 1, 2].map(count => pluralOf('en', count))).toEqual(['other', 'one', 'other']);
  });
});

describe('days and hours', () => {
  test('say the first of the month as it is said', () => {
    expect(longDay('fr', '2026-07-06')).toBe('lundi 6\u00a0juillet');
    expect(longDay('fr', '2026-07-01')).toBe('mercredi 1er\u00a0juillet');
    expect(longDay('en', '2026-07-06')).toBe('Monday 6\u00a0July');
    expect(shortDay('fr', '2026-07-06')).toBe('06/07');
    expect(shortDay('en', '2026-07-06')).toBe('6 Jul');
  });
  test('say a week within a month, over two months and over two years', () => {
    expect(dayRange('fr', { from: '2026-07-06', to: '2026-07-12' })).toBe('du 6 au 12\u00a0juillet');
    expect(dayRange('fr', { from: '2026-06-29', to: '2026-07-05' })).toBe(
      'du 29\u00a0juin au 5\u00a0juillet',
    );
    expect(dayRange('fr', { from: '2025-12-29', to: '2026-01-04' })).toBe(
      'du 29\u00a0décembre 2025 au 4\u00a0janvier 2026',
    );
    expect(dayRange('en', { from: '2026-07-06', to: '2026-07-12' })).toBe('6–12\u00a0July');
    expect(dayRange('en', { from: '2026-06-29', to: '2026-07-05' })).toBe('29\u00a0June – 5\u00a0July');
  });
  test('say the hour of the owner’s zone, summer and winter', () => {
    expect(timeOfDay('fr', '2026-07-13T05:02:00.000Z', 'Europe/Paris')).toBe('7\u00a0h\u00a002');
    expect(timeOfDay('fr', '2026-01-13T06:00:00.000Z', 'Europe/Paris')).toBe('7\u00a0h');
    expect(timeOfDay('en', '2026-07-13T05:02:00.000Z', 'Europe/Paris')).toBe('7:02');
    expect(clockTime('en', '14:20')).toBe('2:20\u00a0pm');
    expect(clockTime('en', '18:00')).toBe('6\u00a0pm');
    expect(clockTime('fr', '00:05')).toBe('0\u00a0h\u00a005');
  });
  test('name a recent day alone, an older one with its date', () => {
    expect(recentDay('fr', '2026-07-10', '2026-07-13')).toBe('vendredi');
    expect(recentDay('fr', '2026-07-06', '2026-07-13')).toBe('lundi 6\u00a0juillet');
  });
});

describe('texts', () => {
  test('are quoted with bound marks, and what they bind stays together', () => {
    expect(quoted('fr', 'Volets : −15 % !')).toBe('«\u00a0Volets\u00a0: −15\u00a0%\u00a0!\u00a0»');
    expect(quoted('en', 'Fine')).toBe('“Fine”');
    expect(capital('fr', 'élan')).toBe('Élan');
    expect(forTerminal('12\u202f345')).toBe('12\u00a0345');
  });
  test('give their first sentence, or are cut at a word', () => {
    expect(firstSentence('Très bon conseil. Je recommande.', 90)).toBe('Très bon conseil.');
    expect(firstSentence('Oui. Non. Peut-être bien que oui.', 90)).toBe('Oui. Non. Peut-être bien que oui.');
    expect(shortened('un deux trois quatre', 12)).toBe('un deux…');
  });
  test('keep together what a no-break space binds', () => {
    expect(shortened('Volets roulants du 6\u00a0juillet', 23)).toBe('Volets roulants du…');
    expect(firstSentence('Livré  le\n6\u00a0juillet.', 40)).toBe('Livré le 6\u00a0juillet.');
    expect(onOneLine(' 15\u00a0%\t de\r\nremise ')).toBe('15\u00a0% de remise');
    expect(shortened(`${'mot '.repeat(50_000)}fin`, 60).length).toBeLessThanOrEqual(60);
  });
  test('are never cut inside a sign, nor longer than asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 40 }),
        (text, max) => {
          const short = shortened(text, max);
          expect(short.length).toBeLessThanOrEqual(max);
          expect(short.isWellFormed() || !text.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
