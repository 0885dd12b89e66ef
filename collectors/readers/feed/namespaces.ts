/** Where every unprefixed format lives: RSS of all versions, Atom of all versions, CDF. Their names do not clash. */
const CORE = '';

/** Namespaces by their address (lower case, no scheme, no closing slash or #) to the prefix they are known by. */
const PREFIX_BY_ADDRESS = new Map<string, string>([
  ['www.w3.org/2005/atom', CORE],
  ['purl.org/atom/ns', CORE],
  ['purl.org/rss/1.0', CORE],
  ['purl.org/net/rss1.1', CORE],
  ['purl.org/rss/1.0/modules/rss091', CORE],
  ['my.netscape.com/rdf/simple/0.9', CORE],
  ['channel.netscape.com/rdf/simple/0.9', CORE],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', CORE],
  ['blogs.law.harvard.edu/tech/rss', CORE],
  ['cyber.law.harvard.edu/rss', CORE],
  ['cyber.law.harvard.edu/rss/rss.html', CORE],
  ['www.rssboard.org/rss-specification', CORE],
  ['example.com/newformat', CORE],
  ['example.com/necho', CORE],
  ['purl.org/echo', CORE],
  ['uri/of/echo/namespace', CORE],
  ['purl.org/pie', CORE],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/slash', 'slash'],
  ['purl.org/rss/1.0/modules/link', 'l'],
  ['wellformedweb.org/commentapi', 'wfw'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['www.google.com/schemas/play-podcasts/1.0', 'googleplay'],
  ['search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['www.youtube.com/xml/schemas/2015', 'yt'],
  ['purl.org/syndication/thread/1.0', 'thr'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/2000/svg', 'svg'],
  ['www.w3.org/1998/math/mathml', 'mathml'],
  ['www.w3.org/xml/1998/namespace', 'xml'],
]);

/**
 * The prefix that a namespace is known by, whatever its document calls it. One that is declared for an unknown
 * address stays itself, in lower case, as does one that is never declared: half of all feeds forget one.
 */
export function knownPrefix(prefix: string, address: string): string {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/#]{1,3}$/, '');
  const known = PREFIX_BY_ADDRESS.get(plain);
  if (known !== undefined) return known;
  if (plain.startsWith('backend.userland.com/rss')) return CORE;
  return prefix.toLowerCase();
}
