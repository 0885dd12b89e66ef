import { sql } from 'kysely';
import { HISTORY_DAYS, HISTORY_DAYS_MIN } from '../../../pipelines/alerts/statistics/baseline.ts';
import { BURST_WINDOWS } from '../../../pipelines/alerts/statistics/burst.ts';
import { type Past, RECENT_DAYS, type Watch } from '../../../pipelines/alerts/watch.ts';
import { countWhere, onDays } from '../../../queries/formulas/judged.ts';
import type { Asker } from '../../domain/question.ts';
import { isBottomBand } from '../../domain/scale.ts';
import { addDays, daysBetween, type LocalDay, localDay } from '../../domain/time.ts';
import { clearTone, published } from './read-recent.ts';

/** The longest window and the history before it; a burst of which nothing came since yesterday ends earlier. */
const SPAN_DAYS_MAX = HISTORY_DAYS + Math.max(...BURST_WINDOWS);
/** Shorter ones, for sources that are not known for so long. */
const SPANS = [SPAN_DAYS_MAX, 42, 28, HISTORY_DAYS_MIN + Math.max(...BURST_WINDOWS)] as const;
/** A span is taken when the sources known for so long bring this share of what is said. */
const COVERED_SHARE = 0.8;
/** What the permutation reads at most (pipelines/alerts/statistics/permutation.ts). */
const PAST_MAX = 2000;

/** What one source brought on one day: remarks, bad ones, those in the bottom band, press. */
type DayCount = {
  readonly day: LocalDay;
  readonly sourceId: string;
  readonly all: number;
  readonly bad: number;
  readonly bottom: number;
  readonly press: number;
};

export type Counted = Pick<Watch, 'bad' | 'covered' | 'before'>;

/**
 * Bad remarks a day over the longest time that nearly all sources are known for, and which sources these are: what
 * was added last week has no past to compare with, and would look like a burst.
 */
export async function countedDays(asker: Asker): Promise<Counted> {
  const today = localDay(asker.now, asker.timezone);
  const [counts, since] = await Promise.all([dayCounts(asker, today), knownSince(asker)]);
  const knows = (sourceId: string, span: number) =>
    (since.get(sourceId) ?? today) <= addDays(today, 1 - span);
  const all = sum(counts, count => count.all);
  const span =
    SPANS.find(
      days => sum(counts, count => (knows(count.sourceId, days) ? count.all : 0)) >= COVERED_SHARE * all,
    ) ?? SPANS[SPANS.length - 1]!;
  const from = addDays(today, 1 - span);
  const covered = new Set(counts.map(count => count.sourceId).filter(sourceId => knows(sourceId, span)));
  const inside = counts.filter(count => count.day >= from && covered.has(count.sourceId));
  const bad = new Array<number>(span).fill(0);
  for (const count of inside) {
    const index = daysBetween(from, count.day);
    bad[index] = (bad[index] ?? 0) + count.bad;
  }
  const earlier = inside.filter(count => count.day <= addDays(today, -RECENT_DAYS));
  return {
    // Before anything is known for two weeks nothing is usual.
    bad: covered.size === 0 ? [] : bad,
    covered,
    before: {
      days: covered.size === 0 ? 0 : span - RECENT_DAYS,
      bottom: sum(earlier, count => count.bottom),
      press: sum(earlier, count => count.press),
    },
  };
}

async function dayCounts(asker: Asker, today: LocalDay): Promise<DayCount[]> {
  const days = { from: addDays(today, 1 - SPAN_DAYS_MAX), to: today };
  const rows = await published(asker, days)
    .select(['j.local_day as day', 'j.source_id as sourceId'])
    .select(['m.rating_value as value', 'm.rating_best as best', 'm.rating_worst as worst'])
    .select([
      countWhere(sql`true`).as('all'),
      countWhere(sql`t.label = 'negative' and not t.abstain`).as('bad'),
      countWhere(sql`i.label = 'press'`).as('press'),
    ])
    .where('j.verdict', '=', 'kept')
    .groupBy(['j.local_day', 'j.source_id', 'm.rating_value', 'm.rating_best', 'm.rating_worst'])
    .execute();
  return rows.map(({ value, best, worst, ...row }) => {
    const isBottom =
      value !== null && best !== null && worst !== null && isBottomBand({ value, best, worst });
    return { ...row, bottom: isBottom ? row.all : 0 };
  });
}

/** Since which day a source tells: its first reading, or the oldest dated thing that it brought. */
async function knownSince({
  db,
  tenantId,
  brandId,
  timezone,
}: Asker): Promise<ReadonlyMap<string, LocalDay>> {
  const [told, read] = await Promise.all([
    db
      .selectFrom('mention')
      .select('source_id')
      .select(sql<LocalDay>`min(local_day)`.as('day'))
      .where('tenant_id', '=', tenantId)
      .where('brand_id', '=', brandId)
      .where('dated', '=', true)
      .groupBy('source_id')
      .execute(),
    db
      .selectFrom('ledger')
      .select('source_id')
      .select(sql<Date>`min("at")`.as('at'))
      .where('tenant_id', '=', tenantId)
      .where('brand_id', '=', brandId)
      .where('kind', '=', 'batch')
      .groupBy('source_id')
      .execute(),
  ]);
  const since = new Map(read.map(row => [row.source_id, localDay(row.at.toISOString(), timezone)]));
  for (const { source_id, day } of told) {
    const first = since.get(source_id);
    if (first === undefined || day < first) since.set(source_id, day);
  }
  return since;
}

/** The remarks of the eight weeks before the last seven days, oldest first; the newest of them when there are many. */
export async function pastRemarks(asker: Asker, failing: ReadonlySet<string>): Promise<Past[]> {
  const today = localDay(asker.now, asker.timezone);
  const days = { from: addDays(today, 1 - SPAN_DAYS_MAX), to: addDays(today, -RECENT_DAYS) };
  const rows = await published(asker, days)
    .select(['j.id', 'j.source_id', clearTone.as('tone')])
    .where('j.verdict', '=', 'kept')
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(PAST_MAX)
    .execute();
  const known = rows.filter(row => !failing.has(row.source_id));
  if (known.length === 0) return [];
  const topics = await asker.db
    .selectFrom('annotation as n')
    .select(['n.mention_id', 'n.item'])
    .where('n.tenant_id', '=', asker.tenantId)
    .where('n.brand_id', '=', asker.brandId)
    .where('n.stage', '=', 'topics')
    .where('n.label', 'in', ['negative', 'mixed'])
    .where(onDays('n', days))
    .execute();
  const complained = Map.groupBy(topics, row => row.mention_id);
  return known.reverse().map(row => ({
    complained: (complained.get(row.id) ?? []).map(topic => topic.item),
    tone: row.tone,
  }));
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
