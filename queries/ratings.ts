import { sql } from 'kysely';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, LocalDay, Period } from '../src/domain/time.ts';
import { addDays, periodBefore, weekOf } from '../src/domain/time.ts';
import { periodParams, subject } from './formulas/params.ts';
import {
  type DayOfReviews,
  type HeldRating,
  heldRatings,
  reviewsByDay,
  sumOf,
} from './formulas/site-reviews.ts';

export type RatingsParams = Period & { readonly subject: string };
/** One site's rating as the site shows it (its own scale), with what came in the period. */
export type SiteRating = {
  readonly site: string;
  readonly sourceId: string;
  readonly best: number;
  /** Latest average shown by the site, or counted from the reviews we hold when it shows none; null under 10. */
  readonly average: number | null;
  readonly count: number;
  /** Worst to best; null when the site does not tell. */
  readonly distribution: readonly number[] | null;
  readonly seenAt: Instant;
  /** The same at the end of the period before; null when nothing was seen then. */
  readonly averageBefore: number | null;
  readonly countBefore: number | null;
  /** Reviews received in the period and in the one before. */
  readonly received: number;
  readonly receivedBefore: number;
  /** Reviews of the last 13 weeks, and how many show a reply. */
  readonly recent: number;
  readonly replied: number;
};
export type Ratings = {
  readonly sites: readonly SiteRating[];
  /** Reviews received by ISO week, oldest first, 13 weeks ending with the week of `to`. */
  readonly weeks: readonly {
    readonly monday: LocalDay;
    readonly received: number;
    readonly bySite: Readonly<Record<string, { readonly received: number; readonly average: number | null }>>;
  }[];
};

/** The quarter that a rating's history is shown over. */
const WEEKS = 13;
/** Under this many ratings an average says nothing: the reviews are listed instead. */
const COUNT_MIN = 10;

export const question: Question<RatingsParams, Ratings> = {
  id: 'ratings',
  ask: { fr: 'Quelle est votre note, site par site ?', en: 'What is your rating, site by site?' },
  params: periodParams({ subject }),
  answer: ratings,
};

async function ratings(asker: Asker, { subject, from, to }: RatingsParams): Promise<Ratings> {
  const before = periodBefore({ from, to });
  const lastWeek = weekOf(to);
  const firstMonday = addDays(lastWeek.from, -7 * (WEEKS - 1));
  const oldest = before.from < firstMonday ? before.from : firstMonday;
  const shown = await shownRatings(asker, subject, before.to);
  const told = shown.map(rating => rating.site);
  const [held, days, readAt] = await Promise.all([
    heldRatings(asker, subject, before.to, told),
    reviewsByDay(asker, { subject, from: oldest, to: lastWeek.to }),
    lastReads(asker),
  ]);
  const sites = [...shown, ...held.map(ofHeld)].map(rating => {
    const own = days.filter(day => day.site === rating.site);
    const recent = own.filter(day => day.day >= firstMonday);
    return {
      ...rating,
      seenAt: later(rating.seenAt, readAt.get(rating.sourceId)),
      received: sumOf(own, day => (day.day >= from && day.day <= to ? day.received : 0)),
      receivedBefore: sumOf(own, day => (day.day >= before.from && day.day <= before.to ? day.received : 0)),
      recent: sumOf(recent, day => day.received),
      replied: sumOf(recent, day => day.replied),
    };
  });
  sites.sort((one, other) => other.count - one.count || (one.site < other.site ? -1 : 1));
  return { sites, weeks: weeksFrom(firstMonday, days) };
}

/** When each source was last read: a page that says "not modified" still shows what it showed. */
async function lastReads(asker: Asker): Promise<ReadonlyMap<string, Instant>> {
  const rows = await asker.db
    .selectFrom('source_state')
    .select(['source_id', 'last_ok_at'])
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('last_ok_at', 'is not', null)
    .execute();
  return new Map(rows.map(row => [row.source_id, row.last_ok_at?.toISOString() ?? '']));
}

function later(one: Instant, other: Instant | undefined): Instant {
  return other !== undefined && other > one ? other : one;
}

type Rating = Omit<SiteRating, 'received' | 'receivedBefore' | 'recent' | 'replied'>;

/** As the sites show them: the latest until now, and the latest until the end of the period before. */
async function shownRatings(asker: Asker, subject: string, before: LocalDay): Promise<Rating[]> {
  const latest = (until: ReturnType<typeof sql<boolean>>) =>
    asker.db
      .selectFrom(
        asker.db
          .selectFrom('rating_seen as r')
          .selectAll('r')
          .select(
            sql<number>`row_number() over (partition by r.site order by r.seen_at desc nulls last)`.as(
              'place',
            ),
          )
          .where('r.tenant_id', '=', asker.tenantId)
          .where('r.brand_id', '=', asker.brandId)
          .where('r.subject', '=', subject)
          .where(until)
          .as('ranked'),
      )
      .selectAll()
      .where('place', '=', 1)
      .execute();
  const [now, then] = await Promise.all([
    latest(sql`r.seen_at <= cast(${asker.now} as timestamp)`),
    latest(sql`r.local_day <= cast(${before} as date)`),
  ]);
  const earlier = new Map(then.map(row => [row.site, row]));
  return now.map(row => {
    const past = earlier.get(row.site);
    return {
      site: row.site,
      sourceId: row.source_id,
      best: row.best,
      average: row.count < COUNT_MIN ? null : row.average,
      count: row.count,
      distribution: row.distribution === null ? null : (JSON.parse(row.distribution) as number[]),
      seenAt: row.seen_at.toISOString(),
      averageBefore: past === undefined || past.count < COUNT_MIN ? null : past.average,
      countBefore: past?.count ?? null,
    };
  });
}

function ofHeld(held: HeldRating): Rating {
  const { site, sourceId, best, count, countBefore, distribution } = held;
  return {
    site,
    sourceId,
    best,
    average: count < COUNT_MIN ? null : held.average,
    count,
    distribution,
    seenAt: held.seenAt.toISOString(),
    averageBefore: countBefore < COUNT_MIN ? null : held.averageBefore,
    countBefore: countBefore === 0 ? null : countBefore,
  };
}

function weeksFrom(firstMonday: LocalDay, days: readonly DayOfReviews[]): Ratings['weeks'] {
  return Array.from({ length: WEEKS }, (_, index) => {
    const monday = addDays(firstMonday, 7 * index);
    const week = days.filter(day => day.day >= monday && day.day <= addDays(monday, 6));
    const bySite = [...Map.groupBy(week, day => day.site)].map(([site, own]) => {
      const rated = sumOf(own, day => day.rated);
      const average = rated === 0 ? null : sumOf(own, day => day.total) / rated;
      return [site, { received: sumOf(own, day => day.received), average }] as const;
    });
    return { monday, received: sumOf(week, day => day.received), bySite: Object.fromEntries(bySite) };
  });
}
