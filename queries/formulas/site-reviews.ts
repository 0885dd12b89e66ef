import { sql } from 'kysely';
import type { Asker } from '../../src/domain/question.ts';
import type { LocalDay } from '../../src/domain/time.ts';
import { countWhere, isRemark, judged } from './judged.ts';
import type { Place, Places } from './places.ts';

/** Reviews received from a source on a day. `total` sums the stars of the `rated` ones, on the site's own scale. */
export type DayOfReviews = {
  readonly sourceId: string;
  readonly day: LocalDay;
  readonly received: number;
  readonly replied: number;
  readonly rated: number;
  readonly total: number;
};

export async function reviewsByDay(
  asker: Asker,
  places: Places,
  within: { subject: string; from: LocalDay; to: LocalDay },
): Promise<DayOfReviews[]> {
  const rows = await judged(asker, within)
    .selectFrom('judged as j')
    .select(['j.site', 'j.source_id', 'j.local_day as day'])
    .select([
      countWhere(sql`true`).as('received'),
      countWhere(sql`j.reply_seen_at is not null`).as('replied'),
      countWhere(sql`j.rating_value is not null`).as('rated'),
      sql<number>`coalesce(sum(j.rating_value), 0)`.as('total'),
    ])
    .where('j.kind', '=', 'review')
    .where(isRemark)
    .groupBy(['j.site', 'j.source_id', 'j.local_day'])
    .execute();
  return rows.map(({ site, source_id, ...day }) => ({
    ...day,
    sourceId: places.of(source_id, site).sourceId,
  }));
}

/** A site's rating as counted from the reviews that we hold. */
export type HeldRating = Place & {
  readonly best: number;
  readonly count: number;
  readonly average: number;
  readonly countBefore: number;
  readonly averageBefore: number | null;
  /** Worst to best; null when the stars are not whole numbers. */
  readonly distribution: readonly number[] | null;
  readonly seenAt: Date;
};

/** `before`: the last day of the period before. `until`: the last day told. */
export type Bounds = { readonly subject: string; readonly before: LocalDay; readonly until: LocalDay };

/** For the sites that show no overall rating: all but those of the sources `shown`. */
export async function heldRatings(
  asker: Asker,
  places: Places,
  { subject, before, until }: Bounds,
  shown: readonly string[],
): Promise<HeldRating[]> {
  const rows = await judged(asker, { subject, to: until })
    .selectFrom('judged as j')
    .select(['j.site', 'j.source_id as sourceId', 'j.rating_value as value', 'j.rating_best as best'])
    .select([
      countWhere(sql`true`).as('count'),
      countWhere(sql`j.local_day <= cast(${before} as date)`).as('countBefore'),
      sql<Date>`max(j.first_seen_at)`.as('seenAt'),
    ])
    .where('j.kind', '=', 'review')
    .where('j.rating_value', 'is not', null)
    .$if(shown.length > 0, query => query.where('j.source_id', 'not in', shown))
    .where(isRemark)
    .groupBy(['j.site', 'j.source_id', 'j.rating_value', 'j.rating_best'])
    .execute();
  const steps = rows.map(row => ({ ...row, place: places.of(row.sourceId, row.site) }));
  const byPlace = Map.groupBy(steps, step => step.place.sourceId);
  return [...byPlace].flatMap(([sourceId, [first, ...others]]) =>
    first === undefined || shown.includes(sourceId) ? [] : heldRating(first.place, [first, ...others]),
  );
}

type Step = {
  readonly value: number | null;
  readonly best: number | null;
  readonly count: number;
  readonly countBefore: number;
  readonly seenAt: Date;
};

/** Wider scales than out of ten have no distribution to draw. */
const STEPS_MAX = 10;

function heldRating(place: Place, steps: readonly Step[]): HeldRating {
  const count = sumOf(steps, step => step.count);
  const countBefore = sumOf(steps, step => step.countBefore);
  const best = Math.max(...steps.map(step => step.best ?? 0));
  const whole =
    best <= STEPS_MAX && steps.every(step => Number.isInteger(step.value) && (step.value ?? 0) >= 1);
  const distribution = Array.from({ length: whole ? best : 0 }, (_, index) =>
    sumOf(steps, step => (step.value === index + 1 ? step.count : 0)),
  );
  return {
    ...place,
    best,
    count,
    average: sumOf(steps, step => step.count * (step.value ?? 0)) / count,
    countBefore,
    averageBefore:
      countBefore === 0 ? null : sumOf(steps, step => step.countBefore * (step.value ?? 0)) / countBefore,
    distribution: whole ? distribution : null,
    seenAt: new Date(Math.max(...steps.map(step => step.seenAt.getTime()))),
  };
}

/** The sum over rows of what `of` reads in each. */
export function sumOf<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
