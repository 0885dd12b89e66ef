import { sql } from 'kysely';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, LocalDay, Period } from '../src/domain/time.ts';
import { addDays, localDay, periodBefore, weekOf } from '../src/domain/time.ts';
import { periodParams, subject } from './formulas/params.ts';
import { type Places, placesOf } from './formulas/places.ts';
import {
  type Bounds,
  type DayOfReviews,
  type HeldRating,
  heldRatings,
  reviewsByDay,
  sumOf,
} from './formulas/site-reviews.ts';
import { toldUntil } from './formulas/told-until.ts';

export type RatingsParams = Period & { readonly subject: string };
/**
 * One source's rating as its site shows it (its own scale), with what came in the period. A source that left the
 * settings is told with the one that bears its name now, if there is one: its address was only corrected.
 * A period before the last complete week is told as it ended.
 */
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
    /** By the source's id. */
    readonly bySource: Readonly<
      Record<string, { readonly received: number; readonly average: number | null }>
    >;
  }[];
};

/** The quarter that a rating's history is shown over. */
const WEEKS = 13;
/** Under this many ratings an average says nothing: the reviews are listed instead. */
const COUNT_MIN = 10;

export const question: Question<RatingsParams, Ratings> = {
  id: 'ratings',
  ask: { fr: 'Quelle est votre note, site par site ?', en: 'What is your rating, site by site?' },
  params: periodParams({ subject }),
  answer: ratings,
};

async function ratings(asker: Asker, { subject, from, to }: RatingsParams): Promise<Ratings> {
  const before = periodBefore({ from, to });
  const until = toldUntil(asker, to);
  const lastWeek = weekOf(to);
  const firstMonday = addDays(lastWeek.from, -7 * (WEEKS - 1));
  const oldest = before.from < firstMonday ? before.from : firstMonday;
  const places = await placesOf(asker, subject);
  const shown = await shownRatings(asker, places, { subject, before: before.to, until });
  const told = shown.map(rating => rating.sourceId);
  const [held, days] = await Promise.all([
    heldRatings(asker, places, { subject, before: before.to, until }, told),
    reviewsByDay(asker, places, { subject, from: oldest, to: lastWeek.to }),
  ]);
  const sites = ofOwnSites(places, [...shown, ...held.map(ofHeld)]).map(rating => {
    const own = days.filter(day => day.sourceId === rating.sourceId);
    const recent = own.filter(day => day.day >= firstMonday);
    return {
      ...rating,
      seenAt: seenAt(rating, places, until, asker.timezone),
      received: sumOf(own, day => (day.day >= from && day.day <= to ? day.received : 0)),
      receivedBefore: sumOf(own, day => (day.day >= before.from && day.day <= before.to ? day.received : 0)),
      recent: sumOf(recent, day => day.received),
      replied: sumOf(recent, day => day.replied),
    };
  });
  sites.sort(mostRatedFirst);
  return { sites, weeks: weeksFrom(firstMonday, days) };
}

function mostRatedFirst(one: SiteRating, other: SiteRating): number {
  return other.count - one.count || compared(one.site, other.site) || compared(one.sourceId, other.sourceId);
}

function compared(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A page that says "not modified" still shows what it showed: the source's last read counts, within the days told. */
function seenAt(rating: Rating, places: Places, until: LocalDay, timezone: string): Instant {
  const readAt = places.readAt(rating.sourceId);
  const isLater = readAt !== null && readAt > rating.seenAt && localDay(readAt, timezone) <= until;
  return isLater ? readAt : rating.seenAt;
}

type Rating = Omit<SiteRating, 'received' | 'receivedBefore' | 'recent' | 'replied'>;

/** Notices of a site that several sources read are of one of them, nobody knows which: they are no rating of their own. */
function ofOwnSites(places: Places, all: readonly Rating[]): readonly Rating[] {
  const isTwin =
    ({ site, sourceId }: Rating) =>
    (other: Rating) =>
      other.site === site && other.sourceId !== sourceId && !places.isMailbox(other.sourceId);
  return all.filter(rating => !places.isMailbox(rating.sourceId) || !all.some(isTwin(rating)));
}

/** As the sites show them: the latest until the last day told, and until the end of the period before. */
async function shownRatings(
  asker: Asker,
  places: Places,
  { subject, before, until }: Bounds,
): Promise<Rating[]> {
  const latest = (day: LocalDay) =>
    asker.db
      .selectFrom(
        asker.db
          .selectFrom('rating_seen as r')
          .selectAll('r')
          .select(
            sql<number>`row_number() over (partition by r.source_id order by r.seen_at desc nulls last)`.as(
              'place',
            ),
          )
          .where('r.tenant_id', '=', asker.tenantId)
          .where('r.brand_id', '=', asker.brandId)
          .where('r.subject', '=', subject)
          .where('r.local_day', '<=', day)
          .as('ranked'),
      )
      .selectAll()
      .where('place', '=', 1)
      .orderBy('seen_at', order => order.asc().nullsLast())
      .execute();
  const [now, then] = await Promise.all([latest(until), latest(before)]);
  // Oldest first: of several sources that stand for one, the last seen wins.
  const byPlace = (rows: typeof now) =>
    new Map(rows.map(row => [places.of(row.source_id, row.site).sourceId, row]));
  const earlier = byPlace(then);
  return [...byPlace(now)].map(([sourceId, row]) => {
    const past = earlier.get(sourceId);
    return {
      ...places.of(row.source_id, row.site),
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
    const bySource = [...Map.groupBy(week, day => day.sourceId)].map(([sourceId, own]) => {
      const rated = sumOf(own, day => day.rated);
      const average = rated === 0 ? null : sumOf(own, day => day.total) / rated;
      return [sourceId, { received: sumOf(own, day => day.received), average }] as const;
    });
    return { monday, received: sumOf(week, day => day.received), bySource: Object.fromEntries(bySource) };
  });
}
