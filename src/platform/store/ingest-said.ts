import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../../domain/tables.ts';
import type { SourceBatch } from './batch.ts';
import type { Said } from './identity.ts';
import type { Store } from './open.ts';
import { SAID_COLUMNS, saidRow } from './said-row.ts';
import { stage } from './spool.ts';
import { tellApart } from './told-apart.ts';

export type SaidCommitted = { readonly fresh: readonly string[]; readonly reworded: readonly string[] };

type Write = { readonly trx: Transaction<Tables>; readonly store: Store; readonly batch: SourceBatch };

/**
 * Merges what was said into mention, mention_edit, sighting and author, by anti-join on the stable id. The same
 * batch twice changes nothing; of one thing told twice in a batch the longest text counts. Remarks of a
 * forgotten author do not come back.
 */
export async function ingestSaid(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  said: readonly Said[],
): Promise<SaidCommitted> {
  let place = 0;
  const rowOf = (item: Said) => saidRow(item, place++, batch, store.authorKey);
  await stage(trx, store.spoolDir, 'staged_said', SAID_COLUMNS, said, rowOf);
  await tellApart(trx, store);
  const write: Write = { trx, store, batch };
  await dropForgotten(write);
  const reworded = await keepOldWording(write);
  if (reworded.length > 0) await reword(write);
  await refresh(write);
  const fresh = await insertFresh(write);
  await insertSightings(write);
  await insertAuthors(write);
  await sql`drop table staged_said`.execute(trx);
  return { fresh, reworded };
}

/** The rows of this tenant and brand, whatever the table's alias. */
function owned({ store }: Write, alias: string): RawBuilder<boolean> {
  return sql`${sql.ref(`${alias}.tenant_id`)} = ${store.tenantId} and ${sql.ref(`${alias}.brand_id`)} = ${store.brandId}`;
}

async function dropForgotten(write: Write): Promise<void> {
  await sql`delete from staged_said where author_key in (
    select a.key from author a where ${owned(write, 'a')} and a.erased_at is not null)`.execute(write.trx);
}

/**
 * A rewording is told from another extract of the same text by its source: only the source that first brought a
 * mention may change it, or anyone who has a text where it had none. An empty text never replaces one.
 */
function isReworded({ batch }: Write): RawBuilder<boolean> {
  return sql`(m.source_id = ${batch.source.id} or (m.text = '' and s.text <> ''))
    and not (s.text = '' and m.text <> '')
    and (m.text is distinct from s.text or m.title is distinct from s.title
      or m.rating_value is distinct from s.rating_value)`;
}

async function keepOldWording(write: Write): Promise<string[]> {
  const { trx, store, batch } = write;
  const { rows } = await sql<{ mention_id: string }>`
    insert into mention_edit (tenant_id, brand_id, mention_id, replaced_at, title, text, rating_value)
    select ${store.tenantId}, ${store.brandId}, m.id, cast(${batch.observedAt} as timestamp), m.title, m.text, m.rating_value
    from mention m join staged_said s on s.id = m.id
    where ${owned(write, 'm')} and ${isReworded(write)}
    returning mention_id`.execute(trx);
  return rows.map(row => row.mention_id);
}

async function reword(write: Write): Promise<void> {
  await sql`update mention as m
    set title = s.title, text = s.text, folded = s.folded, rating_value = s.rating_value,
      rating_best = s.rating_best, rating_worst = s.rating_worst,
      updated_at = cast(${write.batch.observedAt} as timestamp)
    from staged_said s
    where s.id = m.id and ${owned(write, 'm')} and ${isReworded(write)}`.execute(write.trx);
}

/** What moves without the words changing: a reply that appears or is reworded, and the counts. */
async function refresh(write: Write): Promise<void> {
  const { trx, batch } = write;
  await sql`update mention as m
    set reply_text = s.reply_text, reply_at = coalesce(s.reply_at, m.reply_at),
      reply_seen_at = coalesce(m.reply_seen_at, cast(${batch.observedAt} as timestamp))
    from staged_said s
    where s.id = m.id and ${owned(write, 'm')}
      and s.reply_text is not null and m.reply_text is distinct from s.reply_text`.execute(trx);
  await sql`update mention as m set engagement = s.engagement
    from staged_said s
    where s.id = m.id and ${owned(write, 'm')} and m.source_id = ${batch.source.id}
      and s.engagement is not null and m.engagement is distinct from s.engagement`.execute(trx);
}

/** Sorted by time: a period is then a few row groups, and the file is a fifth smaller. */
async function insertFresh(write: Write): Promise<string[]> {
  const { trx, store, batch } = write;
  const { source, observedAt } = batch;
  const { rows } = await sql<{ id: string }>`
    insert into mention (tenant_id, brand_id, id, kind, form, site, source_id, about, establishment, url, title, text,
      folded, language, author_key, rating_value, rating_best, rating_worst, reply_text, reply_at, reply_seen_at,
      engagement, published_at, dated, local_day, first_seen_at, updated_at)
    select ${store.tenantId}, ${store.brandId}, s.id, s.kind, s.form, ${source.name}, ${source.id}, s.about,
      ${source.establishment}, s.url, s.title, s.text, s.folded, s.language, s.author_key, s.rating_value,
      s.rating_best, s.rating_worst, s.reply_text, s.reply_at,
      case when s.reply_text is null then null else cast(${observedAt} as timestamp) end,
      s.engagement, s.published_at, s.dated, s.local_day, cast(${observedAt} as timestamp), cast(${observedAt} as timestamp)
    from staged_said s
    where not exists (select 1 from mention m where m.id = s.id and ${owned(write, 'm')})
    order by s.published_at, s.id
    returning id`.execute(trx);
  return rows.map(row => row.id);
}

async function insertSightings(write: Write): Promise<void> {
  const { trx, store, batch } = write;
  await sql`
    insert into sighting (tenant_id, brand_id, mention_id, source_id, seen_at)
    select ${store.tenantId}, ${store.brandId}, s.id, ${batch.source.id}, cast(${batch.observedAt} as timestamp)
    from staged_said s
    where not exists (select 1 from sighting g
      where g.mention_id = s.id and g.source_id = ${batch.source.id} and ${owned(write, 'g')})`.execute(trx);
}

async function insertAuthors(write: Write): Promise<void> {
  const { trx, store } = write;
  await sql`
    insert into author (tenant_id, brand_id, key, name, handle, url, erased_at)
    select ${store.tenantId}, ${store.brandId}, s.author_key, max(s.author_name), max(s.author_handle),
      max(s.author_url), cast(null as timestamp)
    from staged_said s
    where s.author_key is not null
      and not exists (select 1 from author a where a.key = s.author_key and ${owned(write, 'a')})
    group by s.author_key`.execute(trx);
}
