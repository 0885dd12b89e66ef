import { say } from '../../../src/domain/catalogue.ts';
import type { House } from '../../../src/domain/house.ts';
import type { Context } from '../../view-models/context.ts';
import { recursRows, recursWhen } from '../../view-models/recurs.ts';
import type { ReviewRow, ReviewsAnswers, SiteRow } from '../../view-models/reviews.ts';
import {
  askReviews,
  calmReviews,
  overall,
  reviewRows,
  siteRows,
  tooFewLines,
  weekTitle,
} from '../../view-models/reviews.ts';
import { todoDetail } from '../../view-models/todo-detail.ts';
import type { Block, Page, Whole } from '../page.ts';
import { allotted, linesAround } from '../ui/allot.ts';
import { terminalText } from '../ui/encode.ts';
import type { Size } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { cutShort, lineWidth, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from '../ui/panel.tsx';
import { paragraph } from '../ui/text-lines.ts';
import { textWidth } from '../ui/width.ts';
import { padded, wrapped } from '../ui/wrap.ts';
import { PAIR_COLUMNS, pageHints, WIDE_COLUMNS } from './hints.ts';
import { formulaLines, goalLines, recursLines, starLines } from './reviews-figures.ts';
import { siteLines, sitesTitle } from './reviews-sites.ts';
import { wholeLines } from './todo-lines.ts';

/** Everything that screen 3 shows, in words; made once per answer. */
export type ReviewsShown = {
  readonly context: Context;
  readonly answers: ReviewsAnswers;
  readonly sites: readonly SiteRow[];
  readonly reviews: readonly ReviewRow[];
  readonly few: readonly string[];
};

/** Screen 3, Avis. */
export async function openReviews(house: House, context: Context): Promise<Page> {
  return reviewsPage(context, await askReviews(house, context));
}

export function reviewsPage(context: Context, answers: ReviewsAnswers): Page {
  const { catalogue } = context;
  const shown: ReviewsShown = {
    context,
    answers,
    sites: siteRows(context, answers),
    reviews: reviewRows(context, answers),
    few: tooFewLines(context, answers),
  };
  return {
    items: shown.reviews.map(({ remark }) => ({
      id: remark.id,
      mentionId: remark.id,
      link: remark.url,
      sources: [remark.site],
      paused: false,
    })),
    acts: { enter: 'whole', r: 'reply', o: 'open', f: 'formula' },
    hints: (columns, chosen) => {
      const site = shown.reviews[chosen]?.site;
      const on = say(catalogue, 'page.openOn', { site: site ?? '' });
      return pageHints(catalogue, columns, [
        ...(site === undefined
          ? []
          : ([
              ['key.enter', say(catalogue, 'act.read')],
              ['r', say(catalogue, 'page.reply')],
              ['o', on, say(catalogue, 'page.open')],
            ] as const)),
        ['f', say(catalogue, 'fig.formula')],
        ['key.escape', say(catalogue, 'act.back'), ''],
        ['?', say(catalogue, 'act.help')],
      ]);
    },
    rows: (size, chosen) => reviewBlocks(shown, size, chosen),
    whole: (item, width) => wholeReview(shown, item, width),
    formula: width => ({ title: say(catalogue, 'formula.title'), lines: formulaLines(shown, width) }),
  };
}

function wholeReview({ context, reviews }: ReviewsShown, item: number, width: number): Whole | null {
  const remark = reviews[item]?.remark;
  if (!remark) return null;
  const detail = todoDetail(context, { group: 'canWait', remark });
  return { title: detail.title, lines: wholeLines(context, detail, null, width) };
}

/** What comes up, the stars and the goal need as many lines to be worth a frame. */
const FIGURES_ROWS_MIN = { low: 5, tall: 9 } as const;
/** From so many rows on, the figures are shown whole before a long list is. */
const TALL_ROWS_MIN = 24;
const LIST_ROWS_MIN = 5;

function reviewBlocks(shown: ReviewsShown, size: Size, chosen: number): readonly (readonly Block[])[] {
  const { columns, rows } = size;
  const inner = columns - FRAME_COLUMNS;
  const wide = columns >= WIDE_COLUMNS;
  const sites = siteLines(shown, inner, wide);
  const count = shown.reviews.length;
  const list = (height: number) => listLines(shown, chosen, inner, height);
  const figures = columns < PAIR_COLUMNS ? [] : figureBlocks(shown, columns, wide);
  const figureRows = Math.max(0, ...figures.map(block => block.lines.length)) + FRAME_ROWS;
  const [top, middle, bottom] = allotted(
    rows,
    [
      { least: FRAME_ROWS + Math.min(sites.length, 4), natural: FRAME_ROWS + sites.length },
      { least: LIST_ROWS_MIN, natural: Math.max(LIST_ROWS_MIN, FRAME_ROWS + list(rows).length) },
      ...(figures.length === 0
        ? []
        : [{ least: FIGURES_ROWS_MIN[rows >= TALL_ROWS_MIN ? 'tall' : 'low'], natural: figureRows }]),
    ],
    count > 0 || figures.length === 0 ? 1 : 2,
  );
  return [
    [{ title: sitesTitle(shown, wide), columns, rows: top ?? 0, lines: sites }],
    [
      {
        title: weekTitle(shown.context, shown.answers),
        columns,
        rows: middle ?? 0,
        lines: list((middle ?? 0) - FRAME_ROWS),
      },
    ],
    figures.map((block, place) => {
      const fitting = place === 0 ? firstRows : whole;
      return { ...block, rows: bottom ?? 0, lines: fitting(block, (bottom ?? 0) - FRAME_ROWS) };
    }),
  ].filter(row => (row[0]?.rows ?? 0) > 0);
}

/** Parts of a frame that are apart by a blank line: one that does not fit whole is left out, but for the first. */
function whole({ lines }: Block, height: number): readonly Line[] {
  const gap = lines.findIndex(line => line.length === 0);
  return lines.length > height && gap > 0 ? lines.slice(0, gap) : lines;
}

/** Rows of a table stand by themselves: where there is room for fewer, the first ones are shown. */
function firstRows({ lines }: Block, height: number): readonly Line[] {
  return lines.slice(0, Math.max(0, height));
}

/** The goal beside it keeps so many cells. */
const GOAL_COLUMNS_MIN = 33;

function figureBlocks(shown: ReviewsShown, columns: number, wide: boolean): readonly Block[] {
  const { context, answers } = shown;
  const { catalogue } = context;
  const topics = recursRows(context, answers.recurring);
  const table = recursLines(context, answers.recurring, topics, '', columns, wide);
  const widest = Math.max(...table.map(lineWidth)) + FRAME_COLUMNS;
  const least = wide ? Math.floor(columns / 2) : Math.round(columns * 0.54);
  const left = Math.max(least, Math.min(widest, columns - GOAL_COLUMNS_MIN));
  const right = columns - left;
  const title = say(catalogue, wide ? 'recurs.title' : 'recurs.titleShort');
  const when = wide ? recursWhen(context, answers.recurring) : '';
  const recurs = recursLines(context, answers.recurring, topics, when, left - FRAME_COLUMNS, wide);
  const goal = goalLines(shown, right - FRAME_COLUMNS);
  const all = overall(answers.ratings.sites);
  const stars = wide ? starLines(context, all, right - FRAME_COLUMNS) : { lines: [], labels: {} };
  const lines =
    stars.lines.length > 0 && goal.length > 0 ? [...stars.lines, [], ...goal] : [...stars.lines, ...goal];
  const rightTitle =
    stars.lines.length > 0 && all
      ? say(catalogue, 'reviews.stars', { n: all.count })
      : say(catalogue, 'reviews.goalTitle');
  const first = { title, columns: left, rows: 0, lines: recurs };
  if (lines.length === 0) return [{ ...first, columns }];
  return [first, { title: rightTitle, columns: right, rows: 0, lines, labels: stars.labels }];
}

const SITE_CELLS_MAX = 20;

/** The reviews in full around the chosen one. */
function listLines(shown: ReviewsShown, chosen: number, width: number, height: number): readonly Line[] {
  const { context, answers, reviews } = shown;
  const isQuiet = answers.week.mentions.length === 0;
  const calm = isQuiet ? paragraph(calmReviews(context, answers), { width }) : [];
  if (reviews.length === 0) return calm;
  const gap = width >= WIDE_COLUMNS - FRAME_COLUMNS ? '  ' : ' ';
  const widest = (cell: (row: ReviewRow) => string) =>
    reviews.reduce((most, row) => Math.max(most, textWidth(terminalText(cell(row)))), 0);
  const day = widest(row => row.day);
  const sign = widest(row => row.sign);
  const site = Math.min(
    SITE_CELLS_MAX,
    widest(row => row.site),
  );
  const head = 2 + day + 1 + sign + gap.length + site + gap.length + (gap.length - 1);
  const draw = (index: number): readonly Line[] => {
    const row = reviews[index];
    if (!row) return [];
    const words = [row.quote, gap === ' ' ? row.replyShort : row.reply].filter(Boolean).join(' ');
    const mark = index === chosen ? '› ' : '  ';
    const place = padded(terminalText(row.site), site);
    const room = width - head;
    if (room < 24) {
      const lines = [
        span(mark, 'strong'),
        span(`${row.day} `),
        span(row.sign, 'stars'),
        span(` ${row.site}`),
      ];
      return [lines, ...paragraph(words, { width, indent: 2 })];
    }
    return wrapped(terminalText(words, 4000), room).map((text, at): Line => {
      if (at > 0) return [span(' '.repeat(head) + text)];
      return [
        span(mark, 'strong'),
        span(padded(row.day, day) + gap.slice(0, 1) + (gap === '  ' ? ' ' : '')),
        span(padded(row.sign, sign), 'stars'),
        span(gap + place + gap),
        span(text),
      ];
    });
  };
  const cut = (line: Line) => cutShort(line, width);
  const room = Math.max(1, height - calm.length);
  return [...calm, ...linesAround(reviews.length, chosen, room, draw, cut).lines];
}
