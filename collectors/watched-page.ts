import * as z from 'zod';
import type { Answer, Collector, Fetch, Read } from '../src/domain/collector.ts';
import type { Observation } from '../src/domain/observation.ts';
import { decodeBytes } from './readers/decode.ts';
import { webAddress } from './readers/options.ts';
import { readPage } from './readers/page.ts';
import { jobsOf, pricesOf } from './readers/schema-offers.ts';
import { holdersOf, mainRating, ratingsOf } from './readers/schema-org.ts';

const options = z.strictObject({
  /** The page to watch: prices, promotions, jobs, news, legal notice. */
  url: webAddress,
  /** true: in a browser, for pages that draw themselves by script. Default false. */
  render: z.boolean().optional(),
  /** CSS selector that the browser waits for, at most 10 s. */
  waitFor: z.string().min(1).max(500).optional(),
});

type Options = z.infer<typeof options>;

/** A shop's list page offers up to some hundreds of products. */
const MAX_ITEMS = 500;

function requestOf({ url, render, waitFor }: Options): Fetch {
  return render ? { via: 'browser', url, ...(waitFor ? { waitFor } : {}) } : { via: 'http', url };
}

/** Markup of a page, or a plain text that is no data: JSON, feeds and binary files are other sources' formats. */
function looksLikePage(text: string, contentType: string): boolean {
  const start = text.slice(0, 2_000).trimStart();
  if (/^(?:\{|\[)/.test(start) || start.includes('\u0000')) return false;
  if (/^<(?:\?xml[^>]*\?>\s*<)?(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b/i.test(start)) return false;
  return (
    /html/i.test(contentType) ||
    /<(?:!doctype\s+html|html|head|body|div|p|h1|main|section|table)\b/i.test(text)
  );
}

function read(answer: Answer): Read {
  const text = decodeBytes(answer.bytes, answer.contentType);
  const nothing: Read = { recognised: false, observations: [] };
  if (!looksLikePage(text, answer.contentType)) return nothing;
  const page = readPage(text);
  if (page.empty || page.login) return nothing;
  const holders = holdersOf(page.things);
  const rating = mainRating(ratingsOf(page.things, holders));
  const observations: Observation[] = [
    { kind: 'page', url: answer.url, title: page.title, lines: page.lines },
    ...pricesOf(page.things, holders, answer.url),
    ...jobsOf(page.things, answer.url),
  ];
  if (rating && rating.count > 0)
    observations.push({
      kind: 'rating',
      url: answer.url,
      average: rating.value,
      best: rating.best,
      worst: rating.worst,
      count: rating.count,
    });
  return { recognised: true, observations: observations.slice(0, MAX_ITEMS) };
}

/** A competitor's page, as its visible lines: pipelines/changes tells what changed and what it may mean. */
export const collector: Collector<Options> = {
  id: 'watched-page',
  title: { fr: 'Une page à surveiller', en: 'A page to watch' },
  homepage: 'https://schema.org/Offer',
  brings: ['pages', 'prices', 'jobs', 'ratings'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'A public page, read as a visitor would, no deeper than the address given; the site’s robots.txt is obeyed.',
  obeysRobots: true,
  options,
  limits: { minIntervalMs: 2_000, maxPages: 1, maxItems: MAX_ITEMS },
  requests: settings => [requestOf(settings)],
  read,
};
