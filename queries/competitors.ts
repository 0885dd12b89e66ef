import { type SqlBool, sql } from 'kysely';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, LocalDay, Period } from '../src/domain/time.ts';
import { localDay } from '../src/domain/time.ts';
import { isRemark, judged } from './formulas/judged.ts';
import { mentionViews } from './formulas/mention-views.ts';
import { periodParams } from './formulas/params.ts';
import { toldUntil } from './formulas/told-until.ts';
import type { MentionView } from './mentions.ts';

export type CompetitorsParams = Period;
/** A rating as seen: the one with most reviews behind it, never under 10. */
export type SubjectRating = {
  readonly subject: string;
  readonly site: string;
  readonly average: number;
  readonly best: number;
  readonly count: number;
  readonly seenAt: Instant;
};
/** What is seen of competitors beside what they changed: ratings, low reviews, since when each is watched. */
export type Competitors = {
  /** The firm's too; those without any rating seen are absent. */
  readonly ratings: readonly SubjectRating[];
  /** Reviews in the bottom band of their site's scale, of the period, newest first. */
  readonly lowReviews: readonly { readonly subject: string; readonly review: MentionView }[];
  readonly watched: readonly {
    readonly subject: string;
    readonly since: Instant;
    /** When a job offer was last seen to come before the period; null when none was. */
    readonly lastJobAt: Instant | null;
  }[];
};

/** Under this many ratings an average says nothing. */
const COUNT_MIN = 10;
/** The bottom quarter of a scale: 1 and 2 of 5, up to 3 of 10. */
const LOW_SHARE = 0.25;
/** More in one week is a campaign, and the newest tell it. */
const REVIEWS_MAX = 50;

export const question: Question<CompetitorsParams, Competitors> = {
  id: 'competitors',
  ask: {
    fr: 'Comment vos concurrents sont-ils notés, et depuis quand les regarde-t-on ?',
    en: 'How are your competitors rated, and since when are they watched?',
  },
  params: periodParams({}),
  answer: competitors,
};

async function competitors(asker: Asker, { from, to }: CompetitorsParams): Promise<Competitors> {
  const until = toldUntil(asker, to);
  const states = await statesUntil(asker, until);
  const [shown, held, lowReviews, watched] = await Promise.all([
    shownRatings(asker, states, until),
    heldRatings(asker, states, until),
    lowOnes(asker, { from, to: until }),
    watchedSince(asker, from),
  ]);
  const told = new Set(shown.map(rating => `${rating.subject} ${rating.sourceId}`));
  const all = [...shown, ...held.filter(rating => !told.has(`${rating.subject} ${rating.sourceId}`))];
  const rated = all.filter(rating => rating.count >= COUNT_MIN);
  const bySubject = Map.groupBy(rated, rating => rating.subject);
  const most = [...bySubject.values()].flatMap(
    ratings => ratings.toSorted((one, other) => other.count - one.count)[0] ?? [],
  );
  return { ratings: most.map(({ sourceId: _, ...rating }) => rating), lowReviews, watched };
}

type Rating = SubjectRating & { readonly sourceId: string };

type States = ReadonlyMap<string, { readonly name: string; readonly lastOkAt: Date | null }>;

/** A page that has not changed still shows what it showed: the source's last read counts, within the days told. */
async function statesUntil(asker: Asker, until: LocalDay): Promise<States> {
  const rows = await asker.db
    .selectFrom('source_state')
    .select(['source_id', 'name', 'last_ok_at'])
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .execute();
  return new Map(
    rows.map(({ source_id, name, last_ok_at: at }) => {
      const counts = at !== null && localDay(at.toISOString(), asker.timezone) <= until;
      return [source_id, { name, lastOkAt: counts ? at : null }];
    }),
  );
}

function ratingOf(states: States, row: Omit<Rating, 'seenAt'> & { readonly seenAt: Date }): Rating {
  const state = states.get(row.sourceId);
  const at = state?.lastOkAt && state.lastOkAt > row.seenAt ? state.lastOkAt : row.seenAt;
  return { ...row, site: state?.name ?? row.site, seenAt: at.toISOString() };
}

/** The latest rating that each source showed of each company until a day. */
async function shownRatings(asker: Asker, states: States, until: LocalDay): Promise<Rating[]> {
  const rows = await asker.db
    .selectFrom(
      asker.db
        .selectFrom('rating_seen as r')
        .selectAll('r')
        .select(
          sql<number>`row_number() over (partition by r.subject, r.source_id order by r.seen_at desc nulls last)`.as(
            'place',
          ),
        )
        .where('r.tenant_id', '=', asker.tenantId)
        .where('r.brand_id', '=', asker.brandId)
        .where('r.local_day', '<=', until)
        .as('ranked'),
    )
    .select(['subject', 'source_id as sourceId', 'site', 'average', 'best', 'count', 'seen_at as seenAt'])
    .where('place', '=', 1)
    .execute();
  return rows.map(row => ratingOf(states, row));
}

/** For sites that show no overall rating: counted from the reviews that we hold. */
async function heldRatings(asker: Asker, states: States, until: LocalDay): Promise<Rating[]> {
  const rows = await judged(asker, { to: until })
    .selectFrom('judged as j')
    .select(['j.subject', 'j.source_id as sourceId', 'j.site'])
    .select([
      sql<number>`j.rating_best`.as('best'),
      sql<number>`avg(j.rating_value)`.as('average'),
      sql<number>`cast(count(*) as integer)`.as('count'),
      sql<Date>`max(j.first_seen_at)`.as('seenAt'),
    ])
    .where('j.kind', '=', 'review')
    .where('j.rating_value', 'is not', null)
    .where('j.rating_best', 'is not', null)
    .where(isRemark)
    .groupBy(['j.subject', 'j.source_id', 'j.site', 'j.rating_best'])
    .execute();
  return rows.map(row => ratingOf(states, row));
}

async function lowOnes(asker: Asker, days: Period): Promise<Competitors['lowReviews']> {
  const isLow = sql<SqlBool>`exists (select 1 from mention m where m.id = j.id and m.tenant_id = ${asker.tenantId}
    and m.brand_id = ${asker.brandId} and m.rating_best > m.rating_worst
    and (m.rating_value - m.rating_worst) <= ${LOW_SHARE} * (m.rating_best - m.rating_worst))`;
  const rows = await judged(asker, days)
    .selectFrom('judged as j')
    .select(['j.subject', 'j.id', 'j.local_day'])
    .where('j.kind', '=', 'review')
    .where('j.subject', '<>', FIRM)
    .where(isRemark)
    .where(isLow)
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(REVIEWS_MAX)
    .execute();
  const bySubject = Map.groupBy(rows, row => row.subject);
  const views = await Promise.all(
    [...bySubject].map(async ([subject, own]) => {
      const reviews = await mentionViews(asker, subject, own);
      return reviews.map(review => ({ subject, review }));
    }),
  );
  return views.flat().sort((one, other) => (one.review.publishedAt < other.review.publishedAt ? 1 : -1));
}

/** When the first reading of any source about each competitor was stored. */
async function watchedSince(asker: Asker, from: LocalDay): Promise<Competitors['watched']> {
  const { db, tenantId, brandId } = asker;
  const rows = await db
    .selectFrom('source_state as s')
    .innerJoin('ledger as l', join =>
      join
        .onRef('l.source_id', '=', 's.source_id')
        .onRef('l.tenant_id', '=', 's.tenant_id')
        .onRef('l.brand_id', '=', 's.brand_id'),
    )
    .select('s.subject')
    .select(sql<Date>`min(l."at")`.as('since'))
    .where('s.tenant_id', '=', tenantId)
    .where('s.brand_id', '=', brandId)
    .where('s.subject', '<>', FIRM)
    .where('l.kind', '=', 'batch')
    .groupBy('s.subject')
    .execute();
  const jobs = await db
    .selectFrom('page_change')
    .select('subject')
    .select(sql<Date>`max(seen_at)`.as('last'))
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('kind', '=', 'job')
    .where('local_day', '<', from)
    .groupBy('subject')
    .execute();
  const lastJob = new Map(jobs.map(row => [row.subject, row.last.toISOString()]));
  return rows.map(({ subject, since }) => ({
    subject,
    since: since.toISOString(),
    lastJobAt: lastJob.get(subject) ?? null,
  }));
}
