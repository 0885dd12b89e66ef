import { say } from '../../../src/domain/catalogue.ts';
import type { House } from '../../../src/domain/house.ts';
import type { Context } from '../../view-models/context.ts';
import type { EnquiriesAnswers, EnquiryRow } from '../../view-models/enquiries.ts';
import { asideLines, askEnquiries, enquiryRows } from '../../view-models/enquiries.ts';
import { todoDetail } from '../../view-models/todo-detail.ts';
import type { Block, Page } from '../page.ts';
import { allotted, linesAround } from '../ui/allot.ts';
import type { Size } from '../ui/layout.ts';
import type { Line, Tone } from '../ui/line.ts';
import { BLANK, cutShort, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from '../ui/panel.tsx';
import { paragraph } from '../ui/text-lines.ts';
import { pageHints, WIDE_COLUMNS } from './hints.ts';
import { wholeLines } from './todo-lines.ts';

type Shown = {
  readonly context: Context;
  readonly answers: EnquiriesAnswers;
  readonly rows: readonly EnquiryRow[];
  readonly aside: readonly string[];
};

/** Screen 7, Demandes. */
export async function openEnquiries(house: House, context: Context): Promise<Page> {
  return enquiriesPage(context, await askEnquiries(house, context));
}

export function enquiriesPage(context: Context, answers: EnquiriesAnswers): Page {
  const { catalogue } = context;
  const rows = enquiryRows(context, answers);
  const shown: Shown = { context, answers, rows, aside: asideLines(context, answers) };
  return {
    items: rows.map(({ remark }) => ({
      id: remark.id,
      mentionId: remark.id,
      link: remark.url,
      sources: [remark.site],
      paused: false,
    })),
    acts: { enter: 'whole', o: 'open' },
    hints: columns =>
      pageHints(catalogue, columns, [
        ...(rows.length === 0
          ? []
          : ([
              ['key.enter', say(catalogue, 'act.read')],
              ['o', say(catalogue, 'page.open')],
              ['t', say(catalogue, 'act.done')],
              ['z', say(catalogue, 'act.later')],
              ['p', say(catalogue, 'act.notUs')],
            ] as const)),
        ['key.escape', say(catalogue, 'act.back')],
        ['?', say(catalogue, 'act.help')],
      ]),
    rows: (size, chosen) => blocks(shown, size, chosen),
    whole: (item, width) => {
      const remark = rows[item]?.remark;
      if (!remark) return null;
      const detail = todoDetail(context, { group: 'canWait', remark });
      const why = rows[item]?.why ?? null;
      const more = why === null ? [] : [BLANK, ...paragraph(why, { width })];
      return { title: detail.title, lines: [...wholeLines(context, detail, null, width), ...more] };
    },
    formula: () => null,
  };
}

const LEAST = { list: 6, aside: 3 } as const;

function blocks(shown: Shown, size: Size, chosen: number): readonly (readonly Block[])[] {
  const { context, rows: enquiries } = shown;
  const { catalogue } = context;
  const { columns, rows } = size;
  const width = columns - FRAME_COLUMNS;
  const wide = columns >= WIDE_COLUMNS;
  const aside = shown.aside.flatMap(words => paragraph(words, { width, linesMax: 2 }));
  const list = listLines(shown, chosen, width, rows, wide);
  const [top = 0, bottom = 0] = allotted(
    rows,
    [
      { least: LEAST.list, natural: Math.max(LEAST.list, list.length + FRAME_ROWS) },
      ...(aside.length === 0 ? [] : [{ least: LEAST.aside, natural: aside.length + FRAME_ROWS }]),
    ],
    0,
  );
  const title =
    enquiries.length === 0
      ? say(catalogue, 'enquiries.titleNone')
      : say(catalogue, 'enquiries.title', { n: enquiries.length });
  return [
    { title, rows: top, lines: listLines(shown, chosen, width, top - FRAME_ROWS, wide) },
    { title: say(catalogue, 'enquiries.asideTitle'), rows: bottom, lines: aside },
  ]
    .filter(block => block.rows > 0)
    .map(block => [{ ...block, columns }]);
}

const TONES: Readonly<Record<EnquiryRow['glyph'], Tone>> = { '▲': 'important', '○': 'wait', '✓': 'done' };
const INDENT = 4;

function listLines(
  shown: Shown,
  chosen: number,
  width: number,
  height: number,
  wide: boolean,
): readonly Line[] {
  const { context, answers, rows } = shown;
  if (rows.length === 0) {
    const key = answers.coverage.lastReadAt === null ? 'enquiries.unread' : 'enquiries.none';
    return paragraph(say(context.catalogue, key), { width });
  }
  const draw = (index: number): readonly Line[] => {
    const row = rows[index];
    if (!row) return [];
    const [first = BLANK, ...rest] = paragraph(`${row.head} · ${row.state}`, { width: width - INDENT });
    return [
      [span(index === chosen ? '› ' : '  ', 'strong'), span(`${row.glyph} `, TONES[row.glyph]), ...first],
      ...rest.map(part => [span(' '.repeat(INDENT)), ...part]),
      ...paragraph(row.quote, { width, indent: INDENT, linesMax: 4 }),
      ...(row.why === null ? [] : paragraph(row.why, { width, indent: INDENT, tone: 'soft', linesMax: 2 })),
      ...(wide && index < rows.length - 1 ? [BLANK] : []),
    ];
  };
  return linesAround(rows.length, chosen, height, draw, line => cutShort(line, width)).lines;
}
