import { sql, type Transaction } from 'kysely';
import type { Annotation, StageName } from '../../domain/annotation.ts';
import type { Tables } from '../../domain/tables.ts';
import type { Instant, LocalDay } from '../../domain/time.ts';
import type { Store } from './open.ts';
import { type StagedColumns, stage } from './spool.ts';

/** Promises handed out at once, oldest first: a thousand mentions each at most. */
const PROMISES_MAX = 100;

/** Mentions to tag, promised in the transaction that stored them. */
export type PendingTags = { readonly outboxId: string; readonly mentionIds: readonly string[] };

/** What is still to be tagged, oldest first; ask again after `saveTagged` until it is empty. */
export async function pendingTags(store: Store): Promise<readonly PendingTags[]> {
  const rows = await pendingRows(store, 'tag');
  return rows.map(row => ({ outboxId: row.id, mentionIds: JSON.parse(row.payload) as string[] }));
}

/** Watched pages that changed and whose changes are not told yet. */
export type PendingPage = { readonly outboxId: string; readonly sourceId: string; readonly url: string };

export async function pendingPages(store: Store): Promise<readonly PendingPage[]> {
  const rows = await pendingRows(store, 'page');
  return rows.map(row => ({
    outboxId: row.id,
    ...(JSON.parse(row.payload) as { sourceId: string; url: string }),
  }));
}

/** Keeps promises of either kind. Finishing twice is finishing once. */
export async function finishTags(
  trx: Transaction<Tables>,
  store: Store,
  outboxIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (outboxIds.length === 0) return;
  await trx
    .updateTable('outbox')
    .set({ done_at: new Date(at) })
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('id', 'in', [...outboxIds])
    .where('done_at', 'is', null)
    .execute();
}

function pendingRows(store: Store, kind: string): Promise<{ id: string; payload: string }[]> {
  return store.db
    .selectFrom('outbox')
    .select(['id', 'payload'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .orderBy('created_at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .limit(PROMISES_MAX)
    .execute();
}

export type TaggedMentions = {
  /** Every mention that was given to the stages, also those that nothing was said of. */
  readonly mentionIds: readonly string[];
  /** The stages that ran, with the version of each: their earlier rows of these mentions are replaced. */
  readonly versions: Readonly<Partial<Record<StageName, number>>>;
  readonly annotations: readonly Annotation[];
};

const ANNOTATION_COLUMNS = {
  mention_id: 'BIGINT',
  stage: 'TEXT',
  item: 'TEXT',
  version: 'INTEGER',
  label: 'TEXT',
  score: 'DOUBLE',
  confidence: 'DOUBLE',
  abstain: 'BOOLEAN',
  because: 'TEXT',
} as const satisfies StagedColumns;

/**
 * Replaces what these stages said of these mentions; mentions deleted in the meantime get none. The same batch
 * twice leaves the same rows.
 */
export async function saveAnnotations(
  trx: Transaction<Tables>,
  store: Store,
  batch: TaggedMentions,
): Promise<void> {
  const { mentionIds, versions, annotations } = batch;
  if (mentionIds.length === 0) return;
  const stages = Object.keys(versions);
  await stage(trx, store.spoolDir, 'staged_ids', { id: 'BIGINT' }, mentionIds, id => ({ id }));
  const { rows } = await sql<{ from: LocalDay | null; to: LocalDay | null }>`
    select min(m.local_day) as "from", max(m.local_day) as "to"
    from mention m join staged_ids s on s.id = m.id
    where m.tenant_id = ${store.tenantId} and m.brand_id = ${store.brandId}`.execute(trx);
  // Days narrow the search to a few pages of a table that holds ten rows per mention.
  const { from = null, to = null } = rows[0] ?? {};
  await sql`delete from annotation
    where tenant_id = ${store.tenantId} and brand_id = ${store.brandId}
      and local_day >= cast(${from} as date) and local_day <= cast(${to} as date)
      and stage in (${sql.join(stages)})
      and mention_id in (select s.id from staged_ids s)`.execute(trx);
  await stage(trx, store.spoolDir, 'staged_annotation', ANNOTATION_COLUMNS, annotations, annotation => ({
    mention_id: annotation.mentionId,
    stage: annotation.stage,
    item: annotation.item,
    version: versions[annotation.stage] ?? 0,
    label: annotation.label,
    score: annotation.score,
    confidence: annotation.confidence,
    abstain: annotation.abstain,
    because: JSON.stringify(annotation.because),
  }));
  // Sorted so that one stage's rows, which are asked for together, lie together.
  await sql`insert into annotation (tenant_id, brand_id, mention_id, local_day, stage, item, version, label,
      score, confidence, abstain, because)
    select m.tenant_id, m.brand_id, m.id, m.local_day, s.stage, s.item, s.version, s.label,
      s.score, s.confidence, s.abstain, s.because
    from staged_annotation s join mention m on m.id = s.mention_id
    where m.tenant_id = ${store.tenantId} and m.brand_id = ${store.brandId}
      and m.local_day >= cast(${from} as date) and m.local_day <= cast(${to} as date)
    order by s.stage, s.item, m.local_day, s.mention_id`.execute(trx);
  await sql`drop table staged_ids`.execute(trx);
  await sql`drop table staged_annotation`.execute(trx);
}
