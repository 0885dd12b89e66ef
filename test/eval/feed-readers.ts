import { parseFeed } from 'feedsmith';
import Parser from 'rss-parser';
import type { InspectedFeed } from '../../src/app/inspecting/feed.ts';

/** The two packages that were weighed against our own reader, each read as its documentation says. */
type Loose = Readonly<Record<string, unknown>>;

const parser = new Parser({ timeout: 5000 });

export async function readWithRssParser(bytes: Uint8Array): Promise<InspectedFeed | null> {
  const feed: Loose = { ...(await parser.parseString(Buffer.from(bytes).toString('utf8'))) };
  return {
    feed: headOf(feed),
    items: loose(feed['items']).map(item => ({
      title: text(item['title']),
      link: text(item['link']),
      published: text(item['isoDate']) || dateOf(item['pubDate']),
      author: text(item['creator']) || text(item['author']),
      id: text(item['guid']) || text(item['id']),
      content: text(item['content:encoded']) || text(item['content']) || text(item['summary']),
    })),
  };
}

export function readWithFeedsmith(bytes: Uint8Array): InspectedFeed | null {
  const { format, feed } = parseFeed(Buffer.from(bytes).toString('utf8'));
  const root: Loose = { ...feed };
  const items = loose(root[format === 'atom' ? 'entries' : 'items']);
  return {
    feed:
      format === 'atom'
        ? { ...headOf(root), link: alternate(root), description: text(root['subtitle']) }
        : headOf(root),
    items: items.map(item => ({
      title: text(item['title']),
      link: text(item['link']) || text(item['url']) || alternate(item),
      published:
        [item['published'], item['pubDate'], item['date_published'], at(item['dc'], 'date'), item['updated']]
          .map(dateOf)
          .find(date => date !== null) ?? null,
      author:
        loose(item['authors'])
          .map(author => text(author['name']))
          .join(', ') || text(at(item['dc'], 'creator')),
      id: text(item['guid']) || text(item['id']),
      content:
        text(at(item['content'], 'encoded')) ||
        text(item['content']) ||
        text(item['content_html']) ||
        text(item['content_text']) ||
        text(item['description']) ||
        text(item['summary']),
    })),
  };
}

function headOf(feed: Loose): InspectedFeed['feed'] {
  return {
    title: text(feed['title']),
    link: text(feed['link']) || text(feed['home_page_url']),
    description: text(feed['description']),
    language: text(feed['language']),
  };
}

function alternate(holder: Loose): string {
  const links = loose(holder['links']);
  const link = links.find(each => (text(each['rel']) || 'alternate') === 'alternate');
  return text((link ?? links[0])?.['href']);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const inner = at(value, 'value');
  return typeof inner === 'string' ? inner : '';
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function loose(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'object' && each !== null) : [];
}

function dateOf(value: unknown): string | null {
  const date = new Date(text(value));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
