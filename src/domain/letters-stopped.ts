import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { Instant } from './time.ts';

type Owned = { readonly db: Kysely<Tables>; readonly tenantId: string; readonly brandId: string };

/** Since when she asked for no more letters; null: she did not, or asked for one by hand since. */
export async function lettersStoppedAt({ db, tenantId, brandId }: Owned): Promise<Instant | null> {
  const stopped = await db
    .selectFrom('answered_mail')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('verb', '=', 'stop')
    .executeTakeFirst();
  if (!stopped?.at) return null;
  const asked = await db
    .selectFrom('outbox')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('kind', '=', 'now')
    .where('key', 'like', 'letter:%')
    .where('created_at', '>', new Date(stopped.at))
    .orderBy('id', order => order.asc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  return asked === undefined ? new Date(stopped.at).toISOString() : null;
}
