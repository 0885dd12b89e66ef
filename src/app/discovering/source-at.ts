import { readPage } from '../../../collectors/readers/page.ts';
import { holdersOf } from '../../../collectors/readers/schema-org.ts';
import { reviewsOf } from '../../../collectors/readers/schema-reviews.ts';
import type { NewSource } from '../setup/edit-settings.ts';
import type { Web } from './web.ts';

/** Dates do not matter here: only whether there are reviews. */
const ANY_ZONE = 'UTC';

/**
 * What an address is best read as: a feed where it is or announces one, a page of reviews where it marks any up,
 * else a page to watch.
 * @param wantsPage true for a page to watch even where it announces a feed: a rival's prices
 * @throws VigieError SourceBlocked where robots.txt refuses, and what the network throws
 */
export async function sourceAt(web: Web, url: string, wantsPage: boolean): Promise<NewSource> {
  const feed = wantsPage ? null : await web.feedOf(url);
  if (feed !== null) return { collector: 'feed', url: feed };
  const { html } = await web.page(url);
  const page = readPage(html);
  const hasReviews = reviewsOf(page.things, holdersOf(page.things), url, ANY_ZONE).length > 0;
  return { collector: hasReviews ? 'review-page' : 'watched-page', url };
}
