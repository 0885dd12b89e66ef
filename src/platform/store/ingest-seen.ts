import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { PageSnapshot, PriceSeen, RatingSnapshot } from '../../domain/observation.ts';
import type { PageSeenRow, Tables } from '../../domain/tables.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { localDay } from '../../domain/time.ts';
import type { SourceBatch } from './batch.ts';
import { shownUrl } from './identity.ts';
import type { Store } from './open.ts';

const LABEL_LENGTH_MAX = 300;
const URL_LENGTH_MAX = 4096;
/** A source shows one overall rating; a page of many products shows more, and only the most counted is kept. */
const bySize = (one: RatingSnapshot, other: RatingSnapshot) => other.count - one.count;

export type SignatureOf = (lines: readonly string[]) => string;

/** When no stage says what is mere noise: any difference between two lines is a change. */
export const plainSignature: SignatureOf = lines =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32);

/** One row per source and day, the day's last. Returns 1 when it differs from the one before. */
export async function ingestRatings(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  ratings: readonly RatingSnapshot[],
): Promise<number> {
  const [rating] = [...ratings].filter(isUsable).sort(bySize);
  if (!rating) return 0;
  const { source, observedAt, timezone } = batch;
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId, source_id: source.id };
  const day = localDay(observedAt, timezone);
  const last = await trx
    .selectFrom('rating_seen')
    .select(['average', 'count', 'seen_at'])
    .where(({ and }) => and(owned))
    .orderBy('seen_at', order => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  const at = new Date(observedAt);
  if (last && last.seen_at >= at) return 0;
  await trx
    .deleteFrom('rating_seen')
    .where(({ and }) => and(owned))
    .where('local_day', '=', day)
    .execute();
  await trx
    .insertInto('rating_seen')
    .values({
      ...owned,
      site: source.name,
      subject: source.subject,
      average: rating.average,
      best: rating.best,
      worst: rating.worst,
      count: Math.round(rating.count),
      distribution: rating.distribution ? JSON.stringify(rating.distribution) : null,
      seen_at: at,
      local_day: day,
    })
    .execute();
  return last && last.average === rating.average && last.count === Math.round(rating.count) ? 0 : 1;
}

function isUsable(rating: RatingSnapshot): boolean {
  const { average, best, worst, count } = rating;
  return (
    [average, best, worst].every(Number.isFinite) && Number.isSafeInteger(Math.round(count)) && count >= 0
  );
}

/**
 * A new row only when the page's signature changed. Returns how many did; those that replace an earlier state
 * are promised to the changes stage in the outbox (kind `page`, payload `{"sourceId", "url"}`).
 */
export async function ingestPages(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  pages: readonly PageSnapshot[],
  signatureOf: SignatureOf,
): Promise<number> {
  let fresh = 0;
  for (const page of pages) {
    const row = pageRow(store, batch, page, signatureOf);
    const owned = {
      tenant_id: store.tenantId,
      brand_id: store.brandId,
      source_id: row.source_id,
      url: row.url,
    };
    const last = await trx
      .selectFrom('page_seen')
      .select(['signature', 'seen_at', 'last_seen_at'])
      .where(({ and }) => and(owned))
      .orderBy('seen_at', order => order.desc().nullsLast())
      .limit(1)
      .executeTakeFirst();
    if (last && last.last_seen_at >= row.seen_at) continue;
    if (last?.signature === row.signature) {
      await trx
        .updateTable('page_seen')
        .set({ last_seen_at: row.seen_at })
        .where(({ and }) => and(owned))
        .where('seen_at', '=', last.seen_at)
        .execute();
      continue;
    }
    fresh += 1;
    await trx.insertInto('page_seen').values(row).execute();
    if (last) await promisePage(trx, store, row);
  }
  return fresh;
}

function pageRow(
  store: Store,
  batch: SourceBatch,
  page: PageSnapshot,
  signatureOf: SignatureOf,
): PageSeenRow {
  const at = new Date(batch.observedAt);
  return {
    tenant_id: store.tenantId,
    brand_id: store.brandId,
    source_id: batch.source.id,
    subject: batch.source.subject,
    url: shownUrl(page.url) ?? cleanLine(page.url, URL_LENGTH_MAX),
    title: cleanLine(page.title, LABEL_LENGTH_MAX),
    signature: signatureOf(page.lines),
    lines: JSON.stringify(page.lines),
    seen_at: at,
    last_seen_at: at,
    local_day: localDay(batch.observedAt, batch.timezone),
  };
}

async function promisePage(trx: Transaction<Tables>, store: Store, row: PageSeenRow): Promise<void> {
  const key = `page:${row.source_id}:${row.url}:${row.seen_at.toISOString()}`;
  await trx
    .insertInto('outbox')
    .values({
      tenant_id: store.tenantId,
      brand_id: store.brandId,
      id: key,
      kind: 'page',
      key,
      payload: JSON.stringify({ sourceId: row.source_id, url: row.url }),
      created_at: row.seen_at,
      done_at: null,
    })
    .execute();
}

/** A new row only when a product's price or availability changed. Returns how many did. */
export async function ingestPrices(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  prices: readonly PriceSeen[],
): Promise<number> {
  if (prices.length === 0) return 0;
  const { source, observedAt } = batch;
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId, source_id: source.id };
  const known = await trx
    .selectFrom('price_seen')
    .select(['url', 'product', 'price', 'currency', 'available', 'seen_at'])
    .where(({ and }) => and(owned))
    .orderBy('seen_at', order => order.asc().nullsFirst())
    .execute();
  const keyOf = (price: { url: string | null; product: string }) =>
    JSON.stringify([price.url, price.product]);
  const latest = new Map(known.map(price => [keyOf(price), price]));
  let fresh = 0;
  for (const price of prices) {
    if (!Number.isFinite(price.price)) continue;
    const row = {
      url: shownUrl(price.url),
      product: cleanLine(price.product, LABEL_LENGTH_MAX),
      price: price.price,
      currency: cleanLine(price.currency, 3),
      available: price.available ?? null,
      seen_at: new Date(observedAt),
    };
    const last = latest.get(keyOf(row));
    if (last && (last.seen_at >= row.seen_at || isSamePrice(last, row))) continue;
    latest.set(keyOf(row), row);
    fresh += 1;
    await trx
      .insertInto('price_seen')
      .values({ ...owned, ...row, subject: source.subject, local_day: localDay(observedAt, batch.timezone) })
      .execute();
  }
  return fresh;
}

type Offer = { price: number; currency: string; available: boolean | null };

function isSamePrice(one: Offer, other: Offer): boolean {
  return one.price === other.price && one.currency === other.currency && one.available === other.available;
}
