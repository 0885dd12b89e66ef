import { say } from '../../../src/domain/catalogue.ts';
import type { House } from '../../../src/domain/house.ts';
import { dayRange } from '../../../src/domain/words.ts';
import { shareWords } from '../../view-models/competitors.ts';
import type { Context } from '../../view-models/context.ts';
import { spoiledWords } from '../../view-models/how-read.ts';
import { todoDetail } from '../../view-models/todo-detail.ts';
import type { PressRow, SiteCounts, VisibilityAnswers, WeeksRow } from '../../view-models/visibility.ts';
import { askVisibility, pressRows, siteCounts, weeksRows } from '../../view-models/visibility.ts';
import type { Block, Page } from '../page.ts';
import { allotted, linesAround } from '../ui/allot.ts';
import type { Size } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { BLANK, cutShort, lineWidth, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS, TITLE_COLUMNS } from '../ui/panel.tsx';
import { tableLines } from '../ui/table.ts';
import { paragraph } from '../ui/text-lines.ts';
import { textWidth } from '../ui/width.ts';
import { PAIR_COLUMNS, pageHints, WIDE_COLUMNS } from './hints.ts';
import { wholeLines } from './todo-lines.ts';

type Shown = {
  readonly context: Context;
  readonly answers: VisibilityAnswers;
  readonly weeks: readonly WeeksRow[];
  readonly sites: readonly SiteCounts[];
  readonly press: readonly PressRow[];
};

/** Screen 6, Visibilité. */
export async function openVisibility(house: House, context: Context): Promise<Page> {
  return visibilityPage(context, await askVisibility(house, context));
}

export function visibilityPage(context: Context, answers: VisibilityAnswers): Page {
  const { catalogue } = context;
  const shown: Shown = {
    context,
    answers,
    weeks: weeksRows(context, answers),
    sites: siteCounts(context, answers),
    press: pressRows(context, answers),
  };
  return {
    items: answers.press.map(({ id, url, site }) => ({
      id,
      mentionId: id,
      link: url,
      sources: [site],
      paused: false,
    })),
    acts: { enter: 'whole', o: 'open' },
    hints: columns =>
      pageHints(catalogue, columns, [
        ...(answers.press.length === 0
          ? []
          : ([
              ['key.enter', say(catalogue, 'act.read')],
              ['o', say(catalogue, 'page.open')],
            ] as const)),
        ['key.escape', say(catalogue, 'act.back')],
        ['?', say(catalogue, 'act.help')],
      ]),
    rows: (size, chosen) => blocks(shown, size, chosen),
    whole: (item, width) => {
      const remark = answers.press[item];
      if (!remark) return null;
      const detail = todoDetail(context, { group: 'canWait', remark });
      return { title: detail.title, lines: wholeLines(context, detail, null, width) };
    },
    formula: () => null,
  };
}

const LEAST = { weeks: 5, more: 5 } as const;
/** What the names of sites take at least beside the press. */
const SITES_SHARE_MIN = 0.44;

function blocks(shown: Shown, size: Size, chosen: number): readonly (readonly Block[])[] {
  const { context, answers } = shown;
  const { catalogue } = context;
  const { columns, rows } = size;
  const width = columns - FRAME_COLUMNS;
  const pair = columns >= PAIR_COLUMNS;
  const wide = columns >= WIDE_COLUMNS;
  const widest = Math.max(...siteLines(shown, width, wide).map(lineWidth)) + FRAME_COLUMNS;
  const pressTitle = say(catalogue, 'visibility.press', { n: shown.press.length });
  const least = Math.round(columns * SITES_SHARE_MIN);
  const most = columns - textWidth(pressTitle) - TITLE_COLUMNS;
  const range = dayRange(catalogue.language, answers.period);
  const sitesTitle = say(catalogue, 'visibility.sites', { range });
  const wanted = Math.max(widest, textWidth(sitesTitle) + TITLE_COLUMNS);
  const left = pair ? Math.max(least, Math.min(wanted, most)) : columns;
  const right = pair ? columns - left : columns;
  const weeks = weekLines(shown, width);
  const press = (height: number) => pressLines(shown, chosen, right - FRAME_COLUMNS, height);
  const sites = siteLines(shown, left - FRAME_COLUMNS, wide);
  const tall = Math.max(pair ? sites.length : 0, press(rows).length) + FRAME_ROWS;
  const [top = 0, bottom = 0] = allotted(
    rows,
    [
      { least: LEAST.weeks, natural: weeks.lines.length + FRAME_ROWS },
      { least: LEAST.more, natural: Math.max(LEAST.more, tall) },
    ],
    1,
  );
  const pressBlock: Block = {
    title: pressTitle,
    columns: right,
    rows: bottom,
    lines: press(bottom - FRAME_ROWS),
  };
  const sitesBlock: Block = {
    title: sitesTitle,
    columns: left,
    rows: bottom,
    lines: sites,
  };
  const first: Block = { title: say(catalogue, 'visibility.title'), columns, rows: top, ...weeks };
  return [[first], pair ? [sitesBlock, pressBlock] : [pressBlock]].filter(line => (line[0]?.rows ?? 0) > 0);
}

/** Weeks of each company as bars with their figures, then how much of the talk is about the firm. */
function weekLines(
  { context, answers, weeks }: Shown,
  width: number,
): { readonly lines: readonly Line[]; readonly labels: Readonly<Record<number, string>> } {
  const { catalogue } = context;
  const right = 'right' as const;
  const table = tableLines(
    [
      { head: '', cells: weeks.map(row => row.name) },
      { head: say(catalogue, 'visibility.byWeek'), cells: weeks.map(row => row.bars) },
      { head: '', cells: weeks.map(row => row.range), leaves: 2 },
      { head: say(catalogue, 'visibility.week'), cells: weeks.map(row => row.week), side: right },
      { head: say(catalogue, 'visibility.before'), cells: weeks.map(row => row.before), side: right },
      {
        head: say(catalogue, 'visibility.total'),
        cells: weeks.map(row => row.total),
        side: right,
        leaves: 1,
      },
    ],
    { width, gap: 2, cut: 0 },
  );
  const labels = Object.fromEntries(weeks.map((row, index) => [index + 1, row.spoken]));
  const share = shareWords(context, answers);
  const spoiled = spoiledWords(context, answers);
  const words = [spoiled, share?.long ?? null, say(catalogue, 'visibility.counted')].filter(
    text => text !== null,
  );
  return { lines: [...table, ...words.flatMap(text => paragraph(text, { width }))], labels };
}

function siteLines({ context, sites }: Shown, width: number, wide: boolean): readonly Line[] {
  const { catalogue } = context;
  if (sites.length === 0) return paragraph(say(catalogue, 'visibility.sitesNone'), { width });
  const right = 'right' as const;
  return tableLines(
    [
      { head: say(catalogue, 'visibility.site'), cells: sites.map(row => row.site) },
      {
        head: say(catalogue, wide ? 'visibility.own' : 'compare.you'),
        cells: sites.map(row => row.own),
        side: right,
      },
      {
        head: say(catalogue, wide ? 'visibility.rivals' : 'menu.short.competitors'),
        cells: sites.map(row => row.rivals),
        side: right,
      },
    ],
    { width, gap: 2, cut: 0 },
  );
}

function pressLines(
  { context, press }: Shown,
  chosen: number,
  width: number,
  height: number,
): readonly Line[] {
  if (press.length === 0) return paragraph(say(context.catalogue, 'visibility.pressNone'), { width });
  const draw = (index: number): readonly Line[] => {
    const row = press[index];
    if (!row) return [];
    const [first = BLANK, ...rest] = paragraph(`${row.day} ${row.paper}`, { width: width - 2, linesMax: 1 });
    return [
      [span(index === chosen ? '› ' : '  ', 'strong'), ...first],
      ...rest,
      ...paragraph(row.words, { width, indent: 4, linesMax: 3 }),
    ];
  };
  return linesAround(press.length, chosen, height, draw, line => cutShort(line, width)).lines;
}
