import * as z from 'zod';
import type { Answer, Collector, Fetch, Read } from '../src/domain/collector.ts';
import type { Observation, RatingSnapshot, Review } from '../src/domain/observation.ts';
import { decodeBytes } from './readers/decode.ts';
import { distributionOf } from './readers/distribution.ts';
import { timezone, USUAL_ZONE, webAddress } from './readers/options.ts';
import { readPage } from './readers/page.ts';
import { holdersOf, mainRating, namesBusiness, type RatingFact, ratingsOf } from './readers/schema-org.ts';
import { reviewsOf } from './readers/schema-reviews.ts';

const options = z.strictObject({
  /** The page that shows the reviews. */
  url: webAddress,
  /** true: always in a browser; false: never; default: only when the plain page holds no review. */
  render: z.boolean().optional(),
  /** CSS selector that the browser waits for, at most 10 s. */
  waitFor: z.string().min(1).max(500).optional(),
  /** Zone of dates that have none. Default Europe/Paris. */
  timezone,
});

type Options = z.infer<typeof options>;

/** One collect reads one page: more reviews than this are never on it. */
const MAX_ITEMS = 500;

function rendered({ url, waitFor }: Options): Fetch {
  return { via: 'browser', url, ...(waitFor ? { waitFor } : {}) };
}

function read(answer: Answer, settings: Options): Read {
  const page = readPage(decodeBytes(answer.bytes, answer.contentType));
  const holders = holdersOf(page.things);
  const zone = settings.timezone ?? USUAL_ZONE;
  const reviews = reviewsOf(page.things, holders, answer.url, zone).slice(0, MAX_ITEMS);
  const rating = mainRating(ratingsOf(page.things, holders));
  const snapshot = rating ? snapshotOf(rating, reviews, answer.url) : null;
  const observations: Observation[] = [...(snapshot ? [snapshot] : []), ...reviews];
  if (observations.length > 0) return { recognised: true, observations };
  if (page.login) return { recognised: false, observations };
  // Many review pages draw themselves by script: the plain page is only their shell.
  if (answer.fetch.via === 'http' && settings.render !== false && !page.empty)
    return { recognised: namesBusiness(page.things), observations, next: [rendered(settings)] };
  // A firm without any review yet is a page of this format; a page about nothing is not.
  return { recognised: namesBusiness(page.things), observations };
}

function snapshotOf(fact: RatingFact, reviews: readonly Review[], url: string): RatingSnapshot | null {
  const count = fact.count || reviews.length;
  if (count === 0) return null;
  const distribution = distributionOf(reviews, { ...fact, count });
  return {
    kind: 'rating',
    url,
    average: fact.value,
    best: fact.best,
    worst: fact.worst,
    count,
    ...(distribution ? { distribution } : {}),
  };
}

/** Any page that marks its reviews up for search engines (schema.org by JSON-LD, microdata or RDFa). */
export const collector: Collector<Options> = {
  id: 'review-page',
  title: { fr: 'Une page d’avis', en: 'A page of reviews' },
  homepage: 'https://schema.org/Review',
  brings: ['reviews', 'ratings'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'The site’s own terms and its robots.txt decide; vigie reads the one page named, no deeper, at most every few minutes.',
  obeysRobots: true,
  options,
  limits: { minIntervalMs: 2_000, maxPages: 2, maxItems: MAX_ITEMS },
  requests: settings => [settings.render === true ? rendered(settings) : { via: 'http', url: settings.url }],
  read,
};
