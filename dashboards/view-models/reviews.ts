import type { Coverage } from '../../queries/coverage.ts';
import type { Mentions, MentionView } from '../../queries/mentions.ts';
import type { Ratings, SiteRating } from '../../queries/ratings.ts';
import type { Recurring } from '../../queries/recurring.ts';
import type { Replies } from '../../queries/replies.ts';
import type { Sources } from '../../queries/sources.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import type { Period } from '../../src/domain/time.ts';
import { addDays, daysBetween, localDay } from '../../src/domain/time.ts';
import {
  dayAndMonth,
  dayRange,
  number,
  shortDay,
  shortened,
  signed,
  tableDay,
} from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { shownWeek } from './context.ts';
import type { Goal } from './goal.ts';
import { goalOf } from './goal.ts';
import { wentUnread } from './how-read.ts';
import { RECURRING_DAYS } from './recurs.ts';
import { averageWords, placeName, quotedWords, ratingSign } from './remark.ts';
import { isSilenceUsual, mainRating, shownChange } from './week.ts';

/** What screen 3 is drawn from. */
export type ReviewsAnswers = {
  readonly period: Period;
  readonly ratings: Ratings;
  /** Reviews of the week and of the days since, newest first. */
  readonly week: Mentions;
  readonly recurring: Recurring;
  readonly replies: Replies;
  /** How much of the week was read. */
  readonly coverage: Coverage;
  readonly sources: Sources;
  /** Favourable ones of 13 weeks on the site with most reviews. */
  readonly favourable: number;
  /** All reviews of the sites that have too few for an average. */
  readonly few: readonly {
    readonly site: string;
    /** As its row says. */
    readonly count: number;
    readonly reviews: readonly MentionView[];
  }[];
};

/** A week of a hotel of two hundred rooms; more are read in the list with filters. */
const WEEK_MAX = 200;
/** Sites with too few reviews whose reviews are listed. */
const FEW_SITES_MAX = 4;
const FEW_MAX = 9;
const TOPICS_MAX = 12;

export async function askReviews(house: House, context: Context): Promise<ReviewsAnswers> {
  const period = shownWeek(context);
  const subject = FIRM;
  const quarter = { from: addDays(period.to, 1 - RECURRING_DAYS), to: period.to };
  const review = { subject, kind: 'review' };
  const [ratings, week, recurring, replies, coverage, sources] = await Promise.all([
    house.ask<Ratings>('ratings', { ...period, subject }),
    house.ask<Mentions>('mentions', { ...review, from: period.from, to: context.today, limit: WEEK_MAX }),
    house.ask<Recurring>('recurring', { ...quarter, ...review, limit: TOPICS_MAX }),
    house.ask<Replies>('replies', { ...quarter, subject }),
    house.ask<Coverage>('coverage', { ...period, subject }),
    house.ask<Sources>('sources', period),
  ]);
  const main = mainRating(ratings.sites);
  const few = ratings.sites.filter(site => site.average === null && site.count > 0).slice(0, FEW_SITES_MAX);
  const [favourable, ...lists] = await Promise.all([
    main
      ? house.ask<Mentions>('mentions', {
          ...review,
          ...quarter,
          site: main.site,
          tone: 'positive',
          limit: 1,
        })
      : null,
    ...few.map(({ site }) => house.ask<Mentions>('mentions', { ...review, site, limit: FEW_MAX })),
  ]);
  return {
    period,
    ratings,
    week,
    recurring,
    replies,
    coverage,
    sources,
    favourable: favourable?.total ?? 0,
    few: few.map(({ site, count }, index) => ({ site, count, reviews: lists[index]?.mentions ?? [] })),
  };
}

export type SiteRow = {
  readonly site: string;
  readonly rating: string;
  readonly count: string;
  /** Best to worst; empty cells where the site does not tell. */
  readonly stars: readonly string[];
  readonly week: string;
  /** Where columns are scarce: says when it was seen if that is old. */
  readonly weekShort: string;
  readonly replies: string;
  readonly seen: string;
};

export type ReviewRow = {
  readonly remark: MentionView;
  readonly day: string;
  readonly sign: string;
  readonly site: string;
  readonly quote: string;
  readonly reply: string;
  /** Where columns are scarce: only a reply that was seen. */
  readonly replyShort: string;
};

const STEPS = 5;
const DAYS_OLD = 7;

export function siteRows(context: Context, { ratings }: ReviewsAnswers): readonly SiteRow[] {
  return ratings.sites.map(site => siteRow(context, site));
}

function siteRow(context: Context, site: SiteRating): SiteRow {
  const { catalogue, timezone } = context;
  const { language } = catalogue;
  const none = say(catalogue, 'home.none');
  const day = localDay(site.seenAt, timezone);
  const seen = shortDay(language, day);
  const isOld = daysBetween(day, context.today) > DAYS_OLD;
  const received = receivedWords(context, site);
  const stars = site.best === STEPS && site.distribution ? site.distribution.toReversed() : [];
  return {
    site: shortened(site.site, 60),
    rating: site.average === null ? none : averageWords(context, site.average, site.best),
    count: number(language, site.count),
    stars: Array.from({ length: STEPS }, (_, index) => {
      const n = stars[index];
      return n === undefined ? '' : number(language, n);
    }),
    week: received?.long ?? none,
    weekShort: received?.short ?? (isOld ? say(catalogue, 'reviews.seenOn', { day: seen }) : none),
    replies:
      site.recent === 0
        ? none
        : say(catalogue, 'reviews.ofTotal', { n: site.replied, total: number(language, site.recent) }),
    seen,
  };
}

/** `3 avis, −0,1`; a rating that stayed is `stable`. */
function receivedWords(context: Context, site: SiteRating): { long: string; short: string } | null {
  const { catalogue } = context;
  if (site.received === 0) return null;
  const received = say(catalogue, 'reviews.received', { n: site.received });
  if (site.average === null || site.averageBefore === null) return { long: received, short: received };
  const change = shownChange(site.average, site.averageBefore);
  const words = change === 0 ? say(catalogue, 'home.stable') : signed(catalogue.language, change, 1);
  const long = say(catalogue, 'reviews.receivedWith', { received, change: words });
  return { long, short: change === 0 ? received : long };
}

/** All sites together; null when none is rated, or when they have different scales: those are never mixed. */
export function overall(
  sites: readonly SiteRating[],
): { average: number; count: number; sum: number; best: number; distribution: number[] | null } | null {
  const best = mainRating(sites)?.best;
  const same = sites.filter(site => site.average !== null || site.distribution !== null);
  if (best === undefined || same.some(site => site.best !== best)) return null;
  const count = same.reduce((sum, site) => sum + site.count, 0);
  if (count === 0) return null;
  const sum = same.reduce((total, site) => total + sumOf(site), 0);
  const told = same.every(site => site.distribution !== null);
  const distribution = told
    ? Array.from({ length: best }, (_, index) =>
        same.reduce((total, site) => total + (site.distribution?.[index] ?? 0), 0),
      )
    : null;
  return { average: sum / count, count, sum, best, distribution };
}

function sumOf({ average, count, distribution }: SiteRating): number {
  if (distribution) return distribution.reduce((total, n, index) => total + n * (index + 1), 0);
  return (average ?? 0) * count;
}

/** The reviews to be read: those of the week, then all of sites with too few for an average. */
export function reviewRows(context: Context, answers: ReviewsAnswers): readonly ReviewRow[] {
  const seen = new Set<string>();
  const all = [...answers.week.mentions, ...answers.few.flatMap(({ reviews }) => reviews)];
  return all
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .map(remark => {
      const { catalogue } = context;
      const { language } = catalogue;
      const at = remark.reply && localDay(remark.reply.at ?? remark.reply.seenAt, context.timezone);
      return {
        remark,
        day: tableDay(language, remark.day, context.today),
        sign: remark.rating ? ratingSign(context, remark.rating) : '',
        site: placeName(context, remark),
        quote: quotedWords(context, remark),
        reply: at
          ? say(catalogue, 'reviews.replied', { day: dayAndMonth(language, at) })
          : say(catalogue, 'reviews.noReply'),
        replyShort: at ? say(catalogue, 'reviews.repliedShort') : '',
      };
    });
}

/** Her sites of reviews that were not read when the week ended, by name; those that refuse never are. */
function unreadSites(context: Context, answers: ReviewsAnswers): readonly string[] {
  const refuses = new Set(
    answers.sources.sources.filter(({ health }) => health === 'refused').map(({ name }) => name),
  );
  return answers.ratings.sites
    .map(({ site }) => site)
    .filter(site => !refuses.has(site) && wentUnread(context, answers, site));
}

/** Did the site that most of her reviews come from go unread? Then silence proves nothing. */
export function isMainUnread(context: Context, answers: ReviewsAnswers): boolean {
  const main = mainRating(answers.ratings.sites) ?? answers.ratings.sites[0];
  return main !== undefined && unreadSites(context, answers).includes(main.site);
}

/** Silence explained: what is usual, or which sites were not read. */
export function calmReviews(context: Context, answers: ReviewsAnswers): string {
  const { catalogue } = context;
  const { replies, ratings } = answers;
  if (ratings.sites.length === 0) return say(catalogue, 'state.emptyList');
  if (isMainUnread(context, answers)) {
    const unread = unreadSites(context, answers).map(site => shortened(site, 40));
    return say(catalogue, 'reviews.unread', { sites: unread.join(', ') });
  }
  const perMonth = Math.round(replies.reviews / 3);
  if (perMonth === 0) return say(catalogue, 'reviews.calmRare');
  return say(catalogue, isSilenceUsual(replies.reviews) ? 'reviews.calm' : 'reviews.calmOdd', {
    n: perMonth,
  });
}

/** `Semaine du 6 au 12 juillet : 4 avis, 2 la semaine d’avant`, and what came since Monday. */
export function weekTitle(context: Context, answers: ReviewsAnswers): string {
  const { catalogue } = context;
  const { period, ratings, week } = answers;
  const n = week.mentions.filter(remark => remark.day <= period.to).length;
  const before = ratings.sites.reduce((sum, site) => sum + site.receivedBefore, 0);
  const key = n > 0 ? 'weekTitle' : isMainUnread(context, answers) ? 'weekTitleUnread' : 'weekTitleNone';
  const title = say(catalogue, `reviews.${key}`, {
    range: dayRange(catalogue.language, period),
    n,
    before,
  });
  const since = week.total - n;
  return since > 0 ? say(catalogue, 'reviews.sinceMonday', { title, n: since }) : title;
}

/**
 * One line a site that has too few reviews: what it has, since when. That they follow is said of all that are held,
 * where the list begins with those of such sites: after the week's of another site they may stand out of sight.
 */
export function tooFewLines(context: Context, { few, week }: ReviewsAnswers): readonly string[] {
  const { catalogue } = context;
  const listed = few.filter(({ reviews }) => reviews.length > 0);
  const sites = new Set(listed.map(({ site }) => site));
  const opens = week.mentions.every(({ site }) => sites.has(site));
  return listed.map(({ site, count: n, reviews }) => {
    const days = reviews.map(({ day }) => day).sort();
    const span = spanWords(context, daysBetween(days[0] ?? context.today, context.today) + 1);
    const words = say(catalogue, 'reviews.tooFew', { site: shortened(site, 40), n, span });
    if (!opens || reviews.length < n) return words;
    return say(catalogue, 'reviews.tooFewHere', { few: words, n });
  });
}

function spanWords(context: Context, days: number): string {
  const { catalogue } = context;
  if (days < 60) return say(catalogue, 'reviews.spanDays', { n: days });
  if (days < 700) return say(catalogue, 'reviews.spanMonths', { n: Math.round(days / 30.4) });
  return say(catalogue, 'reviews.spanYears', { n: Math.round(days / 365) });
}

export function goalOfAnswers({ ratings }: ReviewsAnswers): Goal | null {
  const main = mainRating(ratings.sites);
  return main ? goalOf(main) : null;
}
