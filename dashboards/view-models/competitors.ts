import type { Change, Changes } from '../../queries/changes.ts';
import type { Competitors, SubjectRating } from '../../queries/competitors.ts';
import type { Coverage } from '../../queries/coverage.ts';
import type { Leads } from '../../queries/leads.ts';
import type { MentionView } from '../../queries/mentions.ts';
import type { Recurring } from '../../queries/recurring.ts';
import type { ShareOfVoice } from '../../queries/share-of-voice.ts';
import type { Sources } from '../../queries/sources.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import type { Period } from '../../src/domain/time.ts';
import { addDays, localDay } from '../../src/domain/time.ts';
import { dayRange, number, shortDay, shortened, signed } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { shownWeek } from './context.ts';
import { isSpoiled } from './how-read.ts';
import { RECURRING_DAYS } from './recurs.ts';
import { averageWords } from './remark.ts';
import { changeNews, type News, reviewNews } from './rival-news.ts';
import { unreadRivals, unreadWords } from './rivals.ts';

/** What screen 4 is drawn from. */
export type CompetitorsAnswers = {
  readonly period: Period;
  readonly changes: Changes;
  readonly competitors: Competitors;
  readonly share: ShareOfVoice;
  readonly leads: readonly MentionView[];
  /** What comes up about the firm over a quarter: its weak sides are looked for in rivals' reviews. */
  readonly recurring: Recurring;
  /** How much of the week was read. */
  readonly coverage: Coverage;
  readonly sources: Sources;
};

export async function askCompetitors(house: House, context: Context): Promise<CompetitorsAnswers> {
  const period = shownWeek(context);
  const untilToday = { from: period.from, to: context.today };
  const quarter = { from: addDays(period.to, 1 - RECURRING_DAYS), to: period.to };
  const subjects = context.rivals.map(rival => rival.subject);
  const [changes, competitors, share, leads, recurring, coverage, sources] = await Promise.all([
    house.ask<Changes>('changes', untilToday),
    house.ask<Competitors>('competitors', period),
    house.ask<ShareOfVoice>('share-of-voice', { ...period, subjects }),
    house.ask<Leads>('leads', untilToday),
    house.ask<Recurring>('recurring', { ...quarter, subject: FIRM }),
    house.ask<Coverage>('coverage', { ...period, subject: FIRM }),
    house.ask<Sources>('sources', period),
  ]);
  return { period, changes, competitors, share, leads: leads.leads, recurring, coverage, sources };
}

/** Kinds that bear on what the firm sells, marked ▲ before the others. */
const PRESSING: ReadonlySet<string> = new Set(['promotion', 'price']);

/** What is new at the listed competitors: offers and prices first, then the rest, then low reviews. */
export function newsOf(context: Context, answers: CompetitorsAnswers): readonly News[] {
  const names = rivalNames(context);
  const changes = answers.changes.changes.filter(change => names.has(change.subject));
  const pressing = (change: Change) => (PRESSING.has(change.kind) ? 0 : 1);
  const sorted = changes.toSorted((one, other) => pressing(one) - pressing(other));
  const reviews = answers.competitors.lowReviews.filter(({ subject }) => names.has(subject));
  return [
    ...sorted.map(change =>
      changeNews(
        context,
        answers.competitors,
        change,
        names.get(change.subject) ?? '',
        PRESSING.has(change.kind),
      ),
    ),
    ...reviews.map(({ subject, review }) => reviewNews(context, subject, review, names.get(subject) ?? '')),
  ];
}

export function rivalNames(context: Context): ReadonlyMap<string, string> {
  return new Map(context.rivals.map(rival => [rival.subject, shortened(rival.name, 60)]));
}

export function newsTitle(context: Context, answers: CompetitorsAnswers, news: readonly News[]): string {
  const { catalogue } = context;
  const total = context.rivals.length;
  if (total === 0) return say(catalogue, 'compare.title');
  const range = dayRange(catalogue.language, answers.period);
  const n = new Set(news.map(({ subject }) => subject)).size;
  return n > 0
    ? say(catalogue, 'compare.newAt', { range, n, total })
    : unreadRivals(context, answers.changes).length > 0
      ? say(catalogue, 'compare.nothingSeen', { range })
      : say(catalogue, 'compare.nothingNew', { range, rivals: yourRivals(context) });
}

/** Silence explained, where there is no news. */
export function quietWords(context: Context, { changes }: CompetitorsAnswers): string {
  const { catalogue } = context;
  if (context.rivals.length === 0) return say(catalogue, 'compare.none');
  const watched = new Set(changes.watched);
  const unwatched = context.rivals.filter(({ subject }) => !watched.has(subject)).length;
  if (unwatched === context.rivals.length) return say(catalogue, 'rivals.unwatched', { n: unwatched });
  const unread = unreadRivals(context, changes);
  const quiet = unread.length > 0 ? unreadWords(context, unread) : say(catalogue, 'compare.quiet');
  return unwatched === 0 ? quiet : `${quiet} ${say(catalogue, 'rivals.unwatched', { n: unwatched })}`;
}

export function yourRivals(context: Context): string {
  const k = context.rivals.length;
  return say(context.catalogue, k === 1 ? 'compare.yourRival' : 'compare.yourRivals', { k });
}

export type CompareRow = {
  readonly name: string;
  readonly rating: string;
  readonly where: string;
  readonly remarks: string;
  readonly before: string;
  readonly change: string;
};

/** The firm, then its competitors, most talked about first. */
export function compareRows(context: Context, answers: CompetitorsAnswers): readonly CompareRow[] {
  const { catalogue } = context;
  const { share, competitors } = answers;
  const spoiled = isSpoiled({ context, answers });
  const { language } = catalogue;
  const names = rivalNames(context);
  const ratings = new Map(competitors.ratings.map(rating => [rating.subject, rating]));
  return share.subjects
    .filter(({ subject }) => subject === FIRM || names.has(subject))
    .map(({ subject, mentions, before }) => {
      const rating = ratings.get(subject);
      const name = names.get(subject);
      const moved = mentions === before ? say(catalogue, 'home.stable') : signed(language, mentions - before);
      const change = spoiled ? say(catalogue, 'home.none') : moved;
      return {
        name: name ?? say(catalogue, 'compare.you'),
        rating: rating ? averageWords(context, rating.average, rating.best) : say(catalogue, 'home.none'),
        where: rating ? whereSeen(context, rating, name) : say(catalogue, 'compare.noRating'),
        remarks: number(language, mentions),
        before: number(language, before),
        change,
      };
    });
}

function whereSeen(context: Context, rating: SubjectRating, name: string | undefined): string {
  const { catalogue, timezone } = context;
  const isOwn = name !== undefined && (rating.site === name || rating.site.startsWith(`${name}, `));
  const site = isOwn ? say(catalogue, 'compare.ownSite') : shortened(rating.site, 40);
  const day = shortDay(catalogue.language, localDay(rating.seenAt, timezone));
  return say(catalogue, 'compare.seenAt', { site, day });
}

/** Under so many remarks a share says more about chance than about firms. */
const REMARKS_MIN = 10;

/** `Sur 10 remarques, 4 parlent de vous…`, and the week before; `null` without competitors. */
export function shareWords(
  context: Context,
  { share }: Pick<CompetitorsAnswers, 'share'>,
): { readonly short: string; readonly long: string } | null {
  const { catalogue } = context;
  const own = share.subjects.find(({ subject }) => subject === FIRM);
  if (!own || context.rivals.length === 0) return null;
  const all = share.subjects.reduce((sum, one) => sum + one.mentions, 0);
  const before = share.subjects.reduce((sum, one) => sum + one.before, 0);
  if (own.share === null || all < REMARKS_MIN) {
    const words = say(catalogue, all === 0 ? 'compare.nobody' : 'compare.tooFew', { n: all });
    return { short: words.replace(/\.$/, ''), long: words };
  }
  const n = Math.round(own.share * 10);
  const short = say(catalogue, 'compare.share', { n, rivals: yourRivals(context) });
  if (own.shareBefore === null || before < REMARKS_MIN) {
    return { short, long: say(catalogue, 'compare.shareAlone', { share: short }) };
  }
  const then = Math.round(own.shareBefore * 10);
  const key = then === n ? 'compare.shareSame' : 'compare.shareBefore';
  return { short, long: say(catalogue, key, { share: short, n: then }) };
}

/** Ratings of several sites stand side by side. */
export function areApart({ competitors }: CompetitorsAnswers): boolean {
  return new Set(competitors.ratings.map(({ site }) => site)).size > 1;
}
