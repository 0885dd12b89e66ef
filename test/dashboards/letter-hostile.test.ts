import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlAddress, htmlText } from '../../dashboards/letter/encode-html.ts';
import { letterHtml } from '../../dashboards/letter/html.ts';
import { escaped, letterMarkdown } from '../../dashboards/letter/markdown.ts';
import { letterText } from '../../dashboards/letter/text.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import { hostileStrings } from './hostile.ts';
import { SCENARIO, scenarioContext } from './scenario.ts';

const fr = await scenarioContext('fr');

/** What must never leave in each form, whatever came in. */
function withText(text: string, url: string): Answers {
  const [first, ...rest] = SCENARIO.todo.now;
  const hostile = { ...first!, text, title: text, site: text, url };
  return {
    ...SCENARIO,
    todo: { ...SCENARIO.todo, now: [hostile, ...rest], canWait: [hostile] },
    changes: {
      ...SCENARIO.changes,
      changes: SCENARIO.changes.changes.map(change => ({ ...change, after: text, before: text })),
    },
  };
}

describe('hostile words', () => {
  const strings = hostileStrings();
  test.skipIf(!strings)(
    'of the corpus leave no markup, order or address behind (skipped: corpora not found)',
    () => {
      for (const { s, url = 'https://ok.example/' } of strings ?? []) checkForms(s, url);
    },
  );
  test('generated ones neither', () => {
    const piece = fc.constantFrom(
      '<script>',
      '"',
      "'",
      '&',
      '`',
      '](',
      '![',
      '<img src=x>',
      '\u001b[2J',
      '\r\nBcc: x@y',
      '\u202e',
      '# ',
      '- ',
      '| ',
      '\u0000',
      'é',
      '👨‍👩‍👧',
      '漢字',
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 12 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(text, fc.webUrl(), (words, url) => checkForms(words, url)),
      { numRuns: 60 },
    );
  });

  function checkForms(text: string, url: string): void {
    const letter = letterOf(fr, withText(text, url));
    const html = letterHtml(letter);
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(match => match[1]?.toLowerCase());
    expect(tags.every(tag => ALLOWED_TAGS.has(tag ?? ''))).toBe(true);
    // Text cannot hold < or >, so what stands between them is markup of ours.
    const markup = html.match(/<[^>]*>/g)?.join('') ?? '';
    expect(markup).not.toMatch(/\son[a-z]+=|href="(?!https?:)|src=/i);
    expect(html).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e]/);
    const markdown = letterMarkdown(letter);
    expect(markdown).not.toMatch(/(?<!\\)!\[|(?<!\\)<[a-z!/]|(?<!\\)\]\((?!https?:)/i);
    for (const form of [letterText(letter), markdown])
      expect(form).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(letter.subject).not.toMatch(/[\r\n]/);
  }

  const ALLOWED_TAGS = new Set([
    '!doctype',
    'html',
    'head',
    'meta',
    'title',
    'style',
    'body',
    'table',
    'tr',
    'td',
    'h1',
    'h2',
    'p',
    'a',
  ]);
});

describe('encoders', () => {
  test('HTML text read back is the text', () => {
    const decode = (html: string) =>
      html.replace(
        /&(?:lt|gt|quot|#39|#96|amp);/g,
        entity =>
          ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#96;': '`', '&amp;': '&' })[entity] ??
          '',
      );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const encoded = htmlText(text);
        expect(encoded).not.toMatch(/[<>"'`]/);
        expect(decode(encoded)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });
  test('addresses are http(s) or nothing', () => {
    expect(htmlAddress('javascript:alert(1)')).toBeNull();
    expect(htmlAddress('data:text/html,x')).toBeNull();
    expect(htmlAddress('https://a.example/?q="><script>')).toBe('https://a.example/?q=%22%3E%3Cscript%3E');
  });
  test('Markdown text opens no list, heading, link or picture', () => {
    expect(escaped('# titre')).toBe('\\# titre');
    expect(escaped('1. un')).toBe('1\\. un');
    expect(escaped('![x](http://t.example/p.gif)')).toBe('!\\[x\\](http://t.example/p.gif)');
  });
});

test('the corpora are where the README says, or the hostile test says why it was skipped', () => {
  const found = hostileStrings() !== null;
  expect(found).toBe(
    existsSync(
      join(
        process.env.VIGIE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora'),
        'hostile/strings.mjs',
      ),
    ),
  );
});
