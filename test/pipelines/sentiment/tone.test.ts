import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toneModel } from '../../../pipelines/sentiment/model.ts';
import { MAX_TOKENS, MAX_UNITS } from '../../../pipelines/sentiment/scan.ts';
import { clauseTone, explainedTone, toneOf } from '../../../pipelines/sentiment/tone.ts';
import { loadData } from '../../../src/platform/data-files.ts';

const model = toneModel(loadData(''));

describe('the remarks of the scenario', () => {
  test.each([
    ['Belle pose, chantier propre.', 'positive'],
    ['Très bon conseil, et pose soignée.', 'positive'],
    ['La véranda de nos voisins est superbe.', 'positive'],
    ['Bien posé, mais deux semaines de retard.', 'mixed'],
    ['Deux apprentis chez Kerlann', 'neutral'],
    ['Un menuisier près de Vannes pour six volets roulants ? Quelqu’un connaît Kerlann ?', 'neutral'],
    [
      'Trois messages, personne ne rappelle. Le bureau ne répond pas, et une fenêtre ferme mal depuis la pose. Dommage, elles sont belles.',
      'negative',
    ],
  ])('%s → %s', (text, label) => {
    expect(toneOf(model, text, 'fr').label).toBe(label);
  });
});

describe('negations and fixed expressions', () => {
  test.each([
    ['Rien à redire.', 1],
    ['Impossible d’être déçu', 1],
    ['Je n’ai jamais été déçue.', 1],
    ['Vraiment pas mal', 1],
    ['Pas terrible', -1],
    ['Sans plus', -1],
    ['Pas top', -1],
    ['Ils ne rappellent jamais.', -1],
  ])('%s', (text, sign) => {
    expect(Math.sign(toneOf(model, text, 'fr').polarity)).toBe(sign);
  });

  test('the same word turns with its negation', () => {
    expect(toneOf(model, 'c’est bon', 'fr').polarity).toBeGreaterThan(
      toneOf(model, 'ce n’est pas bon', 'fr').polarity,
    );
    expect(toneOf(model, 'it is good', 'en').polarity).toBeGreaterThan(
      toneOf(model, 'it isn’t good', 'en').polarity,
    );
  });
});

test('reasons are words of the text, in their place, and all of the verdict’s side', () => {
  const text = 'Le bureau ne répond pas, et une fenêtre ferme mal depuis la pose.';
  const { label, because } = explainedTone(model, text, 'fr');
  expect(label).toBe('negative');
  expect(because.map(reason => reason.term)).toContain('ferme mal');
  for (const { term, weight, at } of because) {
    expect(text.slice(...at!)).toBe(term);
    expect(weight).toBeLessThan(0);
  }
  expect(because.map(reason => reason.term)).not.toContain('Le');
});

test.each([
  ['Ce n’est pas le top.', 'n’est pas le top'],
  ['Pas une excuse de leur part.', 'Pas une excuse'],
  ['Il n’y a rien de bon dans ce plat.', 'n’y a rien de bon'],
  ['Sans amabilité ni explication.', 'Sans amabilité ni explication'],
])('a negation is shown with what it turns: %s', (text, term) => {
  expect(explainedTone(model, text, 'fr').because[0]?.term).toBe(term);
});

test('mixed remarks show both sides, neutral ones none', () => {
  const signs = explainedTone(model, 'Bien posé, mais deux semaines de retard.', 'fr').because.map(reason =>
    Math.sign(reason.weight),
  );
  expect(new Set(signs)).toEqual(new Set([1, -1]));
  expect(explainedTone(model, 'Deux apprentis chez Kerlann', 'fr').because).toEqual([]);
});

test('each clause has its own tone', () => {
  expect(clauseTone(model, 'Bien posé', 'fr').label).toBe('positive');
  expect(clauseTone(model, 'deux semaines de retard', 'fr').label).toBe('negative');
  expect(clauseTone(model, 'la porte du garage', 'fr').label).toBe('neutral');
});

test('a language that is not told is told from the words', () => {
  const text = 'The staff was rude and we will never come back to this place.';
  expect(toneOf(model, text, null)).toEqual(toneOf(model, text, 'en'));
  const autre = 'Le personnel est désagréable et nous ne reviendrons pas dans ce restaurant.';
  expect(toneOf(model, autre, 'de')).toEqual(toneOf(model, autre, 'fr'));
});

test('accents, case and apostrophes do not change the words read', () => {
  const plain = toneOf(model, "l'accueil etait tres desagreable", 'fr').polarity;
  expect(toneOf(model, 'l’accueil était très désagréable', 'fr').polarity).toBe(plain);
});

describe('whatever the text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({
      unit: fc.constantFrom('bon', ' ', 'pas', 'nul', "'", '’', '!', '\u0301', '😡', '.', ','),
      maxLength: 200,
    }),
  );

  test('the verdict is in its bounds and the same twice', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('fr', 'en', null), (text, language) => {
        const verdict = explainedTone(model, text, language);
        expect(Math.abs(verdict.polarity)).toBeLessThanOrEqual(1);
        expect(verdict.confidence).toBeGreaterThanOrEqual(0);
        expect(verdict.confidence).toBeLessThanOrEqual(1);
        for (const { term, at } of verdict.because) expect(text.slice(...at!)).toBe(term);
        expect(explainedTone(model, text, language)).toEqual(verdict);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['one endless word', 'a'.repeat(1_000_000)],
    ['an endless word of many letters', 'abcdefghij'.repeat(100_000)],
    ['combining marks', `e${'\u0301'.repeat(100_000)}`],
    ['apostrophes', "'".repeat(40_000)],
    ['words with apostrophes', "n'".repeat(40_000)],
    ['one-letter words', 'a '.repeat(100_000)],
    ['broken surrogates', '\ud83d'.repeat(50_000)],
    ['emoji', '😡'.repeat(50_000)],
    ['expressions begun and never ended', 'rien à '.repeat(20_000)],
    ['nothing', ''],
  ])('%s: read within bounds', (_, text) => {
    const verdict = explainedTone(model, text, 'fr');
    expect(Number.isFinite(verdict.polarity)).toBe(true);
    const { scan } = model.reading;
    expect(scan.count).toBeLessThanOrEqual(MAX_TOKENS);
    for (let index = 0; index < scan.count; index += 1)
      expect(scan.end[index]!).toBeLessThanOrEqual(MAX_UNITS + 1);
  });

  test('what follows the bound is not read', () => {
    const text = `${'mot '.repeat(5_000)}nul nul nul`;
    expect(toneOf(model, text, 'fr')).toEqual(toneOf(model, 'mot '.repeat(5_000), 'fr'));
  });
});
