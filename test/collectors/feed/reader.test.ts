import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../collectors/readers/decode.ts';
import { readFeed } from '../../../collectors/readers/feed/read-feed.ts';
import { inspectFeed } from '../../../src/app/inspecting/feed.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';
const BASE = 'https://feeds.example/all/feed.xml';

const inputs = readdirSync(FIXTURES)
  .filter(file => file.endsWith('.xml'))
  .sort();

describe('every kind of feed', () => {
  it.each(inputs)('%s', file => {
    const text = decodeBytes(readFileSync(join(FIXTURES, file)), '');
    const feed = JSON.parse(JSON.stringify(readFeed(text, { base: BASE, zone: 'Europe/Paris' })));
    const expected = join(FIXTURES, file.replace(/xml$/, 'json'));
    if (UPDATE) writeFileSync(expected, `${JSON.stringify(feed, null, 2)}\n`);
    expect(feed).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});

const item = (inner: string) =>
  `<rss version="2.0"><channel><title>t</title><item>${inner}</item></channel></rss>`;
const read = (text: string) => readFeed(text, { base: '' });

describe('hostile feeds', () => {
  it('expands no nested, long or external entity, and says so', () => {
    const nested = `<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>${item('<title>&b;</title>')}`;
    const long = `<!DOCTYPE r [<!ENTITY a "${'A'.repeat(10_000)}">]>${item(`<title>${'&a;'.repeat(1000)}</title>`)}`;
    const external = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${item('<title>a&x;b</title>')}`;
    expect(read(nested)?.flaw).toBe('entities');
    expect(read(long)?.flaw).toBe('entities');
    expect(read(external)?.flaw).toBeNull();
    expect(read(external)?.items[0]?.title).toBe('a&x;b');
  });

  it('expands the harmless entities of its own, up to a bound', () => {
    const declared = '<!DOCTYPE r [<!ENTITY firm "Kerlann"><!ENTITY nbsp "&#160;">]>';
    expect(read(declared + item('<title>&firm;&nbsp;!</title>'))?.items[0]?.title).toBe('Kerlann\u00a0!');
    const many = `<!DOCTYPE r [<!ENTITY a "${'A'.repeat(150)}">]>${item(`<title>${'&a;'.repeat(5000)}</title>`)}`;
    expect(read(many)?.flaw).toBe('entities');
  });

  it('stops at 400 levels, whatever follows', () => {
    expect(read(item('<a>'.repeat(100_000)))?.flaw).toBe('too-deep');
    expect(read(item('<a>'.repeat(300) + '</a>'.repeat(300)))?.flaw).toBeNull();
  });

  it('reads at most 5,000 items', () => {
    const many = item('<title>t</title></item><item>'.repeat(6000));
    expect(read(many)?.items.length).toBe(5000);
  });

  it('keeps what is whole of a feed that was cut, and says when nothing is', () => {
    const whole = item('<title>one</title></item><item><title>two</title><link>https://a.example/2</link>');
    const cut = whole.slice(0, whole.indexOf('</item></channel>'));
    expect(read(`${cut}<descr`)?.items.map(each => each.title)).toEqual(['one', 'two']);
    expect(read(whole.slice(0, whole.indexOf('one') + 2))?.flaw).toBe('cut');
  });

  it('lets no name reach the prototype', () => {
    const feed = read(
      item('<title>t</title><__proto__><polluted>yes</polluted></__proto__><constructor>c</constructor>'),
    );
    const json = readFeed(
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","__proto__":{"polluted":"yes"}}]}',
      { base: '' },
    );
    expect([feed?.items.length, json?.items.length]).toEqual([1, 1]);
    expect(Object.getPrototypeOf({})).not.toHaveProperty('polluted');
  });

  it.each([
    ['a page', '<!doctype html><html><head><title>Hi</title></head><body><channel></channel></body></html>'],
    ['nothing', ''],
    ['other JSON', '{"items":[]}'],
    ['deep JSON', '['.repeat(200_000)],
    ['text', 'rss'],
  ])('takes %s for no feed', (_, text) => {
    expect(read(text)).toBeNull();
  });

  it('never throws, whatever pieces it is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<rss>',
        '<channel>',
        '<item>',
        '</item>',
        '<title>',
        '</title>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
      ),
      fc.constantFrom(
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        '<entry>',
        '<link href="/x"/>',
        "<a b='",
        '&#xD800;',
        '&x;',
      ),
      fc.constantFrom(
        '<content type="xhtml">',
        '<content mode="base64">',
        '<x:y xmlns:x="',
        '<?xml',
        '<!DOCTYPE a [',
        ']>',
        '{',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const pieces = fc.array(piece, { maxLength: 40 }).map(all => all.join(''));
    fc.assert(
      fc.property(pieces, text => {
        const feed = inspectFeed(Buffer.from(text), '', '');
        expect(JSON.stringify(feed)).not.toMatch(/<script|\u0000|[\ud800-\udbff](?![\udc00-\udfff])/i);
      }),
      { numRuns: 400, seed: 1807 },
    );
  });
});
