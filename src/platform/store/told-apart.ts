import { sql, type Transaction } from 'kysely';
import type { Tables } from '../../domain/tables.ts';
import type { Store } from './open.ts';

/**
 * Settles under which id each row of `staged_said` stands, and leaves one row per id.
 *
 * A link that several items of one batch bear, with ids and words of their own, is a list and no item: each then
 * stands under its own id at that link. So it does later, when it comes alone; and an item that stands under the
 * link itself, because it once came alone, stays there as long as its words are the same.
 */
export async function tellApart(trx: Transaction<Tables>, store: Store): Promise<void> {
  const owned = sql`m.tenant_id = ${store.tenantId} and m.brand_id = ${store.brandId}`;
  await sql`create or replace temp table shared_link as
    select id from staged_said where item_id is not null group by id
    having count(distinct item_id) > 1 and count(distinct folded) > 1`.execute(trx);
  await sql`update staged_said set id = item_id
    where item_id in (select m.id from mention m where ${owned})`.execute(trx);
  const { rows: shared } = await sql`select id from shared_link limit 1`.execute(trx);
  // Comparing words reads the texts of the store: only for the few feeds that have such links.
  if (shared.length > 0)
    await sql`update staged_said set id = item_id
      where item_id is not null and id in (select id from shared_link)
        and not exists (select 1 from mention m
          where m.id = staged_said.id and m.folded = staged_said.folded and ${owned})`.execute(trx);
  await sql`delete from staged_said where place in (
    select place from (
      select place, row_number() over (partition by id order by length("text") desc nulls last, place asc nulls last) as kept
      from staged_said) ranked
    where kept > 1)`.execute(trx);
  await sql`drop table shared_link`.execute(trx);
}
