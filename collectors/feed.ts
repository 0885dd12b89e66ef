import * as z from 'zod';
import type { Answer, Collector, Fetch, Http, Read } from '../src/domain/collector.ts';
import type { Mention } from '../src/domain/observation.ts';
import { discoverFeeds } from './readers/autodiscovery.ts';
import { decodeBytes } from './readers/decode.ts';
import type { Feed, FeedItem } from './readers/feed/feed.ts';
import { readFeed } from './readers/feed/read-feed.ts';
import { htmlToText } from './readers/html.ts';
import { MAX_TEXT_LENGTH, mentionOf } from './readers/observed.ts';
import { readOpml } from './readers/opml.ts';
import { timezone, USUAL_ZONE, webAddress } from './readers/options.ts';

/** Feeds of a reading list read in one collect. */
const LIST_MAX = 20;
/** More than any feed shows. */
const ITEMS_MAX = 2000;

const options = z.strictObject({
  /** A feed, a page that announces one, or an OPML list of feeds. */
  url: webAddress,
  /** What its items are. Default `article`: only a short extract is kept. */
  form: z.enum(['article', 'post', 'comment', 'message', 'video']).optional(),
  /** Zone of dates that have none. Default Europe/Paris. */
  timezone,
});

type Options = z.infer<typeof options>;

/** RSS, RDF, Atom, CDF, JSON Feed: the newspaper, the blog, the forum, a Google alert. */
export const collector: Collector<Options> = {
  id: 'feed',
  title: { fr: 'Un flux RSS ou Atom', en: 'An RSS or Atom feed' },
  homepage: 'https://www.rssboard.org/rss-specification',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'A feed is published to be read by programs; vigie keeps title, link and an extract of 1,000 characters of articles.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 1_000, maxPages: LIST_MAX + 2, maxItems: ITEMS_MAX },
  requests: settings => [request(settings.url)],
  read,
};

function request(url: string): Http {
  return {
    via: 'http',
    url,
    headers: {
      Accept:
        'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5',
    },
  };
}

function read(answer: Answer, settings: Options): Read {
  const text = decodeBytes(answer.bytes, answer.contentType);
  const zone = settings.timezone ?? USUAL_ZONE;
  const feed = readFeed(text, { base: answer.url, zone });
  if (feed?.flaw) return { recognised: false, observations: [] };
  if (feed) return { recognised: true, observations: mentionsOf(feed, answer.url, settings) };
  // Only the owner's own address may lead elsewhere: what a list or a page leads to must be a feed.
  const isFirst = answer.fetch.via === 'http' && answer.fetch.url === settings.url;
  const next = isFirst ? leadsTo(text, answer.url) : [];
  return { recognised: next.length > 0, observations: [], ...(next.length > 0 ? { next } : {}) };
}

function leadsTo(text: string, base: string): readonly Fetch[] {
  const list = readOpml(text);
  if (list) return list.slice(0, LIST_MAX).map(request);
  return discoverFeeds(text, base)
    .slice(0, 1)
    .map(found => ({ ...request(found.url), discovered: true }));
}

function mentionsOf(feed: Feed, address: string, settings: Options): readonly Mention[] {
  return (
    feed.items
      .slice(0, ITEMS_MAX)
      // An item whose only title is the address it was given says nothing.
      .filter(item => item.title !== item.link || item.content !== '')
      .map(item => mentionFrom(feed, item, address, settings))
      .filter(mention => mention.text !== '' || mention.title !== undefined)
  );
}

function mentionFrom(feed: Feed, item: FeedItem, address: string, settings: Options): Mention {
  const form = settings.form ?? 'article';
  // Items without a page of their own carry the site's: it would make them all one and the same.
  const url = item.link === feed.link ? undefined : item.link;
  const [author] = item.authors;
  return mentionOf(form, {
    sourceItemId: item.id,
    url,
    base: item.base || address,
    title: item.title,
    text: htmlToText(item.content, MAX_TEXT_LENGTH),
    author: author ? { name: author.name, url: author.url, handle: undefined } : undefined,
    publishedAt: item.published,
    language: item.language || feed.language || undefined,
    engagement: { replies: item.replies, views: item.views, likes: item.likes },
  });
}
