import { sql } from 'kysely';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, Period } from '../src/domain/time.ts';
import { periodParams, subject } from './formulas/params.ts';

export type ChangesParams = Period & { readonly subject?: string };
/** What competitors changed: pages, prices, jobs. Newest first. */
export type Change = {
  readonly id: string;
  readonly subject: string;
  readonly site: string;
  readonly url: string | null;
  /** promotion, price, job, news, legal, other. */
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly beforeSince: Instant | null;
  readonly seenAt: Instant;
  /** For a job: when the subject's last other offer was seen, null when none is known. */
  readonly previousAt: Instant | null;
};
export type Changes = {
  readonly changes: readonly Change[];
  readonly watched: readonly string[];
  /** Of those watched, the ones with a site that does not answer now: nothing new there was not seen. */
  readonly unread: readonly string[];
};

/** Each kind of change; more in one period is a page that churns, and the newest are enough. */
const CHANGES_MAX = 200;

export const question: Question<ChangesParams, Changes> = {
  id: 'changes',
  ask: { fr: 'Qu’ont changé vos concurrents ?', en: 'What did your competitors change?' },
  params: periodParams({ subject: subject.unwrap().exactOptional() }),
  answer: changes,
};

async function changes(asker: Asker, params: ChangesParams): Promise<Changes> {
  const found = await Promise.all([
    pageChanges(asker, params),
    priceChanges(asker, params),
    jobOffers(asker, params),
  ]);
  const newestFirst = (one: Change, other: Change) =>
    one.seenAt === other.seenAt ? (one.id < other.id ? -1 : 1) : one.seenAt < other.seenAt ? 1 : -1;
  return { changes: found.flat().sort(newestFirst), ...(await watchedRivals(asker)) };
}

async function pageChanges(asker: Asker, { from, to, subject }: ChangesParams): Promise<Change[]> {
  let query = asker.db
    .selectFrom('page_change')
    .selectAll()
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('local_day', '>=', from)
    .where('local_day', '<=', to);
  query = subject === undefined ? query.where('subject', '<>', FIRM) : query.where('subject', '=', subject);
  const rows = await query
    .orderBy('seen_at', order => order.desc().nullsLast())
    .limit(CHANGES_MAX)
    .execute();
  return rows.map(row => ({
    id: row.id,
    subject: row.subject,
    site: row.site,
    url: row.url,
    kind: row.kind,
    before: row.before,
    after: row.after,
    beforeSince: row.before_since?.toISOString() ?? null,
    seenAt: row.seen_at.toISOString(),
    previousAt: null,
  }));
}

/** A price that differs from the one seen before; the first price seen is no change. */
async function priceChanges(asker: Asker, { from, to, subject }: ChangesParams): Promise<Change[]> {
  const past = sql`over (partition by p.source_id, p.url, p.product order by p.seen_at asc nulls first)`;
  const { db, tenantId, brandId } = asker;
  let inner = db
    .selectFrom('price_seen as p')
    .leftJoin('source_state as s', join =>
      join
        .onRef('s.source_id', '=', 'p.source_id')
        .onRef('s.tenant_id', '=', 'p.tenant_id')
        .onRef('s.brand_id', '=', 'p.brand_id'),
    )
    .selectAll('p')
    .select([
      sql<string | null>`s.name`.as('site'),
      sql<number | null>`lag(p.price) ${past}`.as('price_before'),
      sql<Date | null>`lag(p.seen_at) ${past}`.as('before_since'),
    ])
    .where('p.tenant_id', '=', tenantId)
    .where('p.brand_id', '=', brandId);
  inner =
    subject === undefined ? inner.where('p.subject', '<>', FIRM) : inner.where('p.subject', '=', subject);
  const rows = await db
    .selectFrom(inner.as('priced'))
    .selectAll()
    .where('local_day', '>=', from)
    .where('local_day', '<=', to)
    .where('price_before', 'is not', null)
    .whereRef('price_before', '<>', 'price')
    .orderBy('seen_at', order => order.desc().nullsLast())
    .limit(CHANGES_MAX)
    .execute();
  const offer = (row: { product: string; currency: string }, price: number | null) =>
    `${row.product} · ${(price ?? 0).toFixed(2)} ${row.currency}`;
  return rows.map(row => ({
    id: `${row.source_id}:${row.product}:${row.seen_at.toISOString()}`,
    subject: row.subject,
    site: row.site ?? '',
    url: row.url,
    kind: 'price',
    before: offer(row, row.price_before),
    after: offer(row, row.price),
    beforeSince: row.before_since?.toISOString() ?? null,
    seenAt: row.seen_at.toISOString(),
    previousAt: null,
  }));
}

/**
 * Offers of the period, by the day they were published where the site tells it. Of those without a date, the
 * ones that stood there when the source was first read are no change: nobody knows since when.
 */
async function jobOffers(asker: Asker, { from, to, subject }: ChangesParams): Promise<Change[]> {
  const { db, tenantId, brandId } = asker;
  const isOfFirstRead = sql<boolean>`(p.published_at is null and not exists (
    select 1 from ledger l where l.tenant_id = p.tenant_id and l.brand_id = p.brand_id
      and l.source_id = p.source_id and l.kind = 'batch' and l."at" < p.seen_at))`;
  let inner = db
    .selectFrom('job_seen as p')
    .selectAll('p')
    .select(isOfFirstRead.as('is_of_first_read'))
    .select(
      sql<Date | null>`lag(p.last_seen_at) over (partition by p.subject
        order by p.local_day asc nulls first, p.id asc nulls first)`.as('previous_at'),
    )
    .where('p.tenant_id', '=', tenantId)
    .where('p.brand_id', '=', brandId);
  inner =
    subject === undefined ? inner.where('p.subject', '<>', FIRM) : inner.where('p.subject', '=', subject);
  const rows = await db
    .selectFrom(inner.as('offers'))
    .selectAll()
    .where('local_day', '>=', from)
    .where('local_day', '<=', to)
    .where('is_of_first_read', '=', false)
    .orderBy('seen_at', order => order.desc().nullsLast())
    .limit(CHANGES_MAX)
    .execute();
  return rows.map(row => ({
    id: row.id,
    subject: row.subject,
    site: row.site,
    url: row.url,
    kind: 'job',
    before: '',
    after: [row.title, row.contract, row.place].filter(part => part !== null && part !== '').join(', '),
    beforeSince: null,
    seenAt: (row.published_at ?? row.seen_at).toISOString(),
    previousAt: row.previous_at?.toISOString() ?? null,
  }));
}

/** Competitors of whom at least one page was read, or was tried: silence of the others means nothing. */
async function watchedRivals(asker: Asker): Promise<Pick<Changes, 'watched' | 'unread'>> {
  const rows = await asker.db
    .selectFrom('source_state')
    .select('subject')
    .select(sql<boolean>`bool_or(health = 'failing')`.as('is_failing'))
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('subject', '<>', FIRM)
    .groupBy('subject')
    .having(sql<boolean>`bool_or(last_ok_at is not null or health = 'failing')`)
    .orderBy('subject', order => order.asc().nullsLast())
    .execute();
  return {
    watched: rows.map(row => row.subject),
    unread: rows.filter(row => row.is_failing).map(row => row.subject),
  };
}
