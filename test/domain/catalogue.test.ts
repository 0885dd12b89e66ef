import { describe, expect, test } from 'vitest';
import { type Catalogue, say, sayError } from '../../src/domain/catalogue.ts';
import { ERROR_DISPOSITIONS, type ErrorCode } from '../../src/domain/errors.ts';
import { VERBS } from '../../src/domain/house.ts';
import { REASONS } from '../../src/domain/reasons.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';

const fr = loadCatalogue('fr');
const en = loadCatalogue('en');
const both = [fr, en];

const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(match => match[1]))].sort();

describe('both catalogues', () => {
  test('hold the same keys', () => {
    expect([...fr.strings.keys()].sort()).toEqual([...en.strings.keys()].sort());
  });

  test('word every error code, reason and verb', () => {
    const keys = [
      ...Object.keys(ERROR_DISPOSITIONS).map(code => `error.${code}`),
      ...REASONS.map(reason => `because.${reason}`),
      ...VERBS.map(verb => `act.noted.${verb}`),
    ];
    for (const catalogue of both) expect(keys.filter(key => !catalogue.strings.has(key))).toEqual([]);
  });

  test('fill the same holes, plural forms aside', () => {
    const plurals = new Set(['total', 'n', 'k', 'c', 'days', 'count', 'read', 'min']);
    const named = (text: string) => holes(text).filter(hole => !plurals.has(hole ?? ''));
    for (const [key, text] of fr.strings)
      expect([key, named(en.strings.get(key) ?? '')]).toEqual([key, named(text)]);
  });

  test('have no plural form left without its other half', () => {
    for (const catalogue of both)
      for (const [key, text] of catalogue.strings)
        for (const match of text.matchAll(/\{\w+((?:\|[^|{}]*)+)\}/g))
          expect([key, match[1]?.split('|').length]).toEqual([
            key,
            expect.toSatisfy((n: number) => n === 3 || n === 4),
          ]);
  });
});

describe('French typography', () => {
  const texts = [...fr.strings].map(([key, text]) => ({ key, text }));
  const offenders = (wrong: RegExp) => texts.filter(({ text }) => wrong.test(text)).map(({ key }) => key);

  test('has no ordinary space before ; : ! ? % € » nor after «', () => {
    expect(offenders(/ [;:!?%€»]|« /u)).toEqual([]);
  });
  test('has a narrow space before ; ! ? and a no-break space before : and inside « »', () => {
    expect(offenders(/[^\u202f\s/][;!](?=\s|$)|[\p{L}\p{N})][?](?=\s|$)/u)).toEqual([]);
    expect(offenders(/[\p{L}\p{N}»]:(?=\s|$)|«[^\u00a0]|[^\u00a0]»/u)).toEqual([]);
  });
  test('has no straight apostrophe, no three dots, no exclamation mark', () => {
    expect(offenders(/'|\.\.\.|!/)).toEqual([]);
  });
  test('keeps to the words of the shop', () => {
    const banned =
      /\b(mentions?|citations?|connecteurs?|endpoint|crawl|synchro|fetch|digest|newsletter|reporting|sentiment|thématique|cluster|homonyme|faux positif|doublon|story|burst|incident|score|insight|token|OAuth|robots\.txt|timeout|doctor|diagnostic|snooze|dismiss|urgent|félicitations|oups|faux avis)\b/iu;
    expect(offenders(banned)).toEqual([]);
  });
  test('never agrees with the reader’s gender by a middle dot', () => {
    expect(offenders(/\p{L}·\p{L}/u)).toEqual([]);
  });
});

describe('English typography', () => {
  test('has curly marks and nothing before punctuation', () => {
    const wrong = [...en.strings].filter(([, text]) => /'| [;:!?%]|\.\.\.|!/.test(text));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

describe('filled in', () => {
  const LONG = 'Menuiserie Ébénisterie Kerlann & Fils, Agencement et Vérandas';
  const anything = (value: string | number) =>
    Object.fromEntries(
      [...new Set([...fr.strings.values(), ...en.strings.values()].flatMap(holes))].map(name => [
        name!,
        value,
      ]),
    );

  test.each([0, 1, 2, 1000])('with %i, no string fails or keeps a brace', count => {
    const params = anything(count);
    for (const catalogue of both) {
      const broken = [...catalogue.strings.keys()].filter(key => /[{}]/.test(say(catalogue, key, params)));
      expect(broken).toEqual([]);
    }
  });

  test('errors stay within 200 characters with a name of 60 letters', () => {
    for (const catalogue of both)
      for (const code of Object.keys(ERROR_DISPOSITIONS) as ErrorCode[]) {
        const { path, ...params } = anything(LONG) as Record<string, string>;
        const words = sayError(catalogue, code, { ...params, path: path ?? '', line: 12 });
        expect([code, words.length]).toEqual([code, expect.toSatisfy((length: number) => length <= 200)]);
      }
  });

  test('errors say all three parts whole with an ordinary name', () => {
    const params = { site: 'La Gazette des Deux-Rias', path: '/home/marie/.config/vigie/vigie.yaml' };
    const line = {
      line: 12,
      got: 'https//kerlann',
      expected: 'https://kerlann.example',
      word: '--semaine',
      mend: '--week',
    };
    for (const catalogue of both)
      for (const code of Object.keys(ERROR_DISPOSITIONS) as ErrorCode[])
        expect(sayError(catalogue, code, { ...params, ...line })).not.toMatch(/…$/);
  });

  test('errors know no control character, whatever the parameter', () => {
    expect(sayError(fr, 'SourceGone', { site: 'a\u001b[31m\nb' })).not.toMatch(/\p{Cc}/u);
  });

  test('plurals follow the language', () => {
    const tones = (catalogue: Catalogue, n: number) => say(catalogue, 'tone.positive', { n });
    expect([0, 1, 2].map(n => tones(fr, n))).toEqual([
      '0\u00a0favorable',
      '1\u00a0favorable',
      '2\u00a0favorables',
    ]);
    expect(say(fr, 'collect.done', { read: 1, total: 2, n: 1_000_000 })).toContain('de nouveautés');
  });

  test('a number does not part from its word at a line end, a name does', () => {
    const params = { n: 12_345, before: 5, span: 'la semaine précédente', k: 4, tones: 'x' };
    expect(say(fr, 'letter.volume', params)).toMatch(
      /^12\u202f345\u00a0remarques \(dont 4\u00a0avis\), 5\u00a0la semaine précédente/,
    );
    expect(say(fr, 'rating.stars', { value: '4,5', count: 4.5 })).toBe('4,5\u00a0étoiles');
    expect(say(fr, 'rating.outOf', { value: '4,2', best: 5 })).toBe('4,2\u00a0sur\u00a05');
    expect(say(fr, 'read.paused', { site: 'Studio 54' })).toBe('Studio 54 est en pause.');
    expect(say(en, 'todo.title', { minutes: 1 })).toBe('To do, 1\u00a0minute');
  });

  test('an unknown key or an unfilled hole is a bug, not a blank', () => {
    expect(() => say(fr, 'no.such.key')).toThrow('no words for no.such.key');
    expect(() => say(fr, 'alert.press.subject')).toThrow('needs {paper}');
  });

  test('keeps the no-break spaces of French in one-line errors, and no line end', () => {
    const line = sayError(fr, 'UsageInvalid', { word: 'a\n\u001b[2Jb', mend: 'vigie --help' });
    expect(line).toContain('\u00ab\u00a0a [2Jb\u00a0\u00bb');
    expect(line).not.toMatch(/[\p{Cc}]/u);
  });
});
