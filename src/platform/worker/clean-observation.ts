import type { Answer } from '../../domain/collector.ts';
import type { AuthorSeen, Engagement, Observation, Rating, Review } from '../../domain/observation.ts';
import { canonicalUrl } from '../../domain/text/canonical-url.ts';
import { cleanLine, cleanText } from '../../domain/text/clean.ts';
import type { Instant } from '../../domain/time.ts';

/** Lengths in UTF-16 units. */
const TEXT_MAX = 20_000;
const TITLE_MAX = 500;
const NAME_MAX = 200;
const ID_MAX = 500;
const LINES_MAX = 2_000;
const LINE_MAX = 500;
const STEPS_MAX = 20;
/** A clock ahead of ours or a mistaken zone explains two days, not more: beyond, the date is not one. */
const AHEAD_MS_MAX = 2 * 86_400_000;
/** The web is not older. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);

/**
 * The same observation with every field checked, cleaned and bounded, or the reason why it cannot be kept.
 * Relative addresses are read against the answer's.
 */
export function cleanObservation(seen: Observation, answer: Answer): Observation | string {
  switch (seen.kind) {
    case 'mention': {
      const said = cleanSaid(seen, answer);
      return typeof said === 'string' ? said : { kind: 'mention', form: seen.form, ...said };
    }
    case 'review':
      return cleanReview(seen, answer);
    case 'rating': {
      const rating = cleanRating({ value: seen.average, best: seen.best, worst: seen.worst });
      if (!rating || !isCount(seen.count)) return 'rating out of its scale';
      // One step that is no count, and nobody knows any more which is which.
      const cells = seen.distribution?.every(isCount) ? seen.distribution.slice(0, STEPS_MAX) : undefined;
      const { value: average, best, worst } = rating;
      const common = { kind: 'rating' as const, average, best, worst, count: seen.count };
      return { ...common, ...address(seen.url, answer), ...(cells ? { distribution: cells } : {}) };
    }
    case 'page': {
      const url = canonicalUrl(String(seen.url), answer.url);
      if (url === null) return 'page without an address';
      const lines = seen.lines.slice(0, LINES_MAX).map(line => cleanLine(String(line), LINE_MAX));
      const title = cleanLine(String(seen.title), TITLE_MAX);
      return { kind: 'page', url, title, lines: lines.filter(line => line !== '') };
    }
    case 'price': {
      const product = cleanLine(String(seen.product), TITLE_MAX);
      if (product === '' || !Number.isFinite(seen.price) || seen.price < 0) return 'price without a product';
      if (!/^[A-Z]{3}$/.test(seen.currency)) return 'price without a currency';
      const { price, currency, available } = seen;
      const stock = typeof available === 'boolean' ? { available } : {};
      return { kind: 'price', product, price, currency, ...stock, ...address(seen.url, answer) };
    }
    case 'job': {
      const title = cleanLine(String(seen.title), TITLE_MAX);
      if (title === '') return 'job without a title';
      const publishedAt = cleanInstant(seen.publishedAt, answer.observedAt);
      const common = { kind: 'job' as const, title, publishedAt, ...address(seen.url, answer) };
      return {
        ...common,
        ...line('sourceItemId', seen.sourceItemId, ID_MAX),
        ...line('place', seen.place, NAME_MAX),
        ...line('contract', seen.contract, NAME_MAX),
      };
    }
    default:
      return 'unknown kind';
  }
}

function cleanReview(seen: Review, answer: Answer): Review | string {
  const said = cleanSaid(seen, answer, seen.rating !== null);
  if (typeof said === 'string') return said;
  const replyText = seen.reply ? cleanText(String(seen.reply.text), TEXT_MAX) : '';
  const at = seen.reply ? cleanInstant(seen.reply.at, answer.observedAt) : null;
  return {
    kind: 'review',
    ...said,
    rating: seen.rating ? cleanRating(seen.rating) : null,
    ...(replyText === '' ? {} : { reply: { text: replyText, at } }),
  };
}

type Said = Omit<Review, 'kind' | 'rating' | 'reply'>;

/** @param wordless stars alone say something, so that neither text nor title is needed */
function cleanSaid(seen: Said, answer: Answer, wordless = false): Said | string {
  const text = cleanText(String(seen.text ?? ''), TEXT_MAX);
  const title = seen.title === undefined ? '' : cleanLine(String(seen.title), TITLE_MAX);
  if (text === '' && title === '' && !wordless) return 'neither text nor title';
  const author = seen.author ? cleanAuthor(seen.author) : null;
  const engagement = seen.engagement ? cleanEngagement(seen.engagement) : null;
  return {
    ...line('sourceItemId', seen.sourceItemId, ID_MAX),
    ...address(seen.url, answer),
    ...(title === '' ? {} : { title }),
    text,
    ...(author ? { author } : {}),
    publishedAt: cleanInstant(seen.publishedAt, answer.observedAt),
    ...(seen.language && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(seen.language)
      ? { language: seen.language }
      : {}),
    ...(engagement ? { engagement } : {}),
  };
}

function cleanAuthor(author: AuthorSeen): AuthorSeen | null {
  const url = author.url === undefined ? null : canonicalUrl(String(author.url));
  const clean = {
    ...line('name', author.name, NAME_MAX),
    ...line('handle', author.handle, NAME_MAX),
    ...(url === null ? {} : { url }),
  };
  return Object.keys(clean).length > 0 ? clean : null;
}

function cleanEngagement(seen: Engagement): Engagement {
  const counts: { -readonly [K in keyof Engagement]: number } = {};
  for (const key of ['likes', 'replies', 'shares', 'views'] as const) {
    const count = seen[key];
    if (count !== undefined && isCount(count)) counts[key] = count;
  }
  return counts;
}

function cleanRating(rating: Rating): Rating | null {
  const { value, best, worst } = rating;
  const real = [value, best, worst].every(Number.isFinite);
  return real && worst < best && best <= 1000 && value >= worst && value <= best
    ? { value, best, worst }
    : null;
}

function cleanInstant(instant: Instant | null, observedAt: Instant): Instant | null {
  if (typeof instant !== 'string') return null;
  const ms = Date.parse(instant);
  const possible = ms >= EARLIEST_MS && ms <= Date.parse(observedAt) + AHEAD_MS_MAX;
  return possible ? new Date(ms).toISOString() : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function address(url: string | undefined, answer: Answer): { url?: string } {
  const clean = url === undefined ? null : canonicalUrl(String(url), answer.url);
  return clean === null ? {} : { url: clean };
}

function line<K extends string>(key: K, value: unknown, maxLength: number): { [P in K]?: string } {
  const clean = typeof value === 'string' ? cleanLine(value, maxLength) : '';
  return (clean === '' ? {} : { [key]: clean }) as { [P in K]?: string };
}
