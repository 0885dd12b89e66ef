import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import { dayRange, number, shortDay } from '../../src/domain/words.ts';
import { compareRows, newsOf, quietWords, rivalNames } from './competitors.ts';
import { type Context, shownWeek } from './context.ts';
import { meaningsOf } from './means.ts';
import { recursRows, recursWhen } from './recurs.ts';
import { averageWords } from './remark.ts';
import { NOTHING, type ReportAnswers, type ReportSection } from './report-parts.ts';
import { overall, reviewRows, siteRows, tooFewLines } from './reviews.ts';

/** Lines of one chart that an eye still tells apart. */
const SERIES_MAX = 6;
const REVIEWS_MAX = 40;

/** Ratings site by site, the week's reviews, all stars together. */
export function reviewsSection(context: Context, { reviews }: ReportAnswers): ReportSection {
  const { catalogue } = context;
  const rows = siteRows(context, reviews);
  const whole = overall(reviews.ratings.sites);
  const steps = whole?.distribution
    ? Array.from({ length: whole.best }, (_, index) => whole.best - index)
    : [];
  const head = ['site', 'rating', 'count', 'week', 'replies', 'seen'].map(name =>
    say(catalogue, `report.col.${name}`),
  );
  const table = {
    caption: say(catalogue, 'report.sites'),
    head,
    rows: rows.map(row => [row.site, row.rating, row.count, row.week, row.replies, row.seen]),
  };
  return {
    id: 'reviews',
    title: say(catalogue, 'menu.reviews'),
    items: reviewRows(context, reviews)
      .slice(0, REVIEWS_MAX)
      .map(({ day, sign, site, quote, reply }) => ({
        head: [day, sign, site].filter(part => part !== '').join(' · '),
        quote,
        notes: reply === '' ? [] : [reply],
        link: null,
      })),
    chart:
      whole?.distribution && steps.length > 0 && steps.length <= STARS_MAX
        ? {
            title: say(catalogue, 'report.stars', {
              rating: averageWords(context, whole.average, whole.best),
              n: whole.count,
            }),
            categories: steps.map(step => say(catalogue, 'report.star', { n: step })),
            series: [{ name: say(catalogue, 'report.reviews'), values: whole.distribution.toReversed() }],
          }
        : null,
    tables: rows.length > 0 ? [table] : [],
    lines: tooFewLines(context, reviews),
  };
}

/** Five bars are stars; ten are not. */
const STARS_MAX = 5;

export function recursSection(context: Context, { reviews }: ReportAnswers): ReportSection {
  const { catalogue } = context;
  const rows = recursRows(context, reviews.recurring);
  const when = recursWhen(context, reviews.recurring);
  const head = ['topic', 'quarter', 'before'].map(name => say(catalogue, `report.col.${name}`));
  return {
    ...NOTHING,
    id: 'topics',
    title: say(catalogue, 'menu.topics'),
    tables:
      rows.length > 0
        ? [
            {
              caption: say(catalogue, 'report.recurs'),
              head,
              rows: rows.map(({ label, now, before }) => [label, now, before]),
            },
          ]
        : [],
    lines: when === '' ? [] : [when],
  };
}

/** What is new at competitors, the firm among them, and what it may mean. */
export function rivalsSection(context: Context, { competitors }: ReportAnswers): ReportSection {
  const { catalogue } = context;
  if (context.rivals.length === 0) return { ...NOTHING, id: 'competitors', title: '' };
  const news = newsOf(context, competitors);
  const opened = say(catalogue, 'report.open');
  const head = ['name', 'rating', 'where', 'remarks', 'before', 'change'].map(name =>
    say(catalogue, `report.col.${name}`),
  );
  const rows = compareRows(context, competitors);
  return {
    id: 'competitors',
    title: say(catalogue, 'menu.competitors'),
    items: news.map(one => ({
      head: one.head,
      quote: one.words === '' ? null : one.words,
      notes: one.sides.map(({ label, words }) => say(catalogue, 'report.side', { label, words })),
      link: one.link === null ? null : { url: one.link, words: opened },
    })),
    chart: null,
    tables: [
      {
        caption: say(catalogue, 'report.compare'),
        head,
        rows: rows.map(row => [row.name, row.rating, row.where, row.remarks, row.before, row.change]),
      },
    ],
    lines: [
      ...(news.length === 0 ? [quietWords(context, competitors)] : []),
      ...meaningsOf(context, competitors, news).map(({ long }) => long),
    ],
  };
}

/** Who is talked about, week by week and site by site. */
export function visibilitySection(context: Context, { weekly }: ReportAnswers): ReportSection {
  const { catalogue } = context;
  const { language } = catalogue;
  const names = rivalNames(context);
  const loudest = weekly.subjects
    .map(each => ({ ...each, total: each.counts.reduce((sum, count) => sum + count, 0) }))
    .filter(({ subject, total }) => subject === FIRM || total > 0)
    .toSorted((a, b) => Number(b.subject === FIRM) - Number(a.subject === FIRM) || b.total - a.total)
    .slice(0, SERIES_MAX);
  const sites = {
    caption: say(catalogue, 'report.bySite', { range: dayRange(language, shownWeek(context)) }),
    head: ['site', 'own', 'rivals'].map(name => say(catalogue, `report.col.${name}`)),
    rows: weekly.sites.map(({ site, own, rivals }) => [
      site,
      number(language, own),
      number(language, rivals),
    ]),
  };
  return {
    ...NOTHING,
    id: 'visibility',
    title: say(catalogue, 'menu.visibility'),
    chart: loudest.some(({ total }) => total > 0)
      ? {
          title: say(catalogue, 'report.remarksAWeek'),
          categories: weekly.mondays.map(day => shortDay(language, day)),
          series: loudest.map(({ subject, counts }) => ({
            name: names.get(subject) ?? say(catalogue, 'compare.you'),
            values: counts,
          })),
        }
      : null,
    tables: weekly.sites.length > 0 ? [sites] : [],
  };
}
