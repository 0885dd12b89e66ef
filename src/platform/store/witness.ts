import type { Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from './open.ts';

/** Everything that reading and tagging one message writes. */
const WRITTEN = [
  'mention',
  'mention_edit',
  'sighting',
  'annotation',
  'story',
  'author',
  'source_state',
  'ledger',
  'outbox',
  'stage_state',
] as const satisfies readonly (keyof Tables)[];

/** Takes away all that a trial wrote under its own brand. */
export async function eraseTrial(store: Store, brandId: string): Promise<void> {
  if (brandId === store.brandId) throw new Error('a trial has a brand of its own');
  await store.write(async trx => {
    for (const table of WRITTEN)
      await trx
        .deleteFrom(table)
        .where(({ and }) => and({ tenant_id: store.tenantId, brand_id: brandId }))
        .execute();
  });
}

/** Keeps the outcome of a trial with a witness message. */
export async function noteTrial(
  store: Store,
  { code, plantedAt, foundAt }: { code: string; plantedAt: Instant; foundAt: Instant | null },
): Promise<void> {
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId };
  await store.write(trx =>
    trx
      .insertInto('witness_trial')
      .values({
        ...owned,
        code,
        planted_at: new Date(plantedAt),
        found_at: foundAt === null ? null : new Date(foundAt),
      })
      .execute(),
  );
}

/** When a witness message was last found; null: never. */
export async function lastFound(store: Store): Promise<Instant | null> {
  const row = await store.db
    .selectFrom('witness_trial')
    .select(({ fn }) => fn.max('found_at').as('at'))
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .executeTakeFirst();
  return row?.at ? new Date(row.at).toISOString() : null;
}
