import type { Selectable, Transaction } from 'kysely';
import type { AlertFacts, IncidentView } from '../../domain/alert.ts';
import type { IncidentRow, Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from './open.ts';
import { insertPromised, type Own } from './outbox-rows.ts';

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
      ? { acknowledged_at: new Date(at), snoozed_until: null }
      : { acknowledged_at: null, snoozed_until: until === null ? null : new Date(until) };
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

/** An incident with what its messages told: `alertedCount` is its count when the last one went out, else 0. */
export type StoredIncident = IncidentView & { readonly alertedCount: number };

export function incidentOf(row: Selectable<IncidentRow>): StoredIncident {
  return {
    id: row.id,
    facts: JSON.parse(row.because) as AlertFacts,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    alertedAt: row.alerted_at?.toISOString() ?? null,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    alertedCount: row.alerted_count,
  };
}

/** Those that are open, and those opened since then; oldest first. */
export async function knownIncidents(
  db: Store['db'] | Transaction<Tables>,
  { tenantId, brandId }: Pick<Store, 'tenantId' | 'brandId'>,
  since: Instant,
): Promise<StoredIncident[]> {
  const rows = await db
    .selectFrom('incident')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where(({ or, eb }) => or([eb('closed_at', 'is', null), eb('opened_at', '>=', new Date(since))]))
    .orderBy('opened_at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .execute();
  return rows.map(incidentOf);
}

export async function incidentsById(store: Store, ids: readonly string[]): Promise<StoredIncident[]> {
  if (ids.length === 0) return [];
  const rows = await store.db
    .selectFrom('incident')
    .selectAll()
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('id', 'in', [...ids])
    .orderBy('opened_at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .execute();
  return rows.map(incidentOf);
}

/** What one judging changes; see pipelines/alerts/lifecycle.ts. */
export type IncidentChanges = {
  readonly opened: readonly { readonly id: string; readonly facts: AlertFacts }[];
  readonly grown: readonly { readonly id: string; readonly facts: AlertFacts }[];
  readonly closed: readonly string[];
  readonly promised: readonly {
    readonly incidentId: string;
    readonly key: string;
    readonly dueAt: Instant;
  }[];
};

/**
 * Decides and writes in one transaction: whatever cuts the program, a matter and the message promised for it are
 * stored together or not at all. `decide` sees the incidents as they are within it.
 */
export function changeIncidents<C extends IncidentChanges>(
  store: Store,
  { at, since }: { readonly at: Instant; readonly since: Instant },
  decide: (known: readonly StoredIncident[]) => C,
): Promise<C> {
  const own = { tenant_id: store.tenantId, brand_id: store.brandId };
  return store.write(async trx => {
    const changes = decide(await knownIncidents(trx, store, since));
    for (const { id, facts } of changes.opened) await openIncident(trx, own, id, facts, at);
    for (const { id, facts } of changes.grown)
      await updateIncident(trx, own, id, { ...factColumns(facts), updated_at: new Date(at) });
    for (const id of changes.closed) await updateIncident(trx, own, id, { closed_at: new Date(at) });
    for (const { incidentId, key, dueAt } of changes.promised) {
      if (await isPromised(trx, own, key)) continue;
      await insertPromised(trx, own, {
        kind: 'alert',
        key,
        payload: JSON.stringify({ incidentId }),
        at,
        dueAt,
      });
    }
    return changes;
  });
}

function factColumns(facts: AlertFacts) {
  const { rule, subject, level, matter, count } = facts;
  return { rule, subject, level, matter, count, because: JSON.stringify(facts) };
}

async function openIncident(
  trx: Transaction<Tables>,
  own: Own,
  id: string,
  facts: AlertFacts,
  at: Instant,
): Promise<void> {
  const never = { closed_at: null, alerted_at: null, acknowledged_at: null, snoozed_until: null };
  const opened = { opened_at: new Date(at), updated_at: new Date(at), alerted_count: 0, ...never };
  await trx
    .insertInto('incident')
    .values({ ...own, id, ...factColumns(facts), ...opened })
    .execute();
}

async function updateIncident(
  trx: Transaction<Tables>,
  own: Own,
  id: string,
  change: Partial<IncidentRow>,
): Promise<void> {
  await trx
    .updateTable('incident')
    .set(change)
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('id', '=', id)
    .execute();
}

async function isPromised(trx: Transaction<Tables>, own: Own, key: string): Promise<boolean> {
  const row = await trx
    .selectFrom('outbox')
    .select('id')
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('kind', '=', 'alert')
    .where('key', '=', key)
    .executeTakeFirst();
  return row !== undefined;
}
