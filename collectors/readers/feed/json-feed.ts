import { cleanLine } from '../../../src/domain/text/clean.ts';
import { readDate } from '../date.ts';
import { htmlToText } from '../html.ts';
import type { Feed, FeedItem, FeedPerson } from './feed.ts';
import { absolute } from './fields.ts';
import { eachOnce, person } from './people.ts';
import { CONTENT_MAX, escapeHtml, TITLE_MAX } from './value.ts';
import type { FeedReading } from './xml-feed.ts';
import { ITEMS_MAX } from './xml-tree.ts';

const MADE_TITLE_MAX = 100;
const LINE_MAX = 2000;

type Fields = ReadonlyMap<string, unknown>;

/** JSON Feed 1.0 and 1.1. Null: no JSON, or JSON that is no feed. */
export function readJsonFeed(text: string, reading: FeedReading): Feed | null {
  const feed = fieldsOf(parsed(text));
  if (!feed) return null;
  const version = string(feed, 'version', LINE_MAX);
  const entries = feed.get('items');
  if (!/jsonfeed\.org\/version/i.test(version) || !Array.isArray(entries)) return null;
  const home = string(feed, 'home_page_url', LINE_MAX) || string(feed, 'feed_url', LINE_MAX);
  const base = reading.base || (/^https?:/i.test(home) ? home : '');
  const authors = peopleOf(feed);
  const language = string(feed, 'language', 40);
  return {
    format: 'json',
    title: cleanLine(string(feed, 'title', CONTENT_MAX), TITLE_MAX),
    titleIsText: true,
    link: absolute(string(feed, 'home_page_url', LINE_MAX), base),
    description: escapeHtml(string(feed, 'description', CONTENT_MAX)),
    base,
    language,
    items: entries.slice(0, ITEMS_MAX).flatMap(entry => {
      const item = fieldsOf(entry);
      return item ? [readItem(item, { base, authors, language, zone: reading.zone ?? 'UTC' })] : [];
    }),
    flaw: null,
  };
}

type Around = { base: string; authors: readonly FeedPerson[]; language: string; zone: string };

function readItem(item: Fields, around: Around): FeedItem {
  const link = absolute(string(item, 'url', LINE_MAX) || string(item, 'external_url', LINE_MAX), around.base);
  const id = string(item, 'id', LINE_MAX);
  const content =
    string(item, 'content_html', CONTENT_MAX) ||
    escapeHtml(string(item, 'content_text', CONTENT_MAX)) ||
    escapeHtml(string(item, 'summary', CONTENT_MAX));
  const own = peopleOf(item);
  const date = string(item, 'date_published', 100) || string(item, 'date_modified', 100);
  const target = link || (/^https?:\/\//i.test(id) ? id : '');
  return {
    title:
      cleanLine(string(item, 'title', CONTENT_MAX), TITLE_MAX) ||
      cleanLine(string(item, 'summary', CONTENT_MAX), MADE_TITLE_MAX) ||
      cleanLine(htmlToText(content, MADE_TITLE_MAX * 2), MADE_TITLE_MAX) ||
      cleanLine(target, TITLE_MAX),
    titleIsText: true,
    link: target,
    id: id || target,
    authors: own.length > 0 ? own : around.authors,
    published: readDate(date, { zone: around.zone }),
    content,
    base: around.base,
    language: string(item, 'language', 40) || around.language,
  };
}

/** `authors` of 1.1 and `author` of 1.0, which may stand side by side; either may be a list, an object or a name. */
function peopleOf(fields: Fields): readonly FeedPerson[] {
  const written = [fields.get('authors'), fields.get('author')].flat();
  const people = written.flatMap(one => {
    if (typeof one === 'string') return person(one, undefined);
    const author = fieldsOf(one);
    return author ? person(string(author, 'name', LINE_MAX), string(author, 'url', LINE_MAX)) : [];
  });
  return eachOnce(people);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: not this format.
    return null;
  }
}

/** Own properties only, in a Map: `__proto__` is a name like any other there. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

/** Numbers are written out (ids often are numbers); everything else but text is nothing. */
function string(fields: Fields, name: string, maxLength: number): string {
  const value = fields.get(name);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'string' ? value.slice(0, maxLength).trim() : '';
}
