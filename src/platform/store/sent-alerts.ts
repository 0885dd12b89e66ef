import type { Store } from './open.ts';

/** Alerts that can still be answered by mail: three a day at most are sent, a month of them. */
const ANSWERABLE_MAX = 90;

/** What each promised alert is about, by the key of its message, newest first. */
export async function sentAlerts(
  store: Store,
): Promise<readonly { readonly key: string; readonly incidentIds: readonly string[] }[]> {
  const rows = await store.db
    .selectFrom('outbox')
    .select(['key', 'payload'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('kind', '=', 'alert')
    .orderBy('created_at', order => order.desc().nullsLast())
    .limit(ANSWERABLE_MAX)
    .execute();
  return rows.map(({ key, payload }) => {
    const about = JSON.parse(payload) as { incidentId?: string; incidentIds?: readonly string[] };
    return { key, incidentIds: about.incidentIds ?? (about.incidentId ? [about.incidentId] : []) };
  });
}
