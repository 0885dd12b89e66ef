import type { Weekly } from '../../queries/weekly.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import { dayRange, shortDay } from '../../src/domain/words.ts';
import { askAll } from './answers.ts';
import { askCompetitors } from './competitors.ts';
import { type Context, shownWeek } from './context.ts';
import { homeOf } from './home.ts';
import { NOTHING, type Report, type ReportAnswers, type ReportSection } from './report-parts.ts';
import { recursSection, reviewsSection, rivalsSection, visibilitySection } from './report-sections.ts';
import { askReviews } from './reviews.ts';

const WEEKS = 13;
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
    todoSection(context, home.todo),
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

function todoSection({ catalogue }: Context, todo: ReturnType<typeof homeOf>['todo']): ReportSection {
  const rest = todo.count - todo.items.length;
  const opened = say(catalogue, 'report.open');
  return {
    ...NOTHING,
    id: 'todo',
    title: todo.title,
    items: todo.items.map(({ head, quote, why, link, steps, thread }) => ({
      head,
      quote,
      notes: [
        ...(why === null ? [] : [why]),
        ...steps.map((step, index) => `${index + 1}. ${step}`),
        ...thread,
      ],
      link: link === null ? null : { url: link, words: opened },
    })),
    lines: [todo.clear, rest > 0 ? say(catalogue, 'report.more', { n: rest }) : null, todo.confirm].flatMap(
      words => words ?? [],
    ),
  };
}

function readSection(
  { catalogue }: Context,
  { title, lines, next }: ReturnType<typeof homeOf>['reading'],
): ReportSection {
  return { ...NOTHING, id: 'read', title, lines: [...lines, next, say(catalogue, 'report.method')] };
}
