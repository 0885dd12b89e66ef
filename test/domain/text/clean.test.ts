import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, extractOf } from '../../../src/domain/text/clean.ts';

/** What rule 6 of the house lets no stored text hold. */
const FORBIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]|\p{M}{5,}|\p{Cs}/u;

const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '\u0301'.repeat(9),
        '\ud800',
        '\udc00',
        '\u202e',
        '\r\n',
        '\u0085',
        '\u2028',
        ' \t ',
        '\u0958\u0300',
      ),
      fc.constantFrom(
        '\u{e0041}',
        '\u200b',
        'e\u0000\u0301',
        '👩‍👩‍👧',
        'क़',
        '«\u00a0x\u00a0»',
        '\u001b[31m',
        'ㄱ\u1161',
      ),
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.join(''));

describe('cleaning', () => {
  it('lets nothing through that rule 6 forbids, and is idempotent', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 80 }), (text, max) => {
        for (const clean of [cleanText, cleanLine, extractOf]) {
          const once = clean(text, max);
          expect(once).not.toMatch(FORBIDDEN);
          expect(once.length).toBeLessThanOrEqual(max);
          expect(once).toBe(once.trim());
          expect(clean(once, max)).toBe(once);
        }
        expect(cleanLine(text, max)).not.toContain('\n');
        expect(cleanText(text, max)).not.toMatch(/\n{3}| {2}|\n | \n/);
      }),
      { numRuns: 1000, seed: 1807 },
    );
  });

  it('leaves well-written text as it is', () => {
    for (const text of [
      'Œuvre d’un menuisier : « 20 ans » ! 👩‍👩‍👧',
      'a\n\nb\nc',
      'Việt Nam, ελληνικά, עברית, 日本語',
    ])
      expect(cleanText(text, 1000)).toBe(text.normalize('NFC'));
  });

  it.each([
    ['a\r\n\r\n\r\n\r\nb', 'a\n\nb'],
    ['  a \t b \n c ', 'a b\nc'],
    ['e\u0301tude', 'étude'],
    ['Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306!', 'Z\u0300\u0301\u0302\u0303!'],
    ['a\u0000b\u202ec\ud800d', 'abcd'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text, 100)).toBe(clean);
  });

  it('never cuts a pair of surrogates in two', () => {
    expect(cleanText('ab😀', 3)).toBe('ab');
    expect(cleanText('ab😀', 4)).toBe('ab😀');
  });

  it('cuts an extract between words and says so', () => {
    expect(extractOf('un deux trois quatre cinq', 15)).toBe('un deux trois…');
    expect(extractOf('un deux trois', 13)).toBe('un deux trois');
    expect(extractOf('x'.repeat(30), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});
