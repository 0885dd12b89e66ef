import type { Transaction } from 'kysely';
import type { LedgerRow, Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import type { SourceBatch, SourceFailure } from './batch.ts';
import type { Store } from './open.ts';

/** Which hosts were contacted, and that the batch is in. Bytes stand on the batch: a read may span hosts. */
export async function noteBatch(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  batchId: string,
): Promise<void> {
  const { source, observedAt, hosts, bytes, observations } = batch;
  const own: LedgerRow = {
    ...ownedBy(store, source.id, observedAt),
    kind: 'batch',
    name: batchId,
    items: observations.length,
    bytes,
  };
  const alone = hosts.length === 1 ? bytes : 0;
  await trx
    .insertInto('ledger')
    .values([...hostRows(store, source.id, observedAt, hosts, alone), own])
    .execute();
}

/** Which hosts were contacted for nothing. */
export async function noteFailure(
  trx: Transaction<Tables>,
  store: Store,
  { source, at, hosts }: SourceFailure,
): Promise<void> {
  if (hosts.length === 0) return;
  await trx
    .insertInto('ledger')
    .values(hostRows(store, source.id, at, hosts, 0))
    .execute();
}

function hostRows(
  store: Store,
  sourceId: string,
  at: Instant,
  hosts: readonly string[],
  bytes: number,
): LedgerRow[] {
  const owned = ownedBy(store, sourceId, at);
  return hosts.map(name => ({ ...owned, kind: 'host', name, items: 0, bytes }));
}

function ownedBy(store: Store, sourceId: string, at: Instant) {
  return { tenant_id: store.tenantId, brand_id: store.brandId, at: new Date(at), source_id: sourceId };
}
