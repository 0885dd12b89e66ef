import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../src/domain/text/canonical-url.ts';

describe('canonical addresses', () => {
  it.each([
    ['https://forum.example/t/9#post-12', 'https://forum.example/t/9#post-12'],
    ['https://forum.example/t/9#xtor=RSS-1', 'https://forum.example/t/9'],
    ['https://Echo.Example:443/a/?utm_source=x&b=2&fbclid=z#haut', 'https://echo.example/a/?b=2'],
    ['https://echo.example/a?b=%20c&amp;utm_campaign=été&amp;d=1', 'https://echo.example/a?b=%20c&d=1'],
    ['http://moi:secret@echo.example./a', 'http://echo.example/a'],
    [
      'https://www.google.com/url?rct=j&url=https%3A%2F%2Fgazette.example%2Fx%3Fgclid%3D1&ct=ga',
      'https://gazette.example/x',
    ],
    ['https://www.google.fr/url?q=https://gazette.example/y&sa=U', 'https://gazette.example/y'],
    [
      'http://www.bing.com/news/apiclick.aspx?ref=F&url=https%3a%2f%2fgazette.example%2fz&c=1',
      'https://gazette.example/z',
    ],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fgazette.example%2F&h=AT', 'https://gazette.example/'],
    [
      'https://www.google.com/url?url=javascript:alert(1)',
      'https://www.google.com/url?url=javascript:alert(1)',
    ],
    ['https://echo.example/?', 'https://echo.example/'],
  ])('%s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it('reads relative addresses against their page', () => {
    expect(canonicalUrl('../b?utm_medium=x', 'https://echo.example/a/c/')).toBe('https://echo.example/a/b');
    expect(canonicalUrl('../b')).toBeNull();
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'mailto:a@b.example',
    '',
    ' ',
    'http://',
    `https://a.example/${'x'.repeat(5000)}`,
  ])('refuses %s', url => {
    expect(canonicalUrl(url)).toBeNull();
  });

  it('is idempotent and always http, whatever comes', () => {
    const part = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(part, part, (url, base) => {
        const once = canonicalUrl(url, URL.canParse(base) ? base : undefined);
        if (once === null) return;
        expect(once).toMatch(/^https?:\/\/[^/@#]+\/[^#]*(#\w+[-_]?\d+)?$/);
        expect(canonicalUrl(once)).toBe(once);
      }),
      { numRuns: 500, seed: 1807 },
    );
  });
});
