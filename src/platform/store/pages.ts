import type { Transaction } from 'kysely';
import { stableId } from '../../domain/identity.ts';
import type { PageChangeRow, Tables } from '../../domain/tables.ts';
import type { Instant, LocalDay } from '../../domain/time.ts';
import type { Store } from './open.ts';

/** One state of a watched page. */
export type PageState = {
  readonly sourceId: string;
  readonly subject: string;
  readonly url: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** First and last time it was seen in this state. */
  readonly seenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly localDay: LocalDay;
};

/** The latest states of a page, newest first: at most `count`, two for what changed last. */
export async function lastPages(
  store: Store,
  sourceId: string,
  url: string,
  count = 2,
): Promise<readonly PageState[]> {
  const rows = await store.db
    .selectFrom('page_seen')
    .selectAll()
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('source_id', '=', sourceId)
    .where('url', '=', url)
    .orderBy('seen_at', order => order.desc().nullsLast())
    .limit(count)
    .execute();
  return rows.map(row => ({
    sourceId: row.source_id,
    subject: row.subject,
    url: row.url,
    title: row.title,
    lines: JSON.parse(row.lines) as string[],
    seenAt: row.seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    localDay: row.local_day,
  }));
}

/** What changed between two states of a page, told by the changes stage. */
export type PageChange = {
  readonly sourceId: string;
  readonly site: string;
  readonly subject: string;
  readonly url: string;
  /** promotion, price, job, news, legal, other. */
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly beforeSince: Instant | null;
  readonly seenAt: Instant;
  readonly localDay: LocalDay;
};

/** Keeps changes once: the same change of the same page at the same time is the same row. */
export async function savePageChanges(
  trx: Transaction<Tables>,
  store: Store,
  changes: readonly PageChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId };
  const rows = new Map(changes.map(change => [changeId(change), { ...owned, ...changeRow(change) }]));
  await trx
    .deleteFrom('page_change')
    .where(({ and }) => and(owned))
    .where('id', 'in', [...rows.keys()])
    .execute();
  await trx
    .insertInto('page_change')
    .values([...rows.values()])
    .execute();
}

function changeId(change: PageChange): string {
  return stableId('change', change.sourceId, change.url, change.seenAt, change.before, change.after);
}

function changeRow(change: PageChange): Omit<PageChangeRow, 'tenant_id' | 'brand_id'> {
  return {
    id: changeId(change),
    source_id: change.sourceId,
    site: change.site,
    subject: change.subject,
    url: change.url,
    kind: change.kind,
    before: change.before,
    after: change.after,
    before_since: change.beforeSince === null ? null : new Date(change.beforeSince),
    seen_at: new Date(change.seenAt),
    local_day: change.localDay,
  };
}
