import { discoverFeeds } from '../../../collectors/readers/autodiscovery.ts';
import { decodeBytes } from '../../../collectors/readers/decode.ts';
import { readFeed } from '../../../collectors/readers/feed/read-feed.ts';
import { readPage } from '../../../collectors/readers/page.ts';
import { holdersOf } from '../../../collectors/readers/schema-org.ts';
import { reviewsOf } from '../../../collectors/readers/schema-reviews.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { type Link, linksOf } from './links.ts';

/** What an address answered. Everything in it can be cloned across threads. */
export type Found = {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Where it led in the end. */
  readonly url: string;
};

/** What the set-up wants to know of it. */
export type FoundText = {
  readonly title: string;
  /** A feed itself, whole. */
  readonly isFeed: boolean;
  /** It marks reviews up. */
  readonly hasReviews: boolean;
  readonly links: readonly Link[];
  /** Addresses of the feeds that it announces. */
  readonly feeds: readonly string[];
};

const TITLE_LENGTH_MAX = 300;
/** Dates do not matter here: only whether there are reviews. */
const ANY_ZONE = 'UTC';

/** Reads what a stranger's site answered: a feed, or a page with its links. */
export function readFound({ bytes, contentType, url }: Found): FoundText {
  const text = decodeBytes(bytes, contentType);
  const feed = readFeed(text, { base: url });
  const isFeed = feed !== null && !feed.flaw;
  if (isFeed) return { title: '', isFeed, hasReviews: false, links: [], feeds: [] };
  const { title, things } = readPage(text);
  return {
    title: cleanLine(title, TITLE_LENGTH_MAX),
    isFeed,
    hasReviews: reviewsOf(things, holdersOf(things), url, ANY_ZONE).length > 0,
    links: linksOf(text, url),
    feeds: discoverFeeds(text, url).map(found => found.url),
  };
}
