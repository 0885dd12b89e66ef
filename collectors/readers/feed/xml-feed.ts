import { cleanLine } from '../../../src/domain/text/clean.ts';
import type { Instant } from '../../../src/domain/time.ts';
import { readDate } from '../date.ts';
import { htmlToText } from '../html.ts';
import type { Feed, FeedItem, FeedPerson } from './feed.ts';
import { absolute, type Fields, fieldsOf, first } from './fields.ts';
import { linkOf } from './links.ts';
import { peopleOf } from './people.ts';
import { htmlOf, isNode, lineOf, TITLE_MAX, type Title, titleOf } from './value.ts';
import { readXml, type XmlNode } from './xml-tree.ts';

/** A title made from the text of an item that has none. */
const MADE_TITLE_MAX = 100;
/** Items stand at most this deep: rdf > channel > items > item. */
const LEVELS_MAX = 5;

const ROOTS: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf:rdf', 'rdf', 'channel']);

/** First that is there and not empty wins, in this order. Formats mix them: all are asked, whatever the root. */
const TITLES = ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title', 'dcterms:title'];
const CONTENTS = (
  'content:encoded content atom:content xhtml:body body xhtml:div fullitem content:item description ' +
  'summary atom:summary dc:description itunes:summary abstract dcterms:abstract media:description ' +
  'media:text itunes:subtitle prodlink tagline'
).split(' ');
const DESCRIPTIONS = (
  'description subtitle tagline atom:subtitle dc:description abstract itunes:summary ' +
  'itunes:subtitle googleplay:description media:description info'
).split(' ');
const DATES = (
  'published pubdate issued atom:published dcterms:issued dc:date dcterms:created created ' +
  'dcterms:date updated atom:updated modified dcterms:modified lastbuilddate date'
).split(' ');
const LANGUAGES = ['language', 'dc:language'];
const IDS = ['guid', 'id', 'atom:id', 'dc:identifier', 'dcterms:identifier'];

export type FeedReading = {
  /** Address the feed came from; '' when unknown. */
  readonly base: string;
  /** Of dates without an offset; default UTC. */
  readonly zone?: string;
};

/** RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF and their mixtures. Null: not a feed. */
export function readXmlFeed(text: string, reading: FeedReading): Feed | null {
  const { root, flaw } = readXml(text, ROOTS, reading.base);
  if (!root) return null;
  const head = fieldsOf(root.children.filter(isNode).find(isHead) ?? root);
  const rootFields = fieldsOf(root);
  const link = linkOf(head) || linkOf(rootFields);
  const site = reading.base || (/^https?:/i.test(link) ? link : '');
  const authors = peopleOf(head);
  const items = itemsOf(root, 0).map(node =>
    readItem(node, { site, link, authors, zone: reading.zone ?? 'UTC' }),
  );
  const wasCut = !root.closed && items.length === 0 && flaw === null;
  return {
    format: formatOf(root),
    ...(titleIn(head) ?? titleIn(rootFields) ?? { title: '', titleIsText: false }),
    link: absolute(link, head.node.base || site),
    description: first(head, DESCRIPTIONS, htmlOf) || first(rootFields, DESCRIPTIONS, htmlOf),
    base: head.node.base || site,
    language: languageTag(first(head, LANGUAGES, lineOf) || head.node.language),
    items,
    flaw: wasCut ? 'cut' : flaw,
  };
}

type Around = {
  readonly site: string;
  readonly link: string;
  readonly authors: readonly FeedPerson[];
  readonly zone: string;
};

function readItem(node: XmlNode, around: Around): FeedItem {
  const fields = fieldsOf(node);
  const base = node.base || around.site;
  const content = first(fields, CONTENTS, htmlOf);
  const link = absolute(linkOf(fields) || around.link, base);
  const own = peopleOf(fields);
  return {
    ...(titleIn(fields) ?? { title: madeTitle(content) || cleanLine(link, TITLE_MAX), titleIsText: false }),
    link,
    id: idOf(fields, base),
    authors: own.length > 0 ? own : around.authors,
    published: dateOf(fields, around.zone),
    content,
    base: contentBase(fields) || base,
    language: languageTag(first(fields, LANGUAGES, lineOf) || node.language),
    ...countsOf(fields),
  };
}

function isHead(node: XmlNode): boolean {
  return node.name === 'channel';
}

/** Depth-first, so that items in channels of an RDF or CDF file keep their order. Items cut before any whole field are no items. */
function itemsOf(node: XmlNode, level: number): XmlNode[] {
  if (level > LEVELS_MAX) return [];
  return node.children.filter(isNode).flatMap(child => {
    if (child.name !== 'item' && child.name !== 'entry') return itemsOf(child, level + 1);
    return child.closed || fieldsOf(child).byName.size > 0 ? [child] : [];
  });
}

/** `xml:base` may stand on the content itself. */
function contentBase(fields: Fields): string {
  for (const name of CONTENTS) {
    const [node] = fields.byName.get(name) ?? [];
    if (node) return node.base;
  }
  return '';
}

function titleIn(fields: Fields): Title | null {
  for (const name of TITLES) {
    for (const node of fields.byName.get(name) ?? []) {
      const title = titleOf(node);
      if (title) return title;
    }
  }
  return null;
}

function madeTitle(content: string): string {
  return cleanLine(htmlToText(content, MADE_TITLE_MAX * 2), MADE_TITLE_MAX);
}

function dateOf(fields: Fields, zone: string): Instant | null {
  for (const name of DATES) {
    // Repeated, the last one counts.
    for (const node of (fields.byName.get(name) ?? []).toReversed()) {
      const date = readDate(lineOf(node), { zone });
      if (date !== null) return date;
    }
  }
  return readDate(fields.node.attributes.get('lastmod') ?? '', { zone });
}

/** Atom resolves a relative id; a guid is only what it is. */
function idOf(fields: Fields, base: string): string {
  const written = first(fields, IDS, lineOf) || (fields.node.attributes.get('rdf:about') ?? '');
  return fields.byName.has('guid') ? written : absolute(written, base);
}

function languageTag(written: string): string {
  const tag = written.replaceAll('_', '-');
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? tag : '';
}

function formatOf(root: XmlNode): Feed['format'] {
  if (root.name === 'feed') return 'atom';
  if (root.name.startsWith('rdf')) return 'rdf';
  return root.name === 'channel' && root.attributes.has('href') ? 'cdf' : 'rss';
}

/** What YouTube's `media:community` and `slash:comments` count. */
function countsOf(fields: Fields): { views?: number; likes?: number; replies?: number } {
  const community = fields.byName.get('media:community')?.[0]?.children.filter(isNode) ?? [];
  const views = count(community.find(node => node.name === 'media:statistics')?.attributes.get('views'));
  const likes = count(community.find(node => node.name === 'media:starrating')?.attributes.get('count'));
  const replies = count(
    lineOf(fields.byName.get('slash:comments')?.[0]) || lineOf(fields.byName.get('thr:total')?.[0]),
  );
  return {
    ...(views === undefined ? {} : { views }),
    ...(likes === undefined ? {} : { likes }),
    ...(replies === undefined ? {} : { replies }),
  };
}

function count(written: string | undefined): number | undefined {
  return written !== undefined && /^\d{1,12}$/.test(written.trim()) ? Number(written) : undefined;
}
