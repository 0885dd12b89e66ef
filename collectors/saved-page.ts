import * as z from 'zod';
import type { Answer, Collector, Read } from '../src/domain/collector.ts';
import type { Review } from '../src/domain/observation.ts';
import { decodeBytes } from './readers/decode.ts';
import { distributionOf } from './readers/distribution.ts';
import type { Attributes } from './readers/markup.ts';
import { readMhtml } from './readers/mhtml.ts';
import { filePath, timezone, USUAL_ZONE } from './readers/options.ts';
import { type Page, readPage } from './readers/page.ts';
import { wrapped } from './readers/page-lines.ts';
import { CARD_LINE } from './readers/saved-lines.ts';
import { shownRating } from './readers/saved-rating.ts';
import { savedReviews } from './readers/saved-reviews.ts';
import { siteOf } from './readers/saved-sites.ts';
import { holdersOf } from './readers/schema-org.ts';
import { reviewsOf } from './readers/schema-reviews.ts';
import { readStars } from './readers/stars.ts';

const options = z.strictObject({
  /** A page saved by the browser (.html, .mhtml) or a text file with what was selected and copied (.txt). */
  path: filePath,
  /** Zone of dates that have none. Default Europe/Paris. */
  timezone,
});

type Options = z.infer<typeof options>;

/** A page that is scrolled to its end shows some hundreds of reviews. */
const MAX_ITEMS = 2_000;
/** Lines looked at: some thirty a review. */
const MAX_LINES = 40_000;
/** How far from the start a browser writes where it saved the page from. */
const SAVED_FROM_LENGTH = 2_000;

function read(answer: Answer, settings: Options): Read {
  const zone = settings.timezone ?? USUAL_ZONE;
  const text = decodeBytes(answer.bytes, answer.contentType);
  const saved = readMhtml(text);
  const html =
    saved?.html ??
    (/^\s*(?:<!doctype|<!--|<html|<head|<body|<div|<section|<article)/i.test(text) ? text : null);
  const page =
    html === null ? null : readPage(html, { label: labelOf, marker: cardMarkers(), maxLines: MAX_LINES });
  const lines = page ? page.lines : plainLines(text);
  const address = saved?.url ?? (html === null ? undefined : savedFrom(html));
  const site = siteOf(address, lines);
  const url = address ?? site.url;
  const marked = page ? markedReviews(page, url ?? answer.url, zone) : [];
  const reviews =
    marked.length > 0 ? marked : savedReviews(lines, site, url, { observedAt: answer.observedAt, zone });
  const shown = reviews.length > 0 ? shownRating(lines, site, url) : null;
  const distribution = shown && distributionOf(reviews, shown);
  // One line with a date in a long text is no page of reviews; none at all is not this format either.
  return {
    recognised: reviews.length > 0,
    observations: [...(shown ? [{ ...shown, ...(distribution && { distribution }) }] : []), ...reviews].slice(
      0,
      MAX_ITEMS,
    ),
  };
}

/** Reviews that the page itself marks up for search engines are read from there: nothing has to be guessed. */
function markedReviews(page: Page, url: string, zone: string): Review[] {
  return reviewsOf(page.things, holdersOf(page.things), url, zone);
}

function plainLines(text: string): string[] {
  // Markup that is no page, and data, hold no copied reviews.
  if (/^\s*[<{[]/.test(text.slice(0, 200)) || text.slice(0, 2_000).includes('\u0000')) return [];
  return text.split(/\r\n|\r|\n|\u2028/, MAX_LINES).flatMap(wrapped);
}

/** `<!-- saved from url=(0033)https://… -->`, which browsers write, else the page's own canonical address. */
function savedFrom(html: string): string | undefined {
  const start = html.slice(0, SAVED_FROM_LENGTH);
  const written = /saved from url=\(\d{1,6}\)(https?:\/\/[^\s>]{1,2000})/.exec(start)?.[1];
  if (written) return written;
  const head = html.slice(0, 200_000);
  const link = /<link\b[^>]{0,300}\brel=["']?canonical["']?[^>]{0,2000}>/i.exec(head)?.[0] ?? '';
  return /\bhref=["']?(https?:\/\/[^"'\s>]{1,2000})/i.exec(link)?.[1];
}

/** Rows of stars are drawings: what they say stands in their attributes. */
function labelOf(element: string, attributes: Attributes): string | undefined {
  for (const name of ['aria-label', 'alt', 'title']) {
    const label = attributes[name]?.trim();
    if (
      label &&
      label.length <= 80 &&
      /\d|[★⭐]|\b(?:une?|one|two|deux|three|trois|four|quatre|five|cinq)\b/i.test(label) &&
      readStars(label)
    )
      return label;
  }
  const classes = attributes['class']?.slice(0, 300) ?? '';
  if (/\bbubble_\d\d\b/.test(classes))
    return `${classes
      .match(/bubble_(\d)(\d)/)!
      .slice(1)
      .join(',')} sur 5`;
  if (!/star/i.test(classes) || (element !== 'i' && element !== 'span' && element !== 'svg'))
    return undefined;
  return starOf(classes);
}

function starOf(classes: string): string | undefined {
  for (const token of classes.toLowerCase().split(/\s+/)) {
    if (/^(?:[a-z]{1,5}-)?star-(?:o|empty|outline|border|off|line)$/.test(token)) return '☆';
    if (/^(?:[a-z]{1,5}-)?star(?:-(?:full|fill|filled|on|solid))?$/.test(token)) return '★';
  }
  return undefined;
}

const CARD_TEST_ID = /^(?:review-?card|featuredreview|review)$/i;
const CARD_CLASS =
  /^(?:(?:c-)?(?:review|avis|comment)[-_]{0,2}(?:card|item|block|bloc|container|box|entry)|review_list_new_item_block|bloc-avis|avis-client)$/i;
const CARD_ID = /^(?:review|avis)[-_]?\d+$/i;

/** A line of its own before each review's element. Google repeats a review's id on the buttons inside it. */
function cardMarkers(): (element: string, attributes: Attributes) => string | undefined {
  let lastId = '';
  return (_element, attributes) => {
    const id = attributes['data-review-id'] ?? attributes['data-reviewid'];
    if (id !== undefined) {
      if (id === lastId) return undefined;
      lastId = id;
      return CARD_LINE;
    }
    const name =
      attributes['data-testid'] ?? attributes['data-automation'] ?? attributes['data-test-target'] ?? '';
    const isCard =
      CARD_TEST_ID.test(name) ||
      name === 'HR_CC_CARD' ||
      CARD_ID.test(attributes['id'] ?? '') ||
      (attributes['class'] ?? '')
        .slice(0, 500)
        .split(/\s+/)
        .some(token => CARD_CLASS.test(token));
    return isCard ? CARD_LINE : undefined;
  };
}

/** The owner's own copy of her reviews: select all, copy, save. The fastest way to the first reviews. */
export const collector: Collector<Options> = {
  id: 'saved-page',
  title: { fr: 'Une page d’avis enregistrée ou collée', en: 'A saved or pasted page of reviews' },
  homepage: 'https://support.google.com/business/answer/3474050',
  brings: ['reviews', 'ratings'],
  needs: 'file',
  costs: 'free',
  terms: 'Your own copy of a page that you read: nothing is fetched, and a copy is not a robot.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 0, maxPages: 1, maxItems: MAX_ITEMS },
  requests: settings => [{ via: 'file', path: settings.path }],
  read,
};
