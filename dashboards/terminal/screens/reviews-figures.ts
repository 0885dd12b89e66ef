import type { Recurring } from '../../../queries/recurring.ts';
import { say } from '../../../src/domain/catalogue.ts';
import { number } from '../../../src/domain/words.ts';
import type { Context } from '../../view-models/context.ts';
import type { RecursRow } from '../../view-models/recurs.ts';
import { averageWords } from '../../view-models/remark.ts';
import { goalOfAnswers, overall } from '../../view-models/reviews.ts';
import type { Line } from '../ui/line.ts';
import { BLANK, span } from '../ui/line.ts';
import { tableLines } from '../ui/table.ts';
import { paragraph } from '../ui/text-lines.ts';
import { textWidth } from '../ui/width.ts';
import type { ReviewsShown } from './reviews.ts';

/** Topics shown beside the stars. */
const TOPICS_SHOWN = 5;
const BAR_CELLS = 20;

/** Topics with which way they go, this quarter and the one before; then when the complaints were. */
export function recursLines(
  context: Context,
  recurring: Recurring,
  topics: readonly RecursRow[],
  when: string,
  width: number,
  wide: boolean,
): Line[] {
  const { catalogue } = context;
  const { language } = catalogue;
  const rows = topics.filter(({ now, times }) => now !== '' && times !== '').slice(0, TOPICS_SHOWN);
  if (rows.length === 0)
    return paragraph(say(catalogue, 'recurs.empty', { n: recurring.remarks }), { width });
  const digits = Math.max(...rows.map(row => textWidth(row.times)));
  const aligned = rows.map(row => ' '.repeat(digits - textWidth(row.times)) + row.now);
  const total = wide
    ? [
        say(catalogue, 'recurs.reviewsRead'),
        number(language, recurring.remarks),
        number(language, recurring.remarksBefore),
      ]
    : [];
  const columns = wide
    ? [
        { head: '', cells: [...rows.map(row => row.label), total[0] ?? ''] },
        { head: say(catalogue, 'recurs.now'), cells: [...aligned, total[1] ?? ''] },
        { head: say(catalogue, 'recurs.before'), cells: [...rows.map(row => row.before), total[2] ?? ''] },
      ]
    : [
        { head: '', cells: rows.map(row => row.label) },
        { head: '', cells: aligned },
        { head: '', cells: rows.map(row => `(${row.before})`) },
      ];
  const table = tableLines(columns, { width, gap: wide ? 2 : 1, cut: 0 });
  return when === '' ? table : [...table, ...paragraph(when, { width })];
}

type Overall = ReturnType<typeof overall>;

/** The stars as bars, best first, each with its count; in halves of a cell. */
export function starLines(
  context: Context,
  all: Overall,
  width: number,
): { readonly lines: Line[]; readonly labels: Readonly<Record<number, string>> } {
  if (!all?.distribution || all.best !== 5) return { lines: [], labels: {} };
  const { catalogue } = context;
  const most = Math.max(1, ...all.distribution);
  const cells = Math.min(BAR_CELLS, width - 10);
  const labels: Record<number, string> = {};
  const lines = all.distribution.toReversed().map((n, index): Line => {
    labels[index] = say(catalogue, 'reviews.starsSpoken', { stars: 5 - index, n });
    const halves = n === 0 ? 0 : Math.max(1, Math.round((n / most) * cells * 2));
    const bar = '█'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '▌' : '');
    return [span(`${5 - index}★ `), span(bar, 'stars'), span(` ${number(catalogue.language, n)}`)];
  });
  return { lines, labels };
}

/** What it takes to show a rounder figure, and how often such reviews come. */
export function goalLines({ context, answers }: ReviewsShown, width: number): Line[] {
  const { catalogue } = context;
  const goal = goalOfAnswers(answers);
  if (!goal) return [];
  const head = say(catalogue, 'reviews.goalHead', {
    goal: number(catalogue.language, goal.goal, 1),
    site: goal.site,
  });
  const perWeek = Math.round(answers.favourable / 13);
  const perMonth = Math.round(answers.favourable / 3);
  const rate =
    perWeek > 0
      ? say(catalogue, 'reviews.goalWeek', { n: perWeek })
      : perMonth > 0
        ? say(catalogue, 'reviews.goalMonth', { n: perMonth })
        : say(catalogue, 'reviews.goalRare');
  const words = `${say(catalogue, 'reviews.goal', { min: goal.min, max: goal.max })} ${rate}`;
  return [
    ...paragraph(head.toLocaleUpperCase(catalogue.language), { width, tone: 'soft' }),
    ...paragraph(words, { width }),
  ];
}

/** Every figure of the screen with its formula and its numbers. */
export function formulaLines({ context, answers }: ReviewsShown, width: number): Line[] {
  const { catalogue } = context;
  const { language } = catalogue;
  const all = overall(answers.ratings.sites);
  const goal = goalOfAnswers(answers);
  const plain = (value: number, digits: number) => number(language, value, digits);
  const parts = [say(catalogue, 'formula.rating')];
  if (all) {
    parts.push(
      say(catalogue, 'formula.overall', {
        sum: plain(all.sum, 0),
        n: all.count,
        exact: plain(all.average, 2),
        shown: averageWords(context, all.average, all.best),
      }),
    );
  }
  if (goal) {
    const params = { site: goal.site, sum: plain(goal.sum, 0), n: goal.count, best: goal.best };
    parts.push(
      say(catalogue, 'formula.goal', { ...params, exact: plain(goal.sum / goal.count, 2) }),
      say(catalogue, 'formula.goalMin', {
        low: plain(goal.low, 2),
        min: goal.min,
        goal: plain(goal.goal, 1),
      }),
      say(catalogue, 'formula.goalMax', { goal: plain(goal.goal, 1), max: goal.max }),
    );
  }
  parts.push(say(catalogue, 'formula.replies'));
  const { p90Days } = answers.replies;
  if (p90Days !== null) parts.push(say(catalogue, 'formula.fewer', { days: p90Days }));
  parts.push(say(catalogue, 'formula.topics'));
  return parts.flatMap((words, index) => [...(index > 0 ? [BLANK] : []), ...paragraph(words, { width })]);
}
