import type { Feed } from './feed.ts';
import { readJsonFeed } from './json-feed.ts';
import { type FeedReading, readXmlFeed } from './xml-feed.ts';

/**
 * A feed of any common kind: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed. Null: the text is none.
 * Never throws, takes linear time, reads at most 5,000 items; check `flaw` before trusting what it found.
 *
 * @param text Decoded (see `decodeBytes`).
 * @param context.base Where it came from, for relative addresses; '' when unknown.
 * @param context.zone Time zone of dates that have none; default UTC.
 */
export function readFeed(text: string, context: FeedReading): Feed | null {
  const reading = { ...context, base: /^https?:\/\//i.test(context.base) ? context.base : '' };
  const start = text.slice(0, 1000).trimStart();
  if (start.startsWith('{')) return readJsonFeed(text, reading);
  return readXmlFeed(text, reading);
}
