import { sql } from 'kysely';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, LocalDay, Period } from '../src/domain/time.ts';
import { addDays, localDay, startOfDay } from '../src/domain/time.ts';
import { periodParams } from './formulas/params.ts';

export type ReadingParams = Period;
/** Silence explained: on which days something was read, and whether a witness message was found again. */
export type Reading = {
  /** Days of the period on which at least one source was read to its end, oldest first. */
  readonly days: readonly LocalDay[];
  /** The first day on which anything was ever read; null: never. */
  readonly since: LocalDay | null;
  /** When a witness message, slipped into the reading, was last found at its end: in the period or since. */
  readonly witnessAt: Instant | null;
  /** Days of the owner's answers by mail, in the period or since, that were not understood; newest first. */
  readonly unclear: readonly LocalDay[];
};

/** More would only be counted; one is named. */
const UNCLEAR_MAX = 20;

export const question: Question<ReadingParams, Reading> = {
  id: 'reading',
  ask: {
    fr: 'Quels jours Vigie a-t-elle lu, et le message témoin a-t-il été repéré ?',
    en: 'On which days did Vigie read, and was the witness message found?',
  },
  params: periodParams({}),
  answer: reading,
};

async function reading(asker: Asker, { from, to }: ReadingParams): Promise<Reading> {
  const { timezone } = asker;
  const first = new Date(startOfDay(from, timezone));
  const [hours, since, witness, unclear] = await Promise.all([
    hoursRead(asker, first, new Date(startOfDay(addDays(to, 1), timezone))),
    firstRead(asker),
    witnessSince(asker, first),
    unclearSince(asker, first),
  ]);
  return {
    days: [...new Set(hours.map(hour => localDay(hour.toISOString(), timezone)))],
    since: since === null ? null : localDay(since.toISOString(), timezone),
    witnessAt: witness?.toISOString() ?? null,
    unclear: unclear.map(at => localDay(at.toISOString(), timezone)),
  };
}

/** Hours in UTC in which something was read: a month has 744 at most, whatever the number of sources. */
async function hoursRead(asker: Asker, from: Date, until: Date): Promise<Date[]> {
  const hour = sql<Date>`date_trunc('hour', "at")`;
  const rows = await asker.db
    .selectFrom('ledger')
    .select(hour.as('hour'))
    .distinct()
    .where(({ and }) => and(owner(asker)))
    .where('kind', '=', 'batch')
    .where('at', '>=', from)
    .where('at', '<', until)
    .orderBy('hour', order => order.asc().nullsLast())
    .execute();
  return rows.map(row => new Date(row.hour));
}

async function firstRead(asker: Asker): Promise<Date | null> {
  const row = await asker.db
    .selectFrom('ledger')
    .select(({ fn }) => fn.min('at').as('first'))
    .where(({ and }) => and(owner(asker)))
    .where('kind', '=', 'batch')
    .executeTakeFirst();
  return row?.first ? new Date(row.first) : null;
}

async function witnessSince(asker: Asker, from: Date): Promise<Date | null> {
  const row = await asker.db
    .selectFrom('witness_trial')
    .select('found_at')
    .where(({ and }) => and(owner(asker)))
    .where('found_at', '>=', from)
    .orderBy('found_at', order => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  return row?.found_at ?? null;
}

async function unclearSince(asker: Asker, from: Date): Promise<Date[]> {
  const rows = await asker.db
    .selectFrom('answered_mail')
    .select('at')
    .where(({ and }) => and(owner(asker)))
    .where('verb', '=', 'unclear')
    .where('at', '>=', from)
    .orderBy('at', order => order.desc().nullsLast())
    .limit(UNCLEAR_MAX)
    .execute();
  return rows.map(row => row.at);
}

function owner({ tenantId, brandId }: Asker) {
  return { tenant_id: tenantId, brand_id: brandId };
}
