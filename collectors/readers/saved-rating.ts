import type { RatingSnapshot } from '../../src/domain/observation.ts';
import { readCount, readDecimal } from './number.ts';
import { CARD_LINE } from './saved-lines.ts';
import type { Site } from './saved-sites.ts';
import { onScale, readStars } from './stars.ts';

/** A page's own mark stands in its first lines, with its count at most a few lines below. */
const MAX_LINES = 120;
const MAX_GAP_LINES = 4;

/** `4,6`, `4,6 ★`, `Note globale : 8,7`: a mark with one decimal, as only averages have. */
const AVERAGE = /^(?:[\p{L} ]{0,30}:?\s*)?(\d{1,2}[.,]\d)(?![\d.,])/u;
const COUNT =
  /(\d{1,3}(?:[ .,\u202F\u00A0]\d{3}){1,2}|\d{1,7})\s*(?:avis|commentaires?|reviews?|[ée]valuations?|exp[ée]riences? v[ée]cues?)(?!\p{L})/iu;
const COUNT_BEHIND = /^\s*\d{1,2}[.,]\d\D{0,20}\((\d{1,3}(?:[ .,\u202F\u00A0]\d{3}){1,2}|\d{1,7})\)/u;
/** What only stands in a review: from here on marks are customers'. */
const REVIEW_BEGINS = /\bil y a\b|\bago\b|local guide|contributions?\b/i;

/** The overall rating that a copied page shows above its reviews; null when it shows none with its count. */
export function shownRating(
  lines: readonly string[],
  site: Site,
  url: string | undefined,
): RatingSnapshot | null {
  const top = lines.slice(0, MAX_LINES);
  const end = top.findIndex(line => line.startsWith(CARD_LINE) || REVIEW_BEGINS.test(line));
  const head = end < 0 ? top : top.slice(0, end);
  for (const [index, line] of head.entries()) {
    const figure = line.length <= 80 ? AVERAGE.exec(line)?.[1] : undefined;
    if (figure === undefined) continue;
    const near = [line, ...head.slice(index + 1, index + 1 + MAX_GAP_LINES)];
    const count = readCount(
      COUNT_BEHIND.exec(line)?.[1] ?? near.map(each => COUNT.exec(each)?.[1]).find(Boolean),
    );
    const rating = onScale(readDecimal(figure), readStars(line)?.best ?? site.best);
    if (rating && count) {
      const { value: average, best, worst } = rating;
      return { kind: 'rating', ...(url ? { url } : {}), average, best, worst, count };
    }
  }
  return null;
}
