import { sql } from 'kysely';
import type { Recent, SiteStars } from '../../../pipelines/alerts/watch.ts';
import { countWhere, isRemark, judged } from '../../../queries/formulas/judged.ts';
import { FIRM } from '../../domain/brand.ts';
import type { Rating } from '../../domain/observation.ts';
import type { Asker } from '../../domain/question.ts';
import { isBottomBand } from '../../domain/scale.ts';
import { addDays, localDay, type Period } from '../../domain/time.ts';

/** How far back a slip may have begun, and from when on the year before is usual. */
const SLIP_DAYS = 56;
const USUAL_DAYS = 365;
/** Reviews watched one by one: the newest of a large account. */
const WATCHED_MAX = 5000;
/** Sites looked at in one judging: those with the newest bad reviews. */
const SITES_MAX = 20;

/** Stars of the sites that have a bad review among the recent remarks: where no bad one came nothing slips. */
export async function siteStars(asker: Asker, recent: readonly Recent[]): Promise<SiteStars[]> {
  const bad = recent.filter(({ rating }) => rating !== null && isBottomBand(rating));
  const sites = [...new Map(bad.map(({ sourceId, site }) => [sourceId, site]))].slice(-SITES_MAX);
  if (sites.length === 0) return [];
  const ids = sites.map(([sourceId]) => sourceId);
  const today = localDay(asker.now, asker.timezone);
  const [watched, usual] = await Promise.all([
    watchedReviews(asker, ids, { from: addDays(today, 1 - SLIP_DAYS), to: today }),
    usualStars(asker, ids, { from: addDays(today, -USUAL_DAYS), to: addDays(today, -SLIP_DAYS) }),
  ]);
  return sites.map(([sourceId, site]) => {
    const reviews = watched.filter(row => row.sourceId === sourceId);
    const steps = usual.filter(row => row.sourceId === sourceId);
    const total = (of: (rating: Rating) => number) =>
      steps.reduce((sum, row) => sum + of(ratingOf(row)) * row.count, 0);
    return {
      sourceId,
      site,
      best: reviews[0]?.best ?? 5,
      before: {
        all: total(() => 1),
        bad: total(rating => (isBottomBand(rating) ? 1 : 0)),
        sum: total(({ value }) => value),
      },
      recent: reviews.map(row => ({
        id: row.id,
        publishedAt: row.published_at.toISOString(),
        value: ratingOf(row).value,
        isBad: isBottomBand(ratingOf(row)),
      })),
    };
  });
}

/** Oldest first. */
async function watchedReviews(asker: Asker, sourceIds: readonly string[], days: Period) {
  const rows = await rated(asker, sourceIds, days)
    .select(['j.id', 'j.published_at', 'j.source_id as sourceId'])
    .select(['j.rating_value as value', 'j.rating_best as best', 'm.rating_worst as worst'])
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(WATCHED_MAX)
    .execute();
  return rows.reverse();
}

function usualStars(asker: Asker, sourceIds: readonly string[], days: Period) {
  return rated(asker, sourceIds, days)
    .select(['j.source_id as sourceId', 'j.rating_value as value', 'j.rating_best as best'])
    .select(['m.rating_worst as worst', countWhere(sql`true`).as('count')])
    .groupBy(['j.source_id', 'j.rating_value', 'j.rating_best', 'm.rating_worst'])
    .execute();
}

type Scaled = { readonly value: number | null; readonly best: number | null; readonly worst: number | null };

/** Only rated reviews are asked for: the store writes the three together. */
function ratingOf({ value, best, worst }: Scaled): Rating {
  return { value: value ?? 0, best: best ?? 0, worst: worst ?? 0 };
}

function rated(asker: Asker, sourceIds: readonly string[], days: Period) {
  return judged(asker, { subject: FIRM, ...days })
    .selectFrom('judged as j')
    .innerJoin('mention as m', join =>
      join
        .onRef('m.id', '=', 'j.id')
        .on('m.tenant_id', '=', asker.tenantId)
        .on('m.brand_id', '=', asker.brandId),
    )
    .where('j.source_id', 'in', [...sourceIds])
    .where('j.kind', '=', 'review')
    .where('j.rating_value', 'is not', null)
    .where('m.dated', '=', true)
    .where(isRemark);
}
