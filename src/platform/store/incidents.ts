import type { Instant } from '../../domain/time.ts';
import type { Store } from './open.ts';

type Settled = {
  readonly incidentId: string;
  readonly as: 'acknowledged' | 'snoozed';
  /** For `snoozed`: when it may speak again. */
  readonly until: Instant | null;
  readonly at: Instant;
};

/** Notes what the owner said of an incident. */
export async function settleIncident(store: Store, { incidentId, as, until, at }: Settled): Promise<void> {
  const change =
    as === 'acknowledged'
      ? { acknowledged_at: new Date(at) }
      : { snoozed_until: until === null ? null : new Date(until) };
  await store.write(async trx => {
    await trx
      .updateTable('incident')
      .set(change)
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('id', '=', incidentId)
      .execute();
  });
}
