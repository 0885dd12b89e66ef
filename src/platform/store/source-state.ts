import type { Transaction } from 'kysely';
import type { Cursor } from '../../domain/collector.ts';
import type { ErrorParams } from '../../domain/errors.ts';
import type { ConfiguredSource } from '../../domain/settings/source.ts';
import type { SourceStateRow, Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import type { SourceBatch, SourceFailure } from './batch.ts';
import { noteFailure } from './ledger.ts';
import type { Store } from './open.ts';

/** What is known of a source between two reads. */
export type SourceState = {
  readonly sourceId: string;
  readonly cursor: Cursor;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly movedTo: string | null;
  readonly lastReadAt: Instant | null;
  readonly lastOkAt: Instant | null;
  readonly lastNewAt: Instant | null;
  readonly nextDueAt: Instant | null;
  readonly failingSince: Instant | null;
  /** Failures in a row. */
  readonly failures: number;
  readonly error: { readonly code: string; readonly params: ErrorParams } | null;
  readonly health: string;
};

/** Null: never read. */
export async function sourceState(store: Store, sourceId: string): Promise<SourceState | null> {
  const row = await ownState(store.db, store, sourceId);
  return row ? stateOf(row) : null;
}

/** Every source that was ever read, by id: one look-up for a whole cycle. */
export async function sourceStates(store: Store): Promise<ReadonlyMap<string, SourceState>> {
  const states = await ownStates(store.db, store);
  return new Map([...states].map(([id, row]) => [id, stateOf(row)]));
}

/** Notes a read that failed, and the hosts it contacted. What was stored stays; the cursor does not move. */
export async function failSource(store: Store, failure: SourceFailure): Promise<void> {
  const { source, at, code, params, health, nextDueAt } = failure;
  await store.write(async trx => {
    const known = await ownState(trx, store, source.id);
    await writeState(trx, store, source, known, {
      last_read_at: new Date(at),
      next_due_at: new Date(nextDueAt),
      failing_since: known?.failing_since ?? new Date(at),
      failures: (known?.failures ?? 0) + 1,
      error_code: code,
      error_params: JSON.stringify(params),
      health,
    });
    await noteFailure(trx, store, failure);
  });
}

/**
 * Notes a read that worked, in the transaction of what it brought. One that worked in part is not yet well: how
 * long it has been failing stays, so that the waits between its reads grow.
 */
export async function succeedSource(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  fresh: number,
): Promise<void> {
  const known = await ownState(trx, store, batch.source.id);
  const at = new Date(batch.observedAt);
  await writeState(trx, store, batch.source, known, {
    moved_to: batch.movedTo,
    cursor: JSON.stringify(batch.cursor),
    etag: batch.etag,
    last_modified: batch.lastModified,
    last_read_at: at,
    last_ok_at: at,
    last_new_at: fresh > 0 ? at : (known?.last_new_at ?? null),
    next_due_at: new Date(batch.nextDueAt),
    ...(batch.partial ? {} : WELL),
  });
}

const WELL = {
  failing_since: null,
  failures: 0,
  error_code: null,
  error_params: null,
  health: 'ok',
} as const;

/**
 * What a source that was never read looks like, so that it is counted and shown. A source taken out of the
 * settings is no longer expected; what it brought stays. Costs one look-up and a few statements for thousands.
 */
export async function declareSources(store: Store, sources: readonly ConfiguredSource[]): Promise<void> {
  await store.write(async trx => {
    const known = await ownStates(trx, store);
    const fresh = sources.filter(source => !known.has(source.id));
    const rows = fresh.map(source => ({
      ...ownedBy(store, source),
      ...NEVER_READ,
      ...described(source),
      health: source.paused ? 'paused' : 'new',
    }));
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
      await trx
        .insertInto('source_state')
        .values(rows.slice(start, start + ROWS_PER_INSERT))
        .execute();
    for (const source of sources) {
      const row = known.get(source.id);
      if (!row) continue;
      const health = source.paused ? 'paused' : row.health === 'paused' ? 'new' : row.health;
      if (row.name !== source.name || row.health !== health)
        await writeState(trx, store, source, row, { health });
    }
    const kept = new Set(sources.map(source => source.id));
    const gone = [...known.keys()].filter(id => !kept.has(id));
    if (gone.length > 0)
      await trx
        .deleteFrom('source_state')
        .where('tenant_id', '=', store.tenantId)
        .where('brand_id', '=', store.brandId)
        .where('source_id', 'in', gone)
        .execute();
  });
}

/** Parameters of one statement stay in the hundreds. */
const ROWS_PER_INSERT = 50;

type StateChange = Partial<Omit<SourceStateRow, 'tenant_id' | 'brand_id' | 'source_id'>>;

const NEVER_READ = {
  moved_to: null,
  cursor: '{}',
  etag: null,
  last_modified: null,
  last_read_at: null,
  last_ok_at: null,
  last_new_at: null,
  next_due_at: null,
  failing_since: null,
  failures: 0,
  error_code: null,
  error_params: null,
  health: 'new',
} as const;

async function writeState(
  trx: Transaction<Tables>,
  store: Store,
  source: ConfiguredSource,
  known: SourceStateRow | undefined,
  change: StateChange,
): Promise<void> {
  if (!known)
    await trx
      .insertInto('source_state')
      .values({ ...ownedBy(store, source), ...NEVER_READ, ...described(source), ...change })
      .execute();
  else
    await trx
      .updateTable('source_state')
      .set({ ...described(source), ...change })
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('source_id', '=', source.id)
      .execute();
}

function ownedBy(store: Store, source: ConfiguredSource) {
  return { tenant_id: store.tenantId, brand_id: store.brandId, source_id: source.id };
}

/** What the settings say of a source, whatever was read of it. */
function described(source: ConfiguredSource) {
  return { collector: source.collector, name: source.name, subject: source.subject };
}

async function ownStates(
  db: Store['db'] | Transaction<Tables>,
  store: Store,
): Promise<ReadonlyMap<string, SourceStateRow>> {
  const rows = await db
    .selectFrom('source_state')
    .selectAll()
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .execute();
  return new Map(rows.map(row => [row.source_id, row]));
}

function ownState(
  db: Store['db'] | Transaction<Tables>,
  store: Store,
  sourceId: string,
): Promise<SourceStateRow | undefined> {
  return db
    .selectFrom('source_state')
    .selectAll()
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
}

function stateOf(row: SourceStateRow): SourceState {
  const instant = (date: Date | null) => date?.toISOString() ?? null;
  return {
    sourceId: row.source_id,
    cursor: JSON.parse(row.cursor) as Cursor,
    etag: row.etag,
    lastModified: row.last_modified,
    movedTo: row.moved_to,
    lastReadAt: instant(row.last_read_at),
    lastOkAt: instant(row.last_ok_at),
    lastNewAt: instant(row.last_new_at),
    nextDueAt: instant(row.next_due_at),
    failingSince: instant(row.failing_since),
    failures: row.failures,
    error:
      row.error_code === null
        ? null
        : { code: row.error_code, params: JSON.parse(row.error_params ?? '{}') as ErrorParams },
    health: row.health,
  };
}
