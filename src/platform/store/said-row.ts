import type { KeyObject } from 'node:crypto';
import type { AuthorSeen, Engagement } from '../../domain/observation.ts';
import { cleanLine, cleanText } from '../../domain/text/clean.ts';
import { fold } from '../../domain/text/fold.ts';
import { type Instant, localDay } from '../../domain/time.ts';
import { authorKey } from './author-key.ts';
import type { SourceBatch } from './batch.ts';
import { itemAtLink, mentionId, type Said, shownUrl } from './identity.ts';
import type { StagedColumns } from './spool.ts';

/** As long as domain/observation.ts lets an item be. */
const TEXT_LENGTH_MAX = 20_000;
const TITLE_LENGTH_MAX = 500;
const NAME_LENGTH_MAX = 120;
const LANGUAGE_LENGTH_MAX = 35;

/** Before the web there was nothing to read: such a date is a slip of the source. */
const EARLIEST = Date.parse('1990-01-01T00:00:00Z');
/** Sources without a zone may be ahead by up to 14 h. */
const AHEAD_MS_MAX = 86_400_000;
const INTEGER_MAX = 2_147_483_647;

export const SAID_COLUMNS = {
  id: 'BIGINT',
  item_id: 'BIGINT',
  place: 'INTEGER',
  kind: 'TEXT',
  form: 'TEXT',
  about: 'TEXT',
  url: 'TEXT',
  title: 'TEXT',
  text: 'TEXT',
  folded: 'TEXT',
  language: 'TEXT',
  author_key: 'TEXT',
  author_name: 'TEXT',
  author_handle: 'TEXT',
  author_url: 'TEXT',
  rating_value: 'DOUBLE',
  rating_best: 'DOUBLE',
  rating_worst: 'DOUBLE',
  reply_text: 'TEXT',
  reply_at: 'TIMESTAMP',
  engagement: 'INTEGER',
  published_at: 'TIMESTAMP',
  dated: 'BOOLEAN',
  local_day: 'DATE',
} as const satisfies StagedColumns;

export type SaidRow = Readonly<Record<keyof typeof SAID_COLUMNS, string | number | boolean | null>>;

/**
 * One thing said as the store keeps it: cleaned, dated, its author behind a keyed hash. `place`: which of its
 * batch it is.
 */
export function saidRow(said: Said, place: number, batch: SourceBatch, secret: KeyObject): SaidRow {
  const { source, observedAt, timezone } = batch;
  const published = plausible(said.publishedAt, observedAt);
  const publishedAt = published ?? observedAt;
  const day = localDay(publishedAt, timezone);
  const title = cleanLine(said.title ?? '', TITLE_LENGTH_MAX);
  const text = cleanText(said.text, TEXT_LENGTH_MAX);
  const url = shownUrl(said.url);
  const site = url === null ? source.collector : new URL(url).host;
  return {
    id: mentionId(said, url, { sourceId: source.id, collector: source.collector }, published && day),
    item_id: itemAtLink(said, url),
    place,
    kind: said.kind,
    form: said.kind === 'review' ? 'review' : said.form,
    about: source.aboutGiven || said.kind === 'review' ? source.subject : null,
    url,
    title,
    text,
    folded: fold(`${title} ${text}`.trim()),
    language: said.language ? cleanLine(said.language, LANGUAGE_LENGTH_MAX) : null,
    ...authorColumns(said.author, site, secret),
    ...reviewColumns(said, observedAt),
    engagement: engagementOf(said.engagement),
    published_at: publishedAt,
    dated: published !== null,
    local_day: day,
  };
}

/** The date that the source gave, in full; null when it gave none or one that cannot be. */
export function plausible(date: Instant | null, observedAt: Instant): Instant | null {
  const time = date === null ? Number.NaN : Date.parse(date);
  if (!(time >= EARLIEST && time <= Date.parse(observedAt) + AHEAD_MS_MAX)) return null;
  return new Date(time).toISOString();
}

function authorColumns(
  author: AuthorSeen | undefined,
  place: string,
  secret: KeyObject,
): Pick<SaidRow, 'author_key' | 'author_name' | 'author_handle' | 'author_url'> {
  const name = author?.name ? cleanLine(author.name, NAME_LENGTH_MAX) : '';
  const handle = author?.handle ? cleanLine(author.handle, NAME_LENGTH_MAX) : '';
  const who = fold(handle || name);
  return {
    author_key: who === '' ? null : authorKey(secret, place, who),
    author_name: name || null,
    author_handle: handle || null,
    author_url: shownUrl(author?.url),
  };
}

function reviewColumns(
  said: Said,
  observedAt: Instant,
): Pick<SaidRow, 'rating_value' | 'rating_best' | 'rating_worst' | 'reply_text' | 'reply_at'> {
  const rating = said.kind === 'review' ? said.rating : null;
  const usable = rating && [rating.value, rating.best, rating.worst].every(Number.isFinite) ? rating : null;
  const reply = said.kind === 'review' ? said.reply : undefined;
  return {
    rating_value: usable?.value ?? null,
    rating_best: usable?.best ?? null,
    rating_worst: usable?.worst ?? null,
    reply_text: reply ? cleanText(reply.text, TEXT_LENGTH_MAX) : null,
    reply_at: reply ? plausible(reply.at, observedAt) : null,
  };
}

/** Views are not engagement: nobody did anything. */
function engagementOf(counts: Engagement | undefined): number | null {
  const told = [counts?.likes, counts?.replies, counts?.shares].filter(count => Number.isFinite(count));
  if (told.length === 0) return null;
  const sum = told.reduce<number>((total, count) => total + Math.max(0, Math.round(count ?? 0)), 0);
  return Math.min(INTEGER_MAX, sum);
}
