import type { NewSource } from '../setup/edit-settings.ts';
import { exploreSite, sourcesOf } from './explore-site.ts';
import type { FoundPage, PageKind } from './page-kinds.ts';
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

/** What an address gives to read, and its pages that robots.txt closes. */
export type FoundAt = { readonly sources: readonly NewSource[]; readonly refused: readonly FoundPage[] };

/**
 * As `sourceAt`; a rival's home page stands for its site, whose prices, promotions, news and feed are found from it.
 * @param about the rival; null: the firm or anybody
 * @param nameOf words a page of the rival's: "Golfe, tarifs"
 * @throws VigieError as `sourceAt`
 */
export async function sourcesAt(
  web: Web,
  url: string,
  about: string | null,
  nameOf: (kind: PageKind | 'feed') => string,
): Promise<FoundAt> {
  if (about === null || new URL(url).pathname !== '/')
    return { sources: [await sourceAt(web, url, about !== null)], refused: [] };
  const found = await exploreSite(web, url);
  return { sources: sourcesOf(found, about, nameOf), refused: found.refused };
}
