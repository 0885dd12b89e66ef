import { stableId } from '../../domain/identity.ts';
import type { Mention, Review } from '../../domain/observation.ts';
import { reviewKey } from '../../domain/review-link.ts';
import { canonicalUrl } from '../../domain/text/canonical-url.ts';
import { fold } from '../../domain/text/fold.ts';
import type { LocalDay } from '../../domain/time.ts';

/** Enough of a text to tell it from any other by the same author; its end may be cut differently by each page. */
const TEXT_START_LENGTH = 200;
/** "Très bien" says nothing about who wrote it: below this the stars, and the day of an unnamed author, count too. */
const TELLING_LENGTH_MIN = 20;

export type Said = Mention | Review;
export type Provenance = { readonly sourceId: string; readonly collector: string };

/**
 * What makes two readings the same thing said. An article, post or video is its canonical URL. A review, comment
 * or message shares its page's URL with others: the review's id where the address holds one (a notice by mail and the
 * page that it leads to are then one), its source's own id, else author and text (dates are often relative there and
 * move between two readings). `url`: as `shownUrl` gives it. `day`: of publication, null when
 * the source gives none.
 */
export function mentionId(said: Said, url: string | null, from: Provenance, day: LocalDay | null): string {
  if (url !== null && ownsItsUrl(said, url)) return stableId('url', url);
  const review = said.kind === 'review' && url !== null ? reviewKey(url) : null;
  if (review !== null) return stableId('review', review);
  const place = url === null ? from.sourceId : new URL(url).host;
  if (said.sourceItemId) return stableId('item', from.collector, place, said.sourceItemId);
  const who = said.author?.handle ?? said.author?.name ?? '';
  const words = fold(`${said.title ?? ''} ${said.text}`)
    .replace(/\s+/g, ' ')
    .trim();
  const parts = ['text', from.collector, place, fold(who), words.slice(0, TEXT_START_LENGTH)];
  if (words.length < TELLING_LENGTH_MIN) {
    parts.push(said.kind === 'review' && said.rating ? String(said.rating.value) : '');
    if (who === '') parts.push(day ?? '');
  }
  return stableId(...parts);
}

/**
 * What it is instead where its link turns out to be shared by several items: its source's own id, at that link.
 * Null where the link is not its identity, or the source has no ids.
 */
export function itemAtLink(said: Said, url: string | null): string | null {
  if (url === null || !said.sourceItemId || !ownsItsUrl(said, url)) return null;
  return stableId('at', url, said.sourceItemId);
}

/** The address to open; null when it is no http(s) address. */
export function shownUrl(raw: string | undefined): string | null {
  return raw === undefined ? null : canonicalUrl(raw);
}

function ownsItsUrl(said: Said, url: string): boolean {
  if (said.kind === 'review' || said.form === 'comment' || said.form === 'message') return false;
  // Some feeds link every item to the site's front page.
  const { pathname, search } = new URL(url);
  return pathname !== '/' || search !== '';
}
