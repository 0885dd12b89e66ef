import { type PlaceOf, type Reviewed, writtenBy } from '../world.ts';
import { escapeMarkup, htmlPage, notFound, type Page, scriptJson } from './markup.ts';

type ReviewSite = PlaceOf<'review-site'>;

/** What the public review site answers at `now`: schema.org reviews. */
export function reviewSitePage(site: ReviewSite, url: URL, now: string): Page {
  const page = site.pages.find(page => page.path === url.pathname);
  if (!page) return notFound;
  const reviews = writtenBy(page.reviews, now);
  const rating = aggregate(page.earlier, reviews, site.averageFrom);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'LocalBusiness',
    name: page.firm,
    address: { '@type': 'PostalAddress', addressLocality: page.town },
    ...(rating && {
      aggregateRating: { '@type': 'AggregateRating', bestRating: 5, worstRating: 1, ...rating },
    }),
    review: reviews.map(review => schemaReview(site, page.path, review)),
  };
  const count = rating?.reviewCount ?? reviews.length;
  const body = [
    `<script type="application/ld+json">${scriptJson(data)}</script>`,
    `<h1>${escapeMarkup(page.firm)}</h1><p>${count} avis sur ${escapeMarkup(site.name)}</p>`,
    ...reviews.map(review => visibleReview(review)),
  ];
  return htmlPage(`${page.firm}, les avis`, body.join('\n'));
}

/** The average that the site shows: over the reviews that it lists and those that it no longer lists. */
function aggregate(
  earlier: ReviewSite['pages'][number]['earlier'],
  reviews: readonly Reviewed[],
  averageFrom: number,
): { ratingValue: string; reviewCount: number } | null {
  const past = Object.entries(earlier).map(([stars, count = 0]) => ({ stars: Number(stars), count }));
  const all = [...past, ...reviews.map(review => ({ stars: review.stars, count: 1 }))];
  const reviewCount = all.reduce((sum, part) => sum + part.count, 0);
  if (reviewCount < averageFrom) return null;
  const stars = all.reduce((sum, part) => sum + part.stars * part.count, 0);
  return { ratingValue: (stars / reviewCount).toFixed(2), reviewCount };
}

function schemaReview(site: ReviewSite, path: string, review: Reviewed): object {
  return {
    '@type': 'Review',
    '@id': `http://${site.host}${path}#avis-${review.at.slice(0, 16).replace(/\D/g, '')}`,
    datePublished: review.at,
    author: { '@type': 'Person', name: review.author },
    reviewRating: { '@type': 'Rating', ratingValue: review.stars, bestRating: 5, worstRating: 1 },
    reviewBody: review.text,
    ...(review.reply && {
      comment: { '@type': 'Comment', text: review.reply, datePublished: review.replyAt },
    }),
  };
}

function visibleReview(review: Reviewed): string {
  const reply = review.reply ? `<blockquote>${escapeMarkup(review.reply)}</blockquote>` : '';
  return `<article><h2>${escapeMarkup(review.author)}, ${review.stars} sur 5</h2><p>${escapeMarkup(review.text)}</p>${reply}</article>`;
}
