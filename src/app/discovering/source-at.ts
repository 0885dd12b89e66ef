import type { NewSource } from '../setup/edit-settings.ts';
import type { Web } from './web.ts';

/**
 * What an address is best read as: a feed where it is or announces one, a page of reviews where it marks any up,
 * else a page to watch.
 * @param wantsPage true for a page to watch even where it announces a feed: a rival's prices
 * @throws VigieError SourceBlocked where robots.txt refuses, and what the network throws
 */
export async function sourceAt(web: Web, url: string, wantsPage: boolean): Promise<NewSource> {
  const feed = wantsPage ? null : await web.feedOf(url);
  if (feed !== null) return { collector: 'feed', url: feed };
  const { hasReviews } = await web.page(url);
  return { collector: hasReviews ? 'review-page' : 'watched-page', url };
}
