import { say } from '../../../src/domain/catalogue.ts';
import type { House } from '../../../src/domain/house.ts';
import type { Context } from '../../view-models/context.ts';
import type { SaidGroup, TopicRow, TopicsAnswers } from '../../view-models/topics.ts';
import { askTopics, newestWords, saidOf, topicRows, wordLines } from '../../view-models/topics.ts';
import type { Block, Page } from '../page.ts';
import { allotted, linesAround } from '../ui/allot.ts';
import type { Size } from '../ui/layout.ts';
import type { Line } from '../ui/line.ts';
import { BLANK, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from '../ui/panel.tsx';
import { tableLines } from '../ui/table.ts';
import { paragraph } from '../ui/text-lines.ts';
import { PAIR_COLUMNS, pageHints, WIDE_COLUMNS } from './hints.ts';

type Shown = {
  readonly context: Context;
  readonly answers: TopicsAnswers;
  readonly rows: readonly TopicRow[];
  readonly words: readonly string[];
};

/** Screen 5, Ce qui revient. */
export async function openTopics(house: House, context: Context): Promise<Page> {
  return topicsPage(context, await askTopics(house, context));
}

export function topicsPage(context: Context, answers: TopicsAnswers): Page {
  const { catalogue } = context;
  const rows = topicRows(context, answers);
  const shown: Shown = { context, answers, rows, words: wordLines(context, answers) };
  const hints = [
    ['key.enter', say(catalogue, 'act.read')],
    ['f', say(catalogue, 'fig.formula')],
    ['key.escape', say(catalogue, 'act.back')],
    ['?', say(catalogue, 'act.help')],
  ] as const;
  return {
    items: rows.map(({ topic }) => ({
      id: topic.topic,
      mentionId: null,
      link: null,
      sources: [],
      paused: false,
    })),
    acts: { enter: 'whole', f: 'formula' },
    hints: columns => pageHints(catalogue, columns, hints),
    rows: (size, chosen) => blocks(shown, size, chosen),
    whole: (item, width) => {
      const row = rows[item];
      if (!row) return null;
      const title = say(catalogue, 'topics.said', { topic: row.label });
      const lines = saidLines(saidOf(context, row, true), width);
      const newest = newestWords(context, row);
      return {
        title,
        lines: newest === null ? lines : [...lines, BLANK, ...paragraph(newest, { width, tone: 'soft' })],
      };
    },
    formula: width => ({
      title: say(catalogue, 'formula.title'),
      lines: [
        ...paragraph(say(catalogue, 'formula.topics'), { width }),
        BLANK,
        ...paragraph(say(catalogue, 'topics.formula'), { width }),
      ],
    }),
  };
}

const LEAST = { table: 5, more: 4 } as const;
/** What is said of a topic is longer than the words that stand out. */
const SAID_SHARE = 0.6;

function blocks(shown: Shown, size: Size, chosen: number): readonly (readonly Block[])[] {
  const { context, answers, rows: topics } = shown;
  const { catalogue } = context;
  const { columns, rows } = size;
  const width = columns - FRAME_COLUMNS;
  const pair = columns >= PAIR_COLUMNS;
  const table = topicTable(shown, chosen, width, rows);
  const row = topics[chosen];
  const left = pair && row ? Math.round(columns * SAID_SHARE) : columns;
  const said = row ? saidLines(saidOf(context, row), left - FRAME_COLUMNS) : [];
  const right = row ? columns - left : columns;
  const words = shown.words.flatMap(text => paragraph(text, { width: right - FRAME_COLUMNS }));
  const more: Block[] = [
    ...(row
      ? [
          {
            title: say(catalogue, 'topics.said', { topic: row.label }),
            columns: left,
            rows: 0,
            lines: said,
          },
        ]
      : []),
    ...(pair || !row
      ? [{ title: say(catalogue, 'topics.words'), columns: right, rows: 0, lines: words }]
      : []),
  ];
  const natural = Math.max(...more.map(block => block.lines.length)) + FRAME_ROWS;
  const [top = 0, bottom = 0] = allotted(
    rows,
    [
      { least: LEAST.table, natural: Math.max(LEAST.table, table.length + FRAME_ROWS) },
      { least: LEAST.more, natural },
    ],
    1,
  );
  const { remarks, remarksBefore } = answers.recurring;
  const first: Block = {
    title: say(catalogue, 'topics.title', { n: remarks, before: remarksBefore }),
    columns,
    rows: top,
    lines: topicTable(shown, chosen, width, top - FRAME_ROWS),
  };
  return [[first], more.map(block => ({ ...block, rows: bottom }))].filter(line => (line[0]?.rows ?? 0) > 0);
}

function topicTable(shown: Shown, chosen: number, width: number, height: number): readonly Line[] {
  const { context, rows, answers } = shown;
  const { catalogue } = context;
  if (rows.length === 0)
    return paragraph(say(catalogue, 'topics.none', { n: answers.recurring.remarks }), { width });
  const wide = width >= WIDE_COLUMNS - FRAME_COLUMNS;
  const right = 'right' as const;
  const [head = BLANK, ...body] = tableLines(
    [
      { head: say(catalogue, 'topics.topic'), cells: rows.map(row => row.label) },
      { head: say(catalogue, 'recurs.now'), cells: rows.map(row => row.now) },
      { head: say(catalogue, 'topics.good'), cells: rows.map(row => row.good), side: right, leaves: 2 },
      { head: say(catalogue, 'topics.bad'), cells: rows.map(row => row.bad), side: right, leaves: 2 },
      { head: say(catalogue, 'topics.before'), cells: rows.map(row => row.before), side: right },
      { head: say(catalogue, 'topics.change'), cells: rows.map(row => row.change), leaves: 3 },
    ],
    { width: width - 2, gap: wide ? 4 : 2, cut: 0 },
  );
  const room = Math.max(1, height - 1);
  const around = linesAround(rows.length, chosen, room, index => [
    [span(index === chosen ? '› ' : '  ', 'strong'), ...(body[index] ?? BLANK)],
  ]);
  return [[span('  '), ...head], ...around.lines];
}

function saidLines(groups: readonly SaidGroup[], width: number): Line[] {
  return groups.flatMap(({ head, quotes }, index) => [
    ...(index > 0 ? [BLANK] : []),
    [span(head, 'soft')],
    ...quotes.flatMap(quote => paragraph(quote, { width, textMax: 4000 })),
  ]);
}
