import { sql } from 'kysely';
import type { ErrorCode, ErrorParams } from '../../domain/errors.ts';
import type { DeliveryRow, OutboxRow } from '../../domain/tables.ts';
import type { Instant, Period } from '../../domain/time.ts';
import type { Store } from './open.ts';
import {
  beginTry,
  endTry,
  insertPromised,
  noteAlerted,
  promiseLetters,
  updateOutbox,
} from './outbox-rows.ts';

/** More than lie there even after a month without any channel that works: the oldest are handed over first. */
const PENDING_MAX = 500;
/** Letters looked back upon: two years of weeks. */
const LETTERS_MAX = 110;

/** The last try of one message on one channel; `unknown`: it was begun, and how it ended is not known. */
export type Delivery = {
  /** The channel with a digest of its options: another address is another channel. */
  readonly channel: string;
  readonly status: 'sent' | 'failed' | 'refused' | 'unknown';
  readonly at: Instant;
  /** In a row that ended this way, this one included. */
  readonly tries: number;
  readonly nextAt: Instant | null;
  readonly error: { readonly code: ErrorCode; readonly params: ErrorParams } | null;
};

/** One promised message: of some incidents, or the letter of a period. */
export type Promised = {
  readonly id: string;
  readonly kind: 'alert' | 'letter';
  /** Idempotency key: of every try on every channel. */
  readonly key: string;
  readonly incidentIds: readonly string[];
  readonly period: Period | null;
  readonly createdAt: Instant;
  readonly dueAt: Instant | null;
  readonly deliveries: readonly Delivery[];
};

/** How a try ended. */
export type Ending = Pick<Delivery, 'status' | 'tries' | 'nextAt' | 'error'> & {
  readonly at: Instant;
  /** What the other side said, at most 500 characters. */
  readonly receipt: string | null;
};

/** A letter as it is promised: see scheduling/letter-due.ts. */
export type PromisedLetter = { readonly key: string; readonly dueAt: Instant; readonly period: Period };
export type KnownLetter = {
  readonly key: string;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly done: boolean;
};

/** Messages promised and what became of them. Every method is one transaction. */
export type Outbox = {
  /** What is not done yet, oldest first. */
  pending(): Promise<readonly Promised[]>;
  /** Every letter ever promised, newest first. */
  letters(): Promise<readonly KnownLetter[]>;
  /** These letters are promised for their times; whatever else was promised and is not gone is not any more. */
  promiseLetters(letters: readonly PromisedLetter[], at: Instant): Promise<void>;
  /** When an alert is to be looked at again; only ever told to the owner and the ticker. */
  postpone(id: string, until: Instant): Promise<void>;
  /** One message of several: the first is about all of it from now on, the others are done. */
  merge(into: Promised, others: readonly Promised[], at: Instant): Promise<Promised>;
  /** Noted before anything leaves: a cut from here on makes this try one of unknown end. */
  begin(promised: Pick<Promised, 'id'>, channel: string, at: Instant): Promise<void>;
  /** Notes how it ended, and for an alert that went out that its incidents were told of. */
  end(promised: Pick<Promised, 'id' | 'incidentIds'>, channel: string, ending: Ending): Promise<void>;
  finish(ids: readonly string[], at: Instant): Promise<void>;
  /** Alerts that some channel took, or may have taken, in that time; a clock that was ahead took some later. */
  alertsBetween(since: Instant, until: Instant): Promise<number>;
  /** The last try on each channel, whatever the message. */
  lastTries(): Promise<ReadonlyMap<string, Delivery>>;
  /** A message that was asked for now: never tried again by itself. */
  note(key: string, at: Instant): Promise<string>;
};

export function openOutbox(store: Store): Outbox {
  const own = { tenant_id: store.tenantId, brand_id: store.brandId };
  return {
    pending: () => pendingMessages(store),
    letters: () => knownLetters(store),
    promiseLetters: (letters, at) => store.write(trx => promiseLetters(trx, own, letters, at)),
    postpone: (id, until) => store.write(trx => updateOutbox(trx, own, [id], { due_at: new Date(until) })),
    merge: async (into, others, at) => {
      const incidentIds = [...new Set([into, ...others].flatMap(promised => promised.incidentIds))];
      await store.write(async trx => {
        await updateOutbox(trx, own, [into.id], { payload: JSON.stringify({ incidentIds }) });
        await updateOutbox(trx, own, ids(others), { done_at: new Date(at) });
      });
      return { ...into, incidentIds };
    },
    begin: ({ id }, channel, at) => store.write(trx => beginTry(trx, own, id, channel, at)),
    end: ({ id, incidentIds }, channel, ending) =>
      store.write(async trx => {
        await endTry(trx, own, id, channel, ending);
        if (ending.status === 'sent') await noteAlerted(trx, own, incidentIds, ending.at);
      }),
    finish: (done, at) => store.write(trx => updateOutbox(trx, own, done, { done_at: new Date(at) })),
    alertsBetween: (since, until) => alertsBetween(store, since, until),
    lastTries: () => lastTries(store),
    note: (key, at) =>
      store.write(async trx => {
        const id = await insertPromised(trx, own, { kind: 'now', key, payload: '{}', at, dueAt: at });
        await updateOutbox(trx, own, [id], { done_at: new Date(at) });
        return id;
      }),
  };
}

async function pendingMessages(store: Store): Promise<readonly Promised[]> {
  const rows = await store.db
    .selectFrom('outbox')
    .selectAll()
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('kind', 'in', ['alert', 'letter'])
    .where('done_at', 'is', null)
    .orderBy('created_at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .limit(PENDING_MAX)
    .execute();
  if (rows.length === 0) return [];
  const tries = await store.db
    .selectFrom('delivery')
    .selectAll()
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('outbox_id', 'in', ids(rows))
    .execute();
  return rows.map(row =>
    promisedOf(
      row,
      tries.filter(delivery => delivery.outbox_id === row.id),
    ),
  );
}

function promisedOf(row: OutboxRow, tries: readonly DeliveryRow[]): Promised {
  const payload = JSON.parse(row.payload) as {
    incidentId?: string;
    incidentIds?: readonly string[];
    period?: Period;
  };
  return {
    id: row.id,
    kind: row.kind === 'letter' ? 'letter' : 'alert',
    key: row.key,
    incidentIds: payload.incidentIds ?? (payload.incidentId === undefined ? [] : [payload.incidentId]),
    period: payload.period ?? null,
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    deliveries: tries.map(deliveryOf),
  };
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    channel: row.channel,
    status: row.status as Delivery['status'],
    at: row.at.toISOString(),
    tries: row.tries,
    nextAt: row.next_at?.toISOString() ?? null,
    error:
      row.error_code === null
        ? null
        : {
            code: row.error_code as ErrorCode,
            params: JSON.parse(row.error_params ?? '{}') as ErrorParams,
          },
  };
}

async function knownLetters(store: Store): Promise<readonly KnownLetter[]> {
  const rows = await store.db
    .selectFrom('outbox')
    .select(['key', 'created_at', 'due_at', 'done_at'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('kind', '=', 'letter')
    .orderBy('created_at', order => order.desc().nullsLast())
    .limit(LETTERS_MAX)
    .execute();
  return rows.map(row => ({
    key: row.key,
    createdAt: row.created_at.toISOString(),
    dueAt: (row.due_at ?? row.created_at).toISOString(),
    done: row.done_at !== null,
  }));
}

/** Of alerts alone: what is told on a day has a budget, a letter or a trial has none. */
async function alertsBetween(store: Store, since: Instant, until: Instant): Promise<number> {
  const row = await store.db
    .selectFrom('outbox as o')
    .innerJoin('delivery as d', join =>
      join
        .onRef('d.outbox_id', '=', 'o.id')
        .onRef('d.tenant_id', '=', 'o.tenant_id')
        .onRef('d.brand_id', '=', 'o.brand_id'),
    )
    .select(count => sql<number>`cast(${count.fn.count('o.id').distinct()} as integer)`.as('n'))
    .where('o.tenant_id', '=', store.tenantId)
    .where('o.brand_id', '=', store.brandId)
    .where('o.kind', '=', 'alert')
    .where('d.status', 'in', ['sent', 'unknown'])
    .where('d.at', '>=', new Date(since))
    .where('d.at', '<=', new Date(until))
    .executeTakeFirst();
  return row?.n ?? 0;
}

async function lastTries(store: Store): Promise<ReadonlyMap<string, Delivery>> {
  const rows = await sql<DeliveryRow>`
    select d.* from (
      select *, row_number() over (partition by channel order by "at" desc nulls last, id asc nulls last) as newest
      from delivery
      where tenant_id = ${store.tenantId} and brand_id = ${store.brandId}
    ) d
    where d.newest = 1`.execute(store.db);
  return new Map(rows.rows.map(row => [row.channel, deliveryOf(row)]));
}

function ids(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(row => row.id);
}
