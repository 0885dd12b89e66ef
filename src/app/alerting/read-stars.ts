import { sql } from 'kysely';
import type { Recent, SiteStars } from '../../../pipelines/alerts/watch.ts';
import { countWhere, isRemark, judged } from '../../../queries/formulas/judged.ts';
import { FIRM } from '../../domain/brand.ts';
import type { Rating } from '../../domain/observation.ts';
import type { Asker } from '../../domain/question.ts';
import { isBottomBand } from '../../domain/scale.ts';
import { addDays, type LocalDay, localDay, type Period } from '../../domain/time.ts';

/** How far back a slip may have begun, and from when on the year before is usual. */
const SLIP_DAYS = 56;
const USUAL_DAYS = 365;
/** Reviews of one site watched one by one: the newest of a large account. */
const WATCHED_MAX = 2000;
/** Sites looked at in one judging: those with the newest bad reviews. */
const SITES_MAX = 20;

/** Stars of the sites that have a bad review among the recent remarks: where no bad one came nothing slips. */
export async function siteStars(asker: Asker, recent: readonly Recent[]): Promise<SiteStars[]> {
  const bad = recent.filter(({ rating }) => rating !== null && isBottomBand(rating));
  const sites = new Map(bad.map(({ sourceId, site }) => [sourceId, site]));
  const today = localDay(asker.now, asker.timezone);
  const watched = { from: addDays(today, 1 - SLIP_DAYS), to: today };
  const usual = { from: addDays(today, -USUAL_DAYS), to: addDays(today, -SLIP_DAYS) };
  const some = [...sites].slice(-SITES_MAX);
  return Promise.all(some.map(([sourceId, site]) => starsOf(asker, { sourceId, site, watched, usual })));
}

type Wanted = {
  readonly sourceId: string;
  readonly site: string;
  readonly watched: Period;
  readonly usual: Period;
};

async function starsOf(asker: Asker, { sourceId, site, watched, usual }: Wanted): Promise<SiteStars> {
  const [rows, before] = await Promise.all([
    rated(asker, sourceId, watched)
      .select(['j.id', 'j.published_at'])
      .select(['j.rating_value as value', 'j.rating_best as best', 'm.rating_worst as worst'])
      .orderBy('j.published_at', order => order.desc().nullsLast())
      .orderBy('j.id', order => order.desc().nullsLast())
      .limit(WATCHED_MAX)
      .execute(),
    rated(asker, sourceId, usual)
      .select(['j.rating_value as value', 'j.rating_best as best', 'm.rating_worst as worst'])
      .select(countWhere(sql`true`).as('count'))
      .groupBy(['j.rating_value', 'j.rating_best', 'm.rating_worst'])
      .execute(),
  ]);
  const total = (of: (row: (typeof before)[number]) => number) =>
    before.reduce((sum, row) => sum + of(row) * row.count, 0);
  return {
    sourceId,
    site,
    best: rows[0]?.best ?? 5,
    before: {
      all: total(() => 1),
      bad: total(row => (isBottomBand(ratingOf(row)) ? 1 : 0)),
      sum: total(row => ratingOf(row).value),
    },
    recent: rows.reverse().map(row => ({
      id: row.id,
      publishedAt: row.published_at.toISOString(),
      value: ratingOf(row).value,
      isBad: isBottomBand(ratingOf(row)),
    })),
  };
}

type Scaled = { readonly value: number | null; readonly best: number | null; readonly worst: number | null };

/** Only rated reviews are asked for: the store writes the three together. */
function ratingOf({ value, best, worst }: Scaled): Rating {
  return { value: value ?? 0, best: best ?? 0, worst: worst ?? 0 };
}

function rated(asker: Asker, sourceId: string, days: { from: LocalDay; to: LocalDay }) {
  return judged(asker, { subject: FIRM, ...days })
    .selectFrom('judged as j')
    .innerJoin('mention as m', join =>
      join
        .onRef('m.id', '=', 'j.id')
        .on('m.tenant_id', '=', asker.tenantId)
        .on('m.brand_id', '=', asker.brandId),
    )
    .where('j.source_id', '=', sourceId)
    .where('j.kind', '=', 'review')
    .where('j.rating_value', 'is not', null)
    .where('m.dated', '=', true)
    .where(isRemark);
}
