import type { Review } from '../../src/domain/observation.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Instant } from '../../src/domain/time.ts';
import { readDate } from './date.ts';
import { htmlToText } from './html.ts';
import { MAX_TEXT_LENGTH, reviewOf } from './observed.ts';
import { type Holders, ratingFrom, scaled } from './schema-org.ts';
import { hasType, identifierOf, type Thing, textOf, thingsOf, valuesOf } from './thing.ts';

const REVIEW_TYPE = /review$/i;
const NOT_REVIEWS = /^(?:ClaimReview|MediaReview)$/;
const REVIEW_PROPERTIES = new Set(['review', 'reviews']);
/** `#review-3` counts places on the page, and moves with each new review: only what looks drawn is an id. */
const OWN_ID = /\d{4}|[0-9a-f]{8}/i;

/**
 * The reviews that a page's structured data holds, with the owner's reply where the page shows one.
 *
 * @param base Address of the page: reviews without their own take it.
 * @param zone Of dates without an offset.
 */
export function reviewsOf(things: readonly Thing[], holders: Holders, base: string, zone: string): Review[] {
  const reviews: Review[] = [];
  const seen = new Set<string>();
  for (const thing of things) {
    const held = holders.get(thing);
    if (!isReview(thing, held?.property)) continue;
    const review = reviewFrom(thing, held?.holder, { base, zone });
    if (!review) continue;
    const key = [review.author?.name, review.rating?.value, review.title, review.text].join('\u0000');
    if (seen.has(key)) continue;
    seen.add(key);
    reviews.push(review);
  }
  return reviews;
}

function isReview(thing: Thing, property: string | undefined): boolean {
  if (hasType(thing, type => NOT_REVIEWS.test(type))) return false;
  if (hasType(thing, type => REVIEW_TYPE.test(type))) return true;
  return property !== undefined && REVIEW_PROPERTIES.has(property) && thing.properties.has('author');
}

type Surroundings = { readonly base: string; readonly zone: string };

function reviewFrom(thing: Thing, holder: Thing | undefined, { base, zone }: Surroundings): Review | null {
  const text = plain(textOf(thing, 'reviewBody', 'description', 'text', 'articleBody'));
  const rating = ratingOf(thing, holder);
  const author = thingsOf(thing, 'author', 'reviewer', 'creator')[0];
  const name = plain(author ? textOf(author, 'name') : textOf(thing, 'author', 'reviewer', 'creator'));
  if (text === '' && (!rating || name === '')) return null;
  const written = textOf(thing, 'datePublished', 'dtreviewed', 'dateCreated', 'uploadDate');
  const publishedAt = written ? readDate(written, { zone }) : null;
  return reviewOf(
    {
      sourceItemId: [identifierOf(thing), thing.id].find(id => id && OWN_ID.test(id)),
      url: textOf(thing, 'url') ?? base,
      base,
      title: plain(textOf(thing, 'name', 'headline')),
      text,
      author: { name, url: author ? textOf(author, 'url') : undefined, handle: undefined },
      publishedAt,
      language: textOf(thing, 'inLanguage'),
      engagement: undefined,
    },
    rating,
    replyOf(thing, holder, zone),
  );
}

function ratingOf(thing: Thing, holder: Thing | undefined) {
  const aggregate = holder ? thingsOf(holder, 'aggregateRating')[0] : undefined;
  const scale = aggregate ? ratingFrom(aggregate) : null;
  const nested = thingsOf(thing, 'reviewRating', 'rating')[0];
  if (nested) return ratingFrom(nested, scale ?? undefined);
  const flat = valuesOf(thing, 'reviewRating', 'rating', 'ratingValue')[0];
  return typeof flat === 'string' ? scaled(flat, scale?.best, scale?.worst) : null;
}

const REPLY_PROPERTIES = ['reply', 'response', 'ownerResponse', 'ownerReply', 'reviewReply'];

/** A comment is the owner's reply when the page says so or nothing says otherwise; a customer's comment is not. */
function replyOf(
  thing: Thing,
  holder: Thing | undefined,
  zone: string,
): { text: string; at: Instant | null } | undefined {
  for (const property of REPLY_PROPERTIES) {
    const reply = thingsOf(thing, property)[0];
    if (reply) return replyFrom(reply, zone);
    const text = textOf(thing, property);
    if (text) return { text: plain(text), at: null };
  }
  const rated = thingsOf(thing, 'itemReviewed')[0] ?? holder;
  const comment = thingsOf(thing, 'comment', 'comments').find(each => isOwners(each, rated));
  return comment && replyFrom(comment, zone);
}

function replyFrom(reply: Thing, zone: string): { text: string; at: Instant | null } {
  const written = textOf(reply, 'datePublished', 'dateCreated', 'dateModified');
  return {
    text: plain(textOf(reply, 'text', 'commentText', 'description', 'articleBody', 'reviewBody')),
    at: written ? readDate(written, { zone }) : null,
  };
}

function isOwners(comment: Thing, rated: Thing | undefined): boolean {
  const author = thingsOf(comment, 'author', 'creator')[0];
  if (author && hasType(author, type => type !== 'Person')) return true;
  const name = author ? textOf(author, 'name') : textOf(comment, 'author', 'creator');
  if (!name) return true;
  const brand = rated ? textOf(rated, 'name') : undefined;
  const folded = fold(name);
  return (
    /\b(?:proprietaire|owner|gerante?|direction|la societe|l'etablissement)\b/.test(folded) ||
    (brand !== undefined && sameName(folded, fold(brand)))
  );
}

function sameName(left: string, right: string): boolean {
  return left.includes(right) || (left.length >= 4 && right.includes(left));
}

/** Values are often HTML or escaped once too often. */
function plain(value: string | undefined): string {
  if (!value) return '';
  return /[<&]/.test(value) ? htmlToText(value, MAX_TEXT_LENGTH) : value.trim();
}
