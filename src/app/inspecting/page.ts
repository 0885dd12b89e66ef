import { discoverFeeds, type FoundFeed } from '../../../collectors/readers/autodiscovery.ts';
import { decodeBytes } from '../../../collectors/readers/decode.ts';
import { readPage } from '../../../collectors/readers/page.ts';
import { jobsOf, pricesOf } from '../../../collectors/readers/schema-offers.ts';
import { holdersOf, ratingsOf } from '../../../collectors/readers/schema-org.ts';
import { reviewsOf } from '../../../collectors/readers/schema-reviews.ts';
import type { JobAd, PriceSeen, Review } from '../../domain/observation.ts';

/** Most of each list printed: a page of a shop shows some hundreds of products. */
const ITEMS_MAX = 1_000;
/** Where relative addresses lead when the page's own is unknown. */
const NOWHERE = 'https://page.invalid/';
/** No settings, no owner: dates without an offset are told as they are written. */
const ZONE = 'UTC';

/** A contract with scripts: see "Stable interfaces". Ratings and prices are as the page writes them, on its scale. */
export type InspectedPage = {
  readonly title: string;
  /** The visible text, one block a line. */
  readonly text: string;
  readonly ratings: readonly {
    readonly value: number;
    readonly count: number;
    readonly best: number;
    readonly worst: number;
    /** Where the page counts ratings with words apart. */
    readonly reviewCount: number | null;
  }[];
  readonly reviews: readonly Omit<Review, 'kind'>[];
  readonly products: readonly Omit<PriceSeen, 'kind'>[];
  readonly jobs: readonly Omit<JobAd, 'kind'>[];
  readonly feeds: readonly FoundFeed[];
};

/** What a page shows and what it says about itself (JSON-LD, microdata, RDFa). Bytes that are no page give empty parts. */
export function inspectPage(bytes: Uint8Array, url: string, contentType: string): InspectedPage {
  const html = decodeBytes(bytes, contentType);
  const base = url || NOWHERE;
  const page = readPage(html);
  const holders = holdersOf(page.things);
  return {
    title: page.title,
    text: page.lines.join('\n'),
    ratings: ratingsOf(page.things, holders)
      .slice(0, ITEMS_MAX)
      .map(({ value, count, best, worst, reviewCount }) => ({ value, count, best, worst, reviewCount })),
    reviews: reviewsOf(page.things, holders, base, ZONE).slice(0, ITEMS_MAX).map(withoutKind),
    products: pricesOf(page.things, holders, base).slice(0, ITEMS_MAX).map(withoutKind),
    jobs: jobsOf(page.things, base).slice(0, ITEMS_MAX).map(withoutKind),
    feeds: discoverFeeds(html, base),
  };
}

function withoutKind<T extends { readonly kind: string }>({ kind: _kind, ...rest }: T): Omit<T, 'kind'> {
  return rest;
}
