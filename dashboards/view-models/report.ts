import type { Weekly } from '../../queries/weekly.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import { dayRange, number, shortDay } from '../../src/domain/words.ts';
import { type Answers, askAll } from './answers.ts';
import {
  askCompetitors,
  type CompetitorsAnswers,
  compareRows,
  newsOf,
  quietWords,
  rivalNames,
} from './competitors.ts';
import { type Context, shownWeek } from './context.ts';
import { homeOf } from './home.ts';
import { meaningsOf } from './means.ts';
import { recursRows, recursWhen } from './recurs.ts';
import { averageWords } from './remark.ts';
import { askReviews, overall, type ReviewsAnswers, reviewRows, siteRows, tooFewLines } from './reviews.ts';

export type ReportTable = {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of each row names it. */
  readonly rows: readonly (readonly string[])[];
};

/** Bars in groups, one colour a series; its figures stand in a table below it. */
export type ReportChart = {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
};

export type ReportItem = {
  readonly head: string;
  readonly quote: string | null;
  readonly notes: readonly string[];
  readonly link: { readonly url: string; readonly words: string } | null;
};

export type ReportSection = {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ReportItem[];
  readonly chart: ReportChart | null;
  readonly tables: readonly ReportTable[];
  readonly lines: readonly string[];
};

/** All that was read, on paper: final words and figures. Sections without anything in them are left out. */
export type Report = {
  readonly language: 'fr' | 'en';
  readonly title: string;
  readonly about: string;
  readonly sections: readonly ReportSection[];
  readonly footer: readonly string[];
};

export type ReportAnswers = {
  readonly all: Answers;
  readonly reviews: ReviewsAnswers;
  readonly competitors: CompetitorsAnswers;
  readonly weekly: Weekly;
};

const WEEKS = 13;
/** Lines of one chart that an eye still tells apart. */
const SERIES_MAX = 6;
const REVIEWS_MAX = 40;

export async function askReport(house: House, context: Context): Promise<ReportAnswers> {
  const subjects = context.rivals.map(({ subject }) => subject);
  const [all, reviews, competitors, weekly] = await Promise.all([
    askAll(house, context),
    askReviews(house, context),
    askCompetitors(house, context),
    house.ask<Weekly>('weekly', { ...shownWeek(context), subjects, weeks: WEEKS }),
  ]);
  return { all, reviews, competitors, weekly };
}

export function reportOf(context: Context, answers: ReportAnswers): Report {
  const { catalogue } = context;
  const home = homeOf(context, answers.all);
  const sections = [
    weekSection(context, answers, home.week),
    todoSection(context, answers, home.todo),
    reviewsSection(context, answers),
    recursSection(context, answers),
    rivalsSection(context, answers),
    visibilitySection(context, answers),
    readSection(context, home.reading),
  ];
  return {
    language: catalogue.language,
    title: say(catalogue, 'report.title', { firm: context.firm }),
    about: say(catalogue, 'report.about', {
      range: dayRange(catalogue.language, answers.all.period),
      day: home.header.day,
      read: home.header.read,
    }),
    sections: sections.filter(hasContent),
    footer: [say(catalogue, 'report.madeHere')],
  };
}

const NOTHING = { items: [], chart: null, tables: [], lines: [] } as const;

function hasContent({ items, chart, tables, lines }: ReportSection): boolean {
  return items.length > 0 || chart !== null || tables.length > 0 || lines.length > 0;
}

function weekSection(
  { catalogue }: Context,
  { all }: ReportAnswers,
  week: ReturnType<typeof homeOf>['week'],
): ReportSection {
  const { weeks } = all.ratings;
  const table = {
    caption: week.title,
    head: ['', week.head.now, week.head.before, week.head.change],
    rows: week.rows.map(({ label, now, before, change }) => [label, now, before, change]),
  };
  const reviewed = weeks.some(({ received }) => received > 0);
  return {
    ...NOTHING,
    id: 'week',
    title: week.title,
    chart: reviewed
      ? {
          title: say(catalogue, 'report.reviewsAWeek'),
          categories: weeks.map(({ monday }) => shortDay(catalogue.language, monday)),
          series: [{ name: say(catalogue, 'report.reviews'), values: weeks.map(({ received }) => received) }],
        }
      : null,
    tables: [table],
    lines: week.lines,
  };
}

function todoSection(
  { catalogue }: Context,
  { all }: ReportAnswers,
  todo: ReturnType<typeof homeOf>['todo'],
): ReportSection {
  const rest = all.todo.now.length - todo.items.length;
  const opened = say(catalogue, 'report.open');
  return {
    ...NOTHING,
    id: 'todo',
    title: todo.title,
    items: todo.items.map(({ head, quote, why, link }) => ({
      head,
      quote,
      notes: why === null ? [] : [why],
      link: link === null ? null : { url: link, words: opened },
    })),
    lines: [todo.clear, rest > 0 ? say(catalogue, 'report.more', { n: rest }) : null, todo.confirm].flatMap(
      words => words ?? [],
    ),
  };
}

function reviewsSection(context: Context, { reviews }: ReportAnswers): ReportSection {
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

function recursSection(context: Context, { reviews }: ReportAnswers): ReportSection {
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

function rivalsSection(context: Context, { competitors }: ReportAnswers): ReportSection {
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

function visibilitySection(context: Context, { weekly }: ReportAnswers): ReportSection {
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

function readSection(
  { catalogue }: Context,
  { title, lines, next }: ReturnType<typeof homeOf>['reading'],
): ReportSection {
  return { ...NOTHING, id: 'read', title, lines: [...lines, next, say(catalogue, 'report.method')] };
}
