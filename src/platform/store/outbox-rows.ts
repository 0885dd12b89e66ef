import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { OutboxRow, Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ending, PromisedLetter } from './outbox.ts';

/** Whose rows. */
export type Own = { readonly tenant_id: string; readonly brand_id: string };

export async function promiseLetters(
  trx: Transaction<Tables>,
  own: Own,
  letters: readonly PromisedLetter[],
  at: Instant,
): Promise<void> {
  const known = await trx
    .selectFrom('outbox')
    .select(['id', 'key', 'done_at'])
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('kind', '=', 'letter')
    .execute();
  const kept = new Set(letters.map(letter => letter.key));
  const dropped = known.filter(row => row.done_at === null && !kept.has(row.key));
  const left = await perhapsTaken(
    trx,
    own,
    dropped.map(({ id }) => id),
  );
  // Under another key, should its time come back with the settings or the clock: it is a letter that never went
  // out. One that a channel may have taken keeps its key, so that it is not written twice.
  for (const { id, key } of dropped)
    await updateOutbox(trx, own, [id], {
      done_at: new Date(at),
      ...(left.has(id) ? {} : { key: `${key}:dropped:${id}` }),
    });
  for (const { key, dueAt, period } of letters) {
    const row = known.find(found => found.key === key);
    const payload = JSON.stringify({ period });
    if (!row) await insertPromised(trx, own, { kind: 'letter', key, payload, at, dueAt });
    else if (row.done_at === null) await updateOutbox(trx, own, [row.id], { due_at: new Date(dueAt) });
  }
}

/** Which of these messages a channel took, or may have taken. */
async function perhapsTaken(
  trx: Transaction<Tables>,
  own: Own,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('delivery')
    .select('outbox_id')
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('outbox_id', 'in', [...ids])
    .where('status', 'in', ['sent', 'unknown'])
    .execute();
  return new Set(rows.map(row => row.outbox_id));
}

type NewPromise = {
  readonly kind: string;
  readonly key: string;
  readonly payload: string;
  readonly at: Instant;
  readonly dueAt: Instant;
};

export async function insertPromised(
  trx: Transaction<Tables>,
  own: Own,
  { kind, key, payload, at, dueAt }: NewPromise,
): Promise<string> {
  const id = randomUUID();
  const dates = { created_at: new Date(at), done_at: null, due_at: new Date(dueAt) };
  await trx
    .insertInto('outbox')
    .values({ ...own, id, kind, key, payload, ...dates })
    .execute();
  return id;
}

export async function updateOutbox(
  trx: Transaction<Tables>,
  own: Own,
  which: readonly string[],
  change: Partial<Pick<OutboxRow, 'key' | 'payload' | 'done_at' | 'due_at'>>,
): Promise<void> {
  if (which.length === 0) return;
  await trx
    .updateTable('outbox')
    .set(change)
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('id', 'in', [...which])
    .execute();
}

export async function beginTry(
  trx: Transaction<Tables>,
  own: Own,
  outboxId: string,
  channel: string,
  at: Instant,
): Promise<void> {
  const begun = {
    status: 'unknown',
    at: new Date(at),
    receipt: null,
    next_at: null,
    error_code: null,
    error_params: null,
  };
  const { numUpdatedRows } = await trx
    .updateTable('delivery')
    .set({ ...begun, tries: sql<number>`case when status = 'unknown' then tries + 1 else 1 end` })
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('outbox_id', '=', outboxId)
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('delivery')
    .values({ ...own, id: randomUUID(), outbox_id: outboxId, channel, ...begun, tries: 1 })
    .execute();
}

export async function endTry(
  trx: Transaction<Tables>,
  own: Own,
  outboxId: string,
  channel: string,
  { status, at, tries, nextAt, error, receipt }: Ending,
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({
      status,
      at: new Date(at),
      tries,
      receipt,
      next_at: nextAt === null ? null : new Date(nextAt),
      error_code: error?.code ?? null,
      error_params: error === null ? null : JSON.stringify(error.params),
    })
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('outbox_id', '=', outboxId)
    .where('channel', '=', channel)
    .execute();
}

export async function noteAlerted(
  trx: Transaction<Tables>,
  own: Own,
  incidentIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (incidentIds.length === 0) return;
  await trx
    .updateTable('incident')
    .set(column => ({ alerted_at: new Date(at), alerted_count: column.ref('count') }))
    .where('tenant_id', '=', own.tenant_id)
    .where('brand_id', '=', own.brand_id)
    .where('id', 'in', [...incidentIds])
    .execute();
}
