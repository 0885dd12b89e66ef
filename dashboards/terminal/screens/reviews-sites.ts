import { say } from '../../../src/domain/catalogue.ts';
import { number } from '../../../src/domain/words.ts';
import type { Context } from '../../view-models/context.ts';
import { averageWords } from '../../view-models/remark.ts';
import type { ReviewsAnswers, SiteRow } from '../../view-models/reviews.ts';
import { isMainUnread, overall } from '../../view-models/reviews.ts';
import type { Line } from '../ui/line.ts';
import { FRAME_COLUMNS } from '../ui/panel.tsx';
import { tableLines } from '../ui/table.ts';
import { paragraph } from '../ui/text-lines.ts';
import { PAIR_COLUMNS } from './hints.ts';
import type { ReviewsShown } from './reviews.ts';

export function sitesTitle({ context, answers }: ReviewsShown, wide: boolean): string {
  const { catalogue } = context;
  if (wide) return say(catalogue, 'reviews.title');
  const all = overall(answers.ratings.sites);
  const count = answers.ratings.sites.reduce((sum, site) => sum + site.count, 0);
  if (count === 0) return say(catalogue, 'reviews.title');
  const title = all
    ? say(catalogue, 'reviews.titleShort', {
        n: all.count,
        rating: averageWords(context, all.average, all.best),
      })
    : say(catalogue, 'reviews.titleCount', { n: count });
  const { reviews, replied } = answers.replies;
  return reviews === 0
    ? title
    : say(catalogue, 'reviews.titleReplies', { title, k: replied, total: reviews });
}

/** The table of sites, then replies and sites that have too few. */
export function siteLines(shown: ReviewsShown, width: number, wide: boolean): Line[] {
  const { context, answers, few } = shown;
  const { catalogue } = context;
  if (shown.sites.length === 0) return paragraph(say(catalogue, 'state.firstEmpty'), { width });
  const rows = wide && shown.sites.length > 1 ? [...shown.sites, totalRow(shown)] : shown.sites;
  const starred = rows.some(row => row.stars.some(cell => cell !== ''));
  const stars = [5, 4, 3, 2, 1].map((step, index) => ({
    head: `${step}★`,
    cells: rows.map(row => row.stars[index] ?? ''),
    side: 'right' as const,
    least: wide ? 3 : 2,
    leaves: 3,
  }));
  const table = tableLines(
    [
      { head: '', cells: rows.map(row => row.site) },
      { head: say(catalogue, 'reviews.note'), cells: rows.map(row => row.rating) },
      { head: say(catalogue, 'reviews.count'), cells: rows.map(row => row.count), side: 'right' },
      ...(starred ? stars : []),
      {
        head: say(catalogue, 'reviews.week'),
        cells: rows.map(row => (wide ? row.week : row.weekShort)),
        leaves: 2,
      },
      { head: say(catalogue, 'reviews.replies'), cells: rows.map(row => row.replies), leaves: 1 },
      ...(wide || width < PAIR_COLUMNS - FRAME_COLUMNS
        ? [{ head: say(catalogue, 'reviews.seen'), cells: rows.map(row => row.seen) }]
        : []),
    ],
    { width, gap: 2, cut: 0 },
  );
  const replies = wide ? repliesLine(context, answers) : null;
  const more = [...(replies === null ? [] : [replies]), ...few];
  return [...table, ...more.flatMap(words => paragraph(words, { width }))];
}

function totalRow({ context, answers }: ReviewsShown): SiteRow {
  const { catalogue } = context;
  const { sites } = answers.ratings;
  const all = overall(sites);
  const sum = (of: 'count' | 'received' | 'recent' | 'replied') =>
    sites.reduce((total, site) => total + site[of], 0);
  const isUnread = sum('received') === 0 && isMainUnread(context, answers);
  const received = isUnread
    ? say(catalogue, 'home.none')
    : say(catalogue, 'reviews.received', { n: sum('received') });
  const stars = all?.distribution && all.best === 5 ? all.distribution.toReversed() : [];
  return {
    site: say(catalogue, 'reviews.all'),
    rating: all ? averageWords(context, all.average, all.best) : say(catalogue, 'home.none'),
    count: number(catalogue.language, sum('count')),
    stars: stars.map(n => number(catalogue.language, n)),
    week: received,
    weekShort: received,
    replies: say(catalogue, 'reviews.ofTotal', { n: sum('replied'), total: sum('recent') }),
    seen: '',
  };
}

function repliesLine(context: Context, { replies }: ReviewsAnswers): string | null {
  const { reviews, replied, medianDays } = replies;
  if (reviews === 0) return null;
  if (medianDays === null) return say(context.catalogue, 'reviews.repliesNone', { total: reviews });
  return say(context.catalogue, 'reviews.repliesLine', { n: replied, total: reviews, days: medianDays });
}
