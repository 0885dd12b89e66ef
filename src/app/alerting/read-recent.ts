import { sql } from 'kysely';
import { RECENT_DAYS, type Recent } from '../../../pipelines/alerts/watch.ts';
import { judged, onDays } from '../../../queries/formulas/judged.ts';
import type { Intent, Tone } from '../../domain/annotation.ts';
import { FIRM } from '../../domain/brand.ts';
import type { Asker } from '../../domain/question.ts';
import { addDays, type LocalDay, localDay, type Period } from '../../domain/time.ts';

/** Read whole, the newest first: a firm with more a week is judged by its newest. */
const RECENT_MAX = 5000;

/** `j` and its mention `m`: dated, or undated and not of the first reading of its source, whose age nobody knows. */
export function published(asker: Asker, days: Period) {
  const { tenantId, brandId } = asker;
  return judged(asker, { subject: FIRM, ...days })
    .with('begun', with_ =>
      with_
        .selectFrom('ledger')
        .select('source_id')
        .select(sql<Date>`min("at")`.as('at'))
        .where('tenant_id', '=', tenantId)
        .where('brand_id', '=', brandId)
        .where('kind', '=', 'batch')
        .groupBy('source_id'),
    )
    .selectFrom('judged as j')
    .innerJoin('mention as m', join =>
      join
        .onRef('m.id', '=', 'j.id')
        .on('m.tenant_id', '=', tenantId)
        .on('m.brand_id', '=', brandId)
        .on(onDays('m', days)),
    )
    .leftJoin('begun as b', 'b.source_id', 'j.source_id')
    .leftJoin('annotation as t', join =>
      join
        .onRef('t.mention_id', '=', 'j.id')
        .on('t.stage', '=', 'sentiment')
        .on('t.tenant_id', '=', tenantId)
        .on('t.brand_id', '=', brandId)
        .on(onDays('t', days)),
    )
    .leftJoin('annotation as i', join =>
      join
        .onRef('i.mention_id', '=', 'j.id')
        .on('i.stage', '=', 'intent')
        .on('i.tenant_id', '=', tenantId)
        .on('i.brand_id', '=', brandId)
        .on(onDays('i', days)),
    )
    .where('j.is_first', '=', true)
    .where(sql<boolean>`(m.dated or b.at is null or m.first_seen_at > b.at)`);
}

/** A tone that the stage would stake itself on, otherwise null. */
export const clearTone = sql<Tone | null>`case when t.abstain then null else t.label end`;

/** The remarks of the last seven days that the rules read one by one, oldest first. */
export async function recentRemarks(asker: Asker): Promise<Recent[]> {
  const today = localDay(asker.now, asker.timezone);
  const days = { from: addDays(today, 1 - RECENT_DAYS), to: today };
  const rows = await published(asker, days)
    .select(['j.id', 'j.kind', 'j.site', 'j.source_id', 'j.local_day', 'j.published_at', 'j.verdict'])
    .select(['m.rating_value', 'm.rating_best', 'm.rating_worst', 'm.title', 'm.text', 'm.reply_seen_at'])
    .select([clearTone.as('tone'), 'i.label as intent'])
    .where('j.verdict', 'in', ['kept', 'to-check'])
    .where('m.published_at', '<=', new Date(asker.now))
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(RECENT_MAX)
    .execute();
  if (rows.length === 0) return [];
  const [topics, said] = await Promise.all([complainedOf(asker, days), settledIds(asker, days.from)]);
  return rows.reverse().map(row => {
    const { rating_value: value, rating_best: best, rating_worst: worst } = row;
    return {
      id: row.id,
      kind: row.kind,
      site: row.site,
      sourceId: row.source_id,
      // The first of its story: the story bears its id.
      story: row.id,
      publishedAt: row.published_at.toISOString(),
      day: row.local_day,
      rating: value === null || best === null || worst === null ? null : { value, best, worst },
      verdict: row.verdict === 'kept' ? 'kept' : 'to-check',
      tone: row.tone,
      intent: row.intent as Intent | null,
      complained: topics.get(row.id) ?? [],
      title: row.title,
      text: row.text,
      isSettled: row.reply_seen_at !== null || said.has(row.id),
    };
  });
}

/** Topics spoken of badly, by remark. */
async function complainedOf(
  { db, tenantId, brandId }: Asker,
  days: Period,
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectFrom('annotation as n')
    .select(['n.mention_id', 'n.item'])
    .where('n.tenant_id', '=', tenantId)
    .where('n.brand_id', '=', brandId)
    .where('n.stage', '=', 'topics')
    .where('n.label', 'in', ['negative', 'mixed'])
    .where(onDays('n', days))
    .execute();
  const topics = new Map<string, string[]>();
  for (const { mention_id, item } of rows) topics.set(mention_id, [...(topics.get(mention_id) ?? []), item]);
  return topics;
}

/** Remarks of which the owner said what becomes of them, or that they come back later than now. */
export async function settledIds(
  { db, tenantId, brandId, now }: Asker,
  since: LocalDay,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('action')
    .select(['mention_id', 'verb', 'until'])
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('undone_at', 'is', null)
    .where('verb', '<>', 'tone')
    .where('at', '>=', new Date(`${since}T00:00:00Z`))
    .orderBy('at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .execute();
  const settled = new Set<string>();
  for (const { mention_id, verb, until } of rows) {
    if (verb === 'is-us' || (verb === 'later' && (until === null || until <= new Date(now))))
      settled.delete(mention_id);
    else settled.add(mention_id);
  }
  return settled;
}
