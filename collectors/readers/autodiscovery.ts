import { canonicalUrl } from '../../src/domain/text/canonical-url.ts';
import { type Attributes, scanMarkup } from './markup.ts';

/** Links to feeds stand in the head; a page has a handful. */
const HTML_MAX = 500_000;
const FEEDS_MAX = 20;

const FEED_TYPE =
  /^(?:application\/(?:rss|atom|rdf|x\.atom|feed)\+(?:xml|json)|application\/json|text\/rss)$/;

export type FoundFeed = { readonly url: string; readonly title: string };

/**
 * The feeds that a page announces (`<link rel=alternate>`), the site's own before those of its comments, each once.
 *
 * @param base Address of the page.
 */
export function discoverFeeds(html: string, base: string): readonly FoundFeed[] {
  const found = new Map<string, FoundFeed>();
  let root = base;
  const open = (name: string, attributes: Attributes): void => {
    const href = attributes['href'] ?? '';
    if (name === 'base' && href !== '') root = canonicalUrl(href, base) ?? base;
    if (name !== 'link' || found.size >= FEEDS_MAX) return;
    const rels = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
    const type = (attributes['type'] ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
    if (!rels.includes('alternate') && !rels.includes('feed')) return;
    if (!FEED_TYPE.test(type) || /oembed|wp-json/i.test(href)) return;
    const url = canonicalUrl(href, root);
    if (url) found.set(url, { url, title: attributes['title'] ?? '' });
  };
  scanMarkup(html.slice(0, HTML_MAX), [{ open, close: () => {}, text: () => {} }]);
  const isComments = (feed: FoundFeed) => /comment/i.test(`${feed.url} ${feed.title}`);
  return [...found.values()].sort((a, b) => Number(isComments(a)) - Number(isComments(b)));
}
