import { say } from '../../../src/domain/catalogue.ts';
import type { House } from '../../../src/domain/house.ts';
import type { CompareRow, CompetitorsAnswers } from '../../view-models/competitors.ts';
import {
  areApart,
  askCompetitors,
  compareRows,
  newsOf,
  newsTitle,
  quietWords,
  shareWords,
  yourRivals,
} from '../../view-models/competitors.ts';
import type { Context } from '../../view-models/context.ts';
import { spoiledWords } from '../../view-models/how-read.ts';
import type { Meaning } from '../../view-models/means.ts';
import { meaningsOf } from '../../view-models/means.ts';
import type { News } from '../../view-models/rival-news.ts';
import type { Block, Page } from '../page.ts';
import { allotted, linesAround } from '../ui/allot.ts';
import { terminalText } from '../ui/encode.ts';
import type { Size } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { BLANK, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from '../ui/panel.tsx';
import { tableLines } from '../ui/table.ts';
import { paragraph } from '../ui/text-lines.ts';
import { textWidth } from '../ui/width.ts';
import { padded } from '../ui/wrap.ts';
import { PAIR_COLUMNS, pageHints, WIDE_COLUMNS } from './hints.ts';
import { wholeNews } from './whole-news.ts';

type Shown = {
  readonly context: Context;
  readonly answers: CompetitorsAnswers;
  readonly news: readonly News[];
  readonly rows: readonly CompareRow[];
  readonly meanings: readonly Meaning[];
};

/** Screen 4, Concurrents. */
export async function openCompetitors(house: House, context: Context): Promise<Page> {
  return competitorsPage(context, await askCompetitors(house, context));
}

export function competitorsPage(context: Context, answers: CompetitorsAnswers): Page {
  const { catalogue } = context;
  const news = newsOf(context, answers);
  const rows = compareRows(context, answers);
  const shown: Shown = { context, answers, news, rows, meanings: meaningsOf(context, answers, news) };
  return {
    items: news.map(({ id, review, link, name }) => ({
      id,
      mentionId: review?.id ?? null,
      link,
      sources: [name],
      paused: false,
    })),
    acts: { enter: 'whole', o: 'open', a: 'add-competitor' },
    hints: (columns, chosen) => {
      const isChange = news[chosen]?.change != null;
      const open = say(catalogue, 'page.openPage');
      return pageHints(catalogue, columns, [
        ...(news.length === 0
          ? []
          : ([
              ['key.enter', say(catalogue, isChange ? 'page.beforeAfter' : 'act.read')],
              ['o', open, open],
            ] as const)),
        ['a', say(catalogue, 'page.addCompetitor'), say(catalogue, 'page.add')],
        ['key.escape', say(catalogue, 'act.back')],
        ['?', say(catalogue, 'act.help')],
      ]);
    },
    rows: (size, chosen) => blocks(shown, size, chosen),
    whole: (item, width) => {
      const one = news[item];
      return one ? wholeNews(context, one, width) : null;
    },
    formula: () => null,
  };
}

/** News, comparison and meaning are worth a frame from so many rows on. */
const LEAST = { news: 5, table: 5, means: 3 } as const;
/** In lower windows what is new keeps the rows that its meaning would take. */
const MEANS_ROWS_MIN = 18;
/** Competitors shown before the others are only counted. */
const ROWS_SHOWN = 12;

function blocks(shown: Shown, size: Size, chosen: number): readonly (readonly Block[])[] {
  const { context, answers, news, meanings } = shown;
  const { catalogue } = context;
  const { columns, rows } = size;
  const width = columns - FRAME_COLUMNS;
  const wide = columns >= WIDE_COLUMNS;
  const spaced = newsLines(shown, chosen, width, rows, wide).length;
  const table = context.rivals.length === 0 ? [] : comparison(shown, width, wide, ROWS_SHOWN);
  const means =
    news.length === 0 || rows < MEANS_ROWS_MIN ? [] : meaningLines(meanings, context, width, wide);
  // Blank lines between the news stand only where everything else is whole.
  const needed = [table, means].reduce((sum, { length }) => sum + (length > 0 ? length + FRAME_ROWS : 0), 0);
  const isTight = spaced + FRAME_ROWS + needed > rows;
  const gaps = wide ? news.length - 1 : 0;
  const natural = isTight ? spaced - Math.min(gaps, spaced - 1) : spaced;
  const [top = 0, middle = 0, bottom = 0] = allotted(
    rows,
    [
      { least: LEAST.news, natural: Math.max(LEAST.news, natural + FRAME_ROWS) },
      ...(table.length === 0 ? [] : [{ least: LEAST.table, natural: table.length + FRAME_ROWS }]),
      ...(means.length === 0 ? [] : [{ least: LEAST.means, natural: means.length + FRAME_ROWS }]),
    ],
    0,
  );
  const share = shareWords(context, answers);
  const tableTitle =
    wide || !share
      ? say(catalogue, 'compare.tableTitle', { rivals: yourRivals(context) })
      : (spoiledWords(context, answers)?.replace(/\.$/, '') ?? share.short);
  return [
    {
      title: newsTitle(context, answers, news),
      rows: top,
      lines: newsLines(shown, chosen, width, top - FRAME_ROWS, wide),
    },
    { title: tableTitle, rows: middle, lines: comparison(shown, width, wide, middle - FRAME_ROWS) },
    { title: say(catalogue, 'means.title'), rows: bottom, lines: means },
  ]
    .filter(block => block.rows > 0)
    .map(block => [{ ...block, columns }]);
}

/** What changed, the chosen one marked; blank lines between where there is room. */
function newsLines(
  shown: Shown,
  chosen: number,
  width: number,
  height: number,
  wide: boolean,
): readonly Line[] {
  const { context, answers, news } = shown;
  if (news.length === 0) return paragraph(quietWords(context, answers), { width });
  const draw = (gap: boolean) => (index: number) => {
    const one = news[index];
    if (!one) return [];
    const lines = oneNews(one, index === chosen, width, wide);
    return gap && index < news.length - 1 ? [...lines, BLANK] : lines;
  };
  if (!wide) return linesAround(news.length, chosen, height, draw(false)).lines;
  const spaced = linesAround(news.length, 0, height + 1, draw(true)).lines;
  return spaced.length <= height ? spaced : linesAround(news.length, chosen, height, draw(false)).lines;
}

const INDENT = 4;

function oneNews(one: News, isChosen: boolean, width: number, wide: boolean): Line[] {
  const [first = BLANK, ...rest] = paragraph(one.head, { width: width - INDENT });
  const glyph = span(`${one.glyph} `, one.glyph === '▲' ? 'important' : 'wait');
  const labels = Math.max(0, ...one.sides.map(({ label }) => textWidth(terminalText(label))));
  const sides = one.sides.flatMap(({ label, words }) => {
    const indent = INDENT + labels + 2;
    const [line = BLANK, ...more] = paragraph(words, { width: width - indent });
    return [
      [span(' '.repeat(INDENT)), span(padded(terminalText(label), labels + 2), 'soft'), ...line],
      ...more.map(part => [span(' '.repeat(indent)), ...part]),
    ];
  });
  const words = wide ? one.words : one.wordsShort;
  return [
    [span(isChosen ? '› ' : '  ', 'strong'), glyph, ...first],
    ...rest.map(part => [span(' '.repeat(INDENT)), ...part]),
    ...sides,
    ...(words === '' ? [] : paragraph(words, { width, indent: INDENT })),
  ];
}

/** The firm beside its competitors, then how much of the talk is about it. */
function comparison(shown: Shown, width: number, wide: boolean, height: number): readonly Line[] {
  const { context, answers } = shown;
  const { catalogue } = context;
  const share = shareWords(context, answers);
  const spoiled = spoiledWords(context, answers);
  const tail =
    wide && share
      ? [
          ...(spoiled === null ? [] : [spoiled]),
          share.long,
          ...(areApart(answers) ? [say(catalogue, 'compare.apart')] : []),
        ].flatMap(words => paragraph(words, { width }))
      : [];
  const room = Math.max(1, height - 1 - tail.length);
  const fits = shown.rows.length <= room;
  const rows = fits ? shown.rows : shown.rows.slice(0, Math.max(1, room - 1));
  const more = shown.rows.length - rows.length;
  const narrow = width < PAIR_COLUMNS - FRAME_COLUMNS;
  const table = tableLines(
    [
      { head: '', cells: rows.map(row => row.name) },
      { head: say(catalogue, 'compare.note'), cells: rows.map(row => row.rating) },
      {
        head: say(catalogue, wide ? 'compare.where' : 'compare.whereShort'),
        cells: rows.map(row => row.where),
        leaves: narrow ? 2 : 0,
      },
      { head: say(catalogue, 'compare.remarks'), cells: rows.map(row => row.remarks) },
      { head: say(catalogue, 'compare.beforeHead'), cells: rows.map(row => row.before) },
      ...(wide ? [{ head: say(catalogue, 'compare.change'), cells: rows.map(row => row.change) }] : []),
    ],
    { width, gap: wide ? 4 : 2, cut: 0 },
  );
  const others = more > 0 ? paragraph(say(catalogue, 'compare.otherRows', { n: more }), { width }) : [];
  return [...table, ...others, ...tail];
}

function meaningLines(meanings: readonly Meaning[], context: Context, width: number, wide: boolean): Line[] {
  if (meanings.length === 0) return paragraph(say(context.catalogue, 'means.nothing'), { width });
  return meanings.flatMap(({ long, short }) => {
    const [first = BLANK, ...rest] = paragraph(wide ? long : short, { width: width - 2 });
    return [[span('• '), ...first], ...rest.map(part => [span('  '), ...part])];
  });
}
