import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../collectors/readers/columns.ts';
import { readCsv } from '../../collectors/readers/csv.ts';
import { parseLenientJson } from '../../collectors/readers/lenient-json.ts';
import { scanMarkup } from '../../collectors/readers/markup.ts';
import { readAmount, readCount, readDecimal } from '../../collectors/readers/number.ts';
import { LineSink } from '../../collectors/readers/page-lines.ts';
import { readAge } from '../../collectors/readers/relative-date.ts';
import { isOnlyStars, readStars } from '../../collectors/readers/stars.ts';
import { originalText } from '../../collectors/readers/translated.ts';

describe('stars', () => {
  it.each([
    ['5 étoiles', 5, 5],
    ['★★★★☆', 4, 5],
    ['★★★', 3, 5],
    ['★ 4,5', 4.5, 5],
    ['Note : 4,0 sur 5', 4, 5],
    ['8,5/10', 8.5, 10],
    ['4.5 out of 5 stars', 4.5, 5],
    ['Noté 3 étoiles sur 5', 3, 5],
    ['5,0 sur 5 bulles', 5, 5],
    ['ui_bubble_rating bubble_45', 4.5, 5],
    ['FIVE', 5, 5],
    ['une étoile', 1, 5],
    ['\uE838\uE838\uE838\uE838\uE83A', 4, 5],
  ])('%s', (text, value, best) => {
    expect(readStars(text)).toMatchObject({ value, best });
  });

  it.each(['', '4', 'Très bien', '12 avis', 'le 12/07/2026', '24/7', 'étoile filante', '11/10'])(
    '%s is none',
    text => {
      expect(readStars(text)).toBeNull();
    },
  );

  it('tells a row of stars from a sentence with one', () => {
    expect(isOnlyStars('Note : 4,0 sur 5')).toBe(true);
    expect(isOnlyStars('Rated 5 stars')).toBe(true);
    expect(isOnlyStars('Je mets 5 étoiles sans hésiter')).toBe(false);
  });
});

describe('ages', () => {
  const now = '2026-03-31T10:20:30.000Z';
  it.each([
    ['il y a 2 semaines', '2026-03-17T10:20:30.000Z'],
    ['il y a une semaine', '2026-03-24T10:20:30.000Z'],
    ['Modifié il y a 3 jours', '2026-03-28T10:20:30.000Z'],
    ['il y a un mois', '2026-02-28T10:20:30.000Z'],
    ['il y a 2 ans', '2024-03-31T10:20:30.000Z'],
    ['a week ago', '2026-03-24T10:20:30.000Z'],
    ['an hour ago', '2026-03-31T09:20:30.000Z'],
    ['2 months ago', '2026-01-31T10:20:30.000Z'],
    ['hier', '2026-03-30T10:20:30.000Z'],
    ['avant-hier', '2026-03-29T10:20:30.000Z'],
    ['Il y a 5 h', '2026-03-31T05:20:30.000Z'],
  ])('%s', (text, at) => {
    expect(readAge(text, now)?.at).toBe(at);
  });

  it.each(['', 'il y a du monde', 'long ago', 'dans 2 semaines', '2 semaines'])('%s is none', text => {
    expect(readAge(text, now)).toBeNull();
  });
});

describe('numbers', () => {
  it.each([
    ['4,6', 4.6],
    ['4.263', 4.263],
    ['1 234,5', 1234.5],
    ['Note 8,5/10', 8.5],
    ['-3', -3],
  ])('rating %s', (text, value) => expect(readDecimal(text)).toBe(value));

  it.each([
    ['1 299,00 €', 1299],
    ['1,299.00', 1299],
    ['1.299', 1299],
    ['349.00', 349],
    ['0,999', 0.999],
    ['12’500.–', 12500],
  ])('amount %s', (text, value) => expect(readAmount(text)).toBe(value));

  it.each([
    ['37 avis', 37],
    ['(1 204)', 1204],
    ['1.2k', 1200],
    ['aucun', null],
  ])('count %s', (text, value) => expect(readCount(text)).toBe(value));
});

describe('JSON as pages hold it', () => {
  it.each([
    ['{"a":1,}', { a: 1 }],
    ['{"a":"x\ny\tz"}', { a: 'x\ny\tz' }],
    ['<!-- {"a":1} -->', { a: 1 }],
    ['<!-- words -->\n{"a":1}', { a: 1 }],
    ['//<![CDATA[\n{"a":[1,[2]]}\n//]]>', { a: [1, [2]] }],
    ['<![CDATA[[[1]]]]>', [[1]]],
    [
      '/* why */ {"a": "//no // comment", // yes\n "b": "/* no */"};',
      { a: '//no // comment', b: '/* no */' },
    ],
    ['{"a":"dit "parfait" hier","b":2}', { a: 'dit "parfait" hier', b: 2 }],
    ['{&quot;a&quot;:1}', { a: 1 }],
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{"a":4,5,"b":1}', { a: 4.5, b: 1 }],
    ['{"a":,"b":undefined}', { a: null, b: null }],
    ['{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
  ])('%s', (text, value) => expect(parseLenientJson(text)).toEqual(value));

  it('reads whatever is JSON as JSON, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect(parseLenientJson(text) ?? null).toEqual(JSON.parse(text));
      }),
    );
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => parseLenientJson(text)).not.toThrow();
      }),
    );
  });
});

describe('tables', () => {
  it('reads back what is written, whatever the separator', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'é', '"', ' ', '\n', ';', ',', '\t', '1'), maxLength: 6 })
      .map(text => `x${text.trim()}`);
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom(';', ',', '\t'), (rows, separator) => {
        const quoted = rows.map(row => row.map(text => `"${text.replaceAll('"', '""')}"`).join(separator));
        expect(readCsv(`sep=${separator}\n${quoted.join('\r\n')}\r\n`)).toEqual(rows);
      }),
    );
  });

  it('guesses headers in both languages, each column once', () => {
    const columns = (headers: string[]) => Object.fromEntries([...guessColumns(headers)]);
    expect(
      columns([
        'Date de publication',
        'Nom du client',
        'Note (sur 5)',
        "Texte de l'avis",
        'Date de réponse',
        'Réponse du propriétaire',
      ]),
    ).toEqual({ date: 0, author: 1, rating: 2, text: 3, replyAt: 4, reply: 5 });
    expect(
      columns([
        'reviewer.displayName',
        'starRating',
        'comment',
        'createTime',
        'reviewReply.comment',
        'reviewReply.updateTime',
      ]),
    ).toEqual({ author: 0, rating: 1, text: 2, date: 3, reply: 4, replyAt: 5 });
    expect(columns(['foo', 'bar'])).toEqual({});
  });
});

describe('page lines', () => {
  const lines = (html: string) => {
    const sink = new LineSink();
    scanMarkup(html, [sink]);
    return sink.finish();
  };

  it('gives blocks, not inline elements, and what people see', () => {
    expect(
      lines(
        '<p>Un <b>deux</b></p>trois<br>quatre<div hidden>non</div><style>x</style><td>5</td><td>6 €</td>',
      ),
    ).toEqual(['Un deux', 'trois', 'quatre', '5 6 €']);
  });

  it('cuts a long paragraph into lines without losing a word', () => {
    const words = Array.from({ length: 400 }, (_, index) => `mot${index}`);
    const found = lines(`<p>${words.join(' ')}</p>`);
    expect(Math.max(...found.map(line => line.length))).toBeLessThanOrEqual(500);
    expect(found.join(' ').split(' ')).toEqual(words);
  });
});

it.each([
  ['(Translated by Google) Good\n\n(Original)\nTrès bien', 'Très bien'],
  ['Très bien\n\n(Translated by Google)\nVery good', 'Très bien'],
  ['Très bien', 'Très bien'],
])('keeps what the customer wrote of %j', (text, original) => {
  expect(originalText(text)).toBe(original);
});
