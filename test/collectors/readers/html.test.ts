import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discoverFeeds } from '../../../collectors/readers/autodiscovery.ts';
import { decodeEntities } from '../../../collectors/readers/entities.ts';
import { htmlToText } from '../../../collectors/readers/html.ts';

describe('the text of HTML', () => {
  it.each([
    ['<p>Un<b>e</b> ph&eacute;rase</p><p>Deux</p>', 'Une phérase\n\nDeux'],
    ['<ul><li>a</li><li>b</li></ul>c<br>d', 'a\nb\n\nc\nd'],
    ['<head><title>t</title><style>p{}</style></head><body>x<script>1<2</script>y', 'xy'],
    ['<div>a<!-- b -->c</div><svg><text>d</text></svg>e', 'ac\ne'],
    ['a < b & c &amp; d &copy=2 &nbsp;fin', 'a < b & c & d &copy=2 \u00a0fin'],
    ['<noscript>jamais fermé <p>le reste', 'jamais fermé\n\nle reste'],
    ['sans\nbalise\taucune', 'sans balise aucune'],
  ])('%j', (html, text) => {
    expect(htmlToText(html, 1000)).toBe(text);
  });

  it('holds no tag and no script, whatever it is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<script>',
        '</script>',
        '<!--',
        '-->',
        '<a href="',
        '">',
        '<svg>',
        '&lt;',
        '&amp;lt;',
        '<head>',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const text = htmlToText(pieces.join(''), 50);
        expect(text.length).toBeLessThanOrEqual(50);
        expect(text).toBe(text.trim());
      }),
      { numRuns: 500, seed: 1807 },
    );
  });
});

describe('character references', () => {
  it('are decoded once, with their semicolon, and never to what is no character', () => {
    expect(
      decodeEntities(
        '&amp;eacute; &eacute; &#146; &#xD800; &#0; &#9999999; &copy=1 &copyright; &NotEqualTilde;',
      ),
    ).toBe('&eacute; é ’ \ufffd \ufffd \ufffd &copy=1 &copyright; ≂̸');
  });
});

describe('the feeds of a page', () => {
  it('are found whatever their order, comments last, each once, http only', () => {
    const html = `<base href="/fr/"><link rel="alternate" type="application/rss+xml" title="Commentaires" href="comments/feed">
      <LINK REL="Alternate Feed" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml#x"><link rel=alternate type="application/feed+json" href="//cdn.example/feed.json">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"><link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" type="application/rss+xml" href="atom.xml">`;
    expect(discoverFeeds(html, 'https://site.example/').map(feed => feed.url)).toEqual([
      'https://site.example/fr/atom.xml',
      'https://cdn.example/feed.json',
      'https://site.example/fr/comments/feed',
    ]);
  });
});
