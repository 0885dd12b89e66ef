import { sql } from 'kysely';
import * as z from 'zod';
import { lettersStoppedAt } from '../src/domain/letters-stopped.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant } from '../src/domain/time.ts';

export type ChannelsParams = Record<string, never>;
/** How a channel that was ever used is doing. */
export type ChannelHealth = {
  /** As the settings name it. */
  readonly channel: string;
  /**
   * Of its last try: `refused` waits for its owner (password, address), `failed` and `unknown` are tried again by
   * themselves.
   */
  readonly status: 'sent' | 'failed' | 'refused' | 'unknown';
  readonly at: Instant;
  readonly lastSentAt: Instant | null;
  readonly nextAt: Instant | null;
  readonly error: {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  } | null;
};
export type Channels = {
  readonly channels: readonly ChannelHealth[];
  /** Messages that no channel took: letters that are due, alerts that were tried. What is held back is not among them. */
  readonly waiting: number;
  /** Since when she wants no more letters; null: they go out. */
  readonly lettersStoppedAt: Instant | null;
};

export const question: Question<ChannelsParams, Channels> = {
  id: 'channels',
  ask: {
    fr: 'Les messages partent-ils, et par où ?',
    en: 'Do messages leave, and which way?',
  },
  params: z.strictObject({}) as z.ZodType<ChannelsParams>,
  answer: channels,
};

type LastTry = {
  readonly channel: string;
  readonly status: ChannelHealth['status'];
  readonly at: Date;
  readonly next_at: Date | null;
  readonly error_code: string | null;
  readonly error_params: string | null;
  readonly last_sent: Date | null;
};

async function channels(asker: Asker): Promise<Channels> {
  const { db, tenantId, brandId, now } = asker;
  const tries = await sql<LastTry>`
    select d.channel, d.status, d."at", d.next_at, d.error_code, d.error_params, d.last_sent
    from (
      select *,
        row_number() over (partition by channel order by "at" desc nulls last, id asc nulls last) as newest,
        max(case when status = 'sent' then "at" end) over (partition by channel) as last_sent
      from delivery
      where tenant_id = ${tenantId} and brand_id = ${brandId}
    ) d
    where d.newest = 1
    order by d.channel asc nulls last`.execute(db);
  const waiting = await sql<{ n: number }>`
    select cast(count(*) as integer) as n from outbox o
    where o.tenant_id = ${tenantId} and o.brand_id = ${brandId} and o.done_at is null
      and ((o.kind = 'letter' and o.due_at <= ${new Date(now)}) or (o.kind = 'alert' and exists (
        select 1 from delivery t
        where t.tenant_id = o.tenant_id and t.brand_id = o.brand_id and t.outbox_id = o.id
      )))
      and not exists (
        select 1 from delivery d
        where d.tenant_id = o.tenant_id and d.brand_id = o.brand_id and d.outbox_id = o.id
          and d.status = 'sent'
      )`.execute(db);
  return {
    channels: newestOf(tries.rows.map(healthOf)),
    waiting: waiting.rows[0]?.n ?? 0,
    lettersStoppedAt: await lettersStoppedAt(asker),
  };
}

/** Settings that were mended are another channel in the store: the last of its kind tells how it is doing. */
function newestOf(all: readonly ChannelHealth[]): ChannelHealth[] {
  return [...Map.groupBy(all, ({ channel }) => channel).values()].flatMap(some => {
    const [newest] = some.toSorted((one, other) => other.at.localeCompare(one.at));
    return newest ?? [];
  });
}

function healthOf(row: LastTry): ChannelHealth {
  return {
    // Stored with a digest of its options behind a colon.
    channel: row.channel.split(':')[0] ?? row.channel,
    status: row.status,
    at: row.at.toISOString(),
    lastSentAt: row.last_sent?.toISOString() ?? null,
    nextAt: row.next_at?.toISOString() ?? null,
    error:
      row.error_code === null
        ? null
        : {
            code: row.error_code,
            params: JSON.parse(row.error_params ?? '{}') as Record<string, string | number>,
          },
  };
}
