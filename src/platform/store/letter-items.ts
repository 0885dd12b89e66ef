import type { Instant, LocalDay } from '../../domain/time.ts';
import type { Store } from './open.ts';

/** Notes what a letter names as something to do, in its order; the last letter of the same days counts. */
export async function noteOffered(
  store: Store,
  letter: LocalDay,
  mentionIds: readonly string[],
  at: Instant,
): Promise<void> {
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId, letter };
  await store.write(async trx => {
    await trx
      .deleteFrom('letter_item')
      .where(({ and }) => and(owned))
      .execute();
    if (mentionIds.length === 0) return;
    await trx
      .insertInto('letter_item')
      .values(
        mentionIds.map((id, index) => ({ ...owned, place: index + 1, mention_id: id, at: new Date(at) })),
      )
      .execute();
  });
}

/** What the letter whose days begin with `letter` named, in its order. */
export async function offeredBy(store: Store, letter: LocalDay): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom('letter_item')
    .select('mention_id')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('letter', '=', letter)
    .orderBy('place', order => order.asc().nullsLast())
    .execute();
  return rows.map(row => row.mention_id);
}

/** Letters that can still be answered: half a year of weeks. */
const ANSWERABLE_MAX = 26;

/** Keys of the letters that were promised or asked for, `letter:<from>:<to>…`, newest first. */
export async function sentLetterKeys(store: Store): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom('outbox')
    .select('key')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('key', 'like', 'letter:%')
    .orderBy('created_at', order => order.desc().nullsLast())
    .limit(ANSWERABLE_MAX)
    .execute();
  return rows.map(row => row.key).filter(key => /^letter:\d{4}-\d\d-\d\d:/.test(key));
}
