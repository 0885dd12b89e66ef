import { say } from '../../../src/domain/catalogue.ts';
import type { House } from '../../../src/domain/house.ts';
import { dayRange } from '../../../src/domain/words.ts';
import type { Context } from '../../view-models/context.ts';
import { sendingTroubles } from '../../view-models/sending.ts';
import type { SiteGroup, SiteRow } from '../../view-models/site-rows.ts';
import { bundledGroups, siteGroups, siteRow } from '../../view-models/site-rows.ts';
import type { Trouble } from '../../view-models/site-troubles.ts';
import { troublesOf } from '../../view-models/site-troubles.ts';
import type { SitesAnswers } from '../../view-models/sites.ts';
import { askSites, machineWords, sitesTitle, textsWords } from '../../view-models/sites.ts';
import type { Block, Page, PageItem } from '../page.ts';
import { allotted, linesAround } from '../ui/allot.ts';
import type { Size } from '../ui/layout.ts';
import type { Line, Tone } from '../ui/line.ts';
import { BLANK, cutShort, span } from '../ui/line.ts';
import { FRAME_COLUMNS, FRAME_ROWS } from '../ui/panel.tsx';
import { tableLines } from '../ui/table.ts';
import { paragraph } from '../ui/text-lines.ts';
import { pageHints, WIDE_COLUMNS } from './hints.ts';

type Shown = {
  readonly context: Context;
  readonly answers: SitesAnswers;
  readonly troubles: readonly Trouble[];
  /** No network, or a machine that was off: said before any site is blamed. */
  readonly machine: string | null;
  /** What is in the way of messages. */
  readonly sending: readonly string[];
  /** Every site, and with papers and competitors' sites in one row each. */
  readonly groups: { readonly wide: readonly SiteGroup[]; readonly narrow: readonly SiteGroup[] };
};

/** Screen 9, Sites suivis. */
export async function openSites(house: House, context: Context): Promise<Page> {
  return sitesPage(context, await askSites(house, context));
}

export function sitesPage(context: Context, answers: SitesAnswers): Page {
  const { catalogue } = context;
  const groups = siteGroups(context, answers);
  const shown: Shown = {
    context,
    answers,
    troubles: troublesOf(context, answers, groups),
    machine: machineWords(context, answers),
    sending: sendingTroubles(context, answers.channels, context.channels ?? []),
    groups: { wide: groups, narrow: bundledGroups(context, groups) },
  };
  const items = [...shown.troubles.map(({ group }) => itemOf(group)), ...groups.map(itemOf)];
  return {
    items: items.map((item, index) => ({ ...item, id: `${index}-${item.id}` })),
    acts: { enter: 'retry', o: 'open', a: 'add-site', x: 'pause' },
    hints: (columns, chosen) => {
      const paused = items[chosen]?.paused === true;
      const failed = chosen < shown.troubles.length;
      return pageHints(catalogue, columns, [
        [
          'key.enter',
          say(catalogue, failed ? 'page.retry' : 'page.read'),
          say(catalogue, failed ? 'page.retryShort' : 'page.read'),
        ],
        ['o', say(catalogue, 'page.openSite'), say(catalogue, 'page.open')],
        ['a', say(catalogue, 'page.addSite'), say(catalogue, 'page.add')],
        ['x', say(catalogue, paused ? 'page.resume' : 'page.pause')],
        ['?', say(catalogue, 'act.help')],
      ]);
    },
    rows: (size, chosen) => blocks(shown, size, chosen),
    whole: () => null,
    formula: () => null,
  };
}

function itemOf(group: SiteGroup): PageItem {
  return {
    id: group.name,
    mentionId: null,
    link: group.link,
    sources: [group.name],
    paused: group.state === 'paused',
  };
}

const LEAST = { troubles: 5, table: 5 } as const;
/** With fewer rows the table would tell of the first sites only. */
const TABLE_ROWS_KEPT = 10;

function blocks(shown: Shown, size: Size, chosen: number): readonly (readonly Block[])[] {
  const { context, answers } = shown;
  const { columns, rows } = size;
  const width = columns - FRAME_COLUMNS;
  const wide = columns >= WIDE_COLUMNS;
  const table = siteTable(shown, chosen, width, rows, wide);
  const whole = troubleLines(shown, chosen, { width, height: rows, wide, isBrief: false });
  const kept = Math.min(TABLE_ROWS_KEPT, table.length + FRAME_ROWS, Math.floor(rows / 2));
  // Many at once: what happened, and all of it under the chosen one, so that the table keeps its rows.
  const isBrief = whole.length + FRAME_ROWS + kept > rows;
  const troubles = isBrief ? troubleLines(shown, chosen, { width, height: rows, wide, isBrief }) : whole;
  const [top = 0, bottom = 0] = allotted(
    rows,
    [
      {
        least: Math.min(LEAST.troubles, troubles.length + FRAME_ROWS),
        natural: troubles.length + FRAME_ROWS,
      },
      {
        least: isBrief ? kept : LEAST.table,
        natural: Math.max(LEAST.table, table.length + FRAME_ROWS),
      },
    ],
    1,
  );
  const { long, short } = sitesTitle(context, answers);
  const range = dayRange(context.catalogue.language, answers.period);
  return [
    {
      title: wide ? long : short,
      rows: top,
      lines: troubleLines(shown, chosen, { width, height: top - FRAME_ROWS, wide, isBrief }),
    },
    {
      title: say(context.catalogue, 'sites.tableTitle', { range }),
      rows: bottom,
      lines: siteTable(shown, chosen, width, bottom - FRAME_ROWS, wide),
    },
  ]
    .filter(block => block.rows > 0)
    .map(block => [{ ...block, columns }]);
}

const TONES: Readonly<Record<string, Tone>> = { '×': 'trouble', '—': 'soft', '✓': 'done', '○': 'wait' };
const toneOf = (glyph: string): Tone => TONES[glyph] ?? 'plain';

const INDENT = 4;

type Room = {
  readonly width: number;
  readonly height: number;
  readonly wide: boolean;
  /** One line each but for the chosen one. */
  readonly isBrief: boolean;
};

/** What failed: what happened, what is safe, what to do; then what was read in all. */
function troubleLines(shown: Shown, chosen: number, { width, height, wide, isBrief }: Room): readonly Line[] {
  const { context, answers, troubles, machine } = shown;
  const { catalogue } = context;
  const { coverage } = answers;
  if (coverage.sitesTotal === 0 && shown.groups.wide.length === 0)
    return paragraph(say(catalogue, 'sites.none'), { width });
  const head = [...(machine === null ? [] : [machine]), ...shown.sending].flatMap(words =>
    paragraph(words, { width, tone: 'trouble' }),
  );
  const tail =
    coverage.lastReadAt === null
      ? paragraph(say(catalogue, 'sites.neverRead'), { width })
      : paragraph(textsWords(context, answers, wide), { width });
  const calm = troubles.length === 0 && coverage.lastReadAt !== null;
  const all = calm ? paragraph(say(catalogue, 'sites.allRead'), { width, tone: 'done' }) : [];
  const room = Math.max(1, height - head.length - tail.length - all.length);
  const place = chosen < troubles.length ? chosen : 0;
  const draw = (index: number) => troubleOf(troubles[index], index === chosen, width, isBrief);
  const around = linesAround(troubles.length, place, room, draw, line => cutShort(line, width));
  return [...head, ...all, ...around.lines, ...tail];
}

function troubleOf(
  trouble: Trouble | undefined,
  isChosen: boolean,
  width: number,
  isBrief: boolean,
): readonly Line[] {
  if (!trouble) return [];
  if (isBrief && !isChosen) {
    const [only = BLANK] = paragraph(trouble.brief, { width: width - INDENT, linesMax: 1 });
    return [[span('  '), span(`${trouble.glyph} `, toneOf(trouble.glyph)), ...only]];
  }
  const [first = BLANK, ...rest] = paragraph(trouble.words, { width: width - INDENT });
  return [
    [span(isChosen ? '› ' : '  ', 'strong'), span(`${trouble.glyph} `, toneOf(trouble.glyph)), ...first],
    ...rest.map(part => [span(' '.repeat(INDENT)), ...part]),
    ...(trouble.more === null ? [] : paragraph(trouble.more, { width, indent: INDENT, tone: 'soft' })),
  ];
}

/** Every site with what it brought, and the sums; only rows on the screen are put into columns. */
function siteTable(
  shown: Shown,
  chosen: number,
  width: number,
  height: number,
  wide: boolean,
): readonly Line[] {
  const { context, answers, troubles } = shown;
  const { catalogue } = context;
  const all = wide ? shown.groups.wide : shown.groups.narrow;
  // Where rows stand for several sites, the one that holds the chosen site is marked.
  const place = placeOf(shown.groups.wide[chosen - troubles.length], all);
  const room = Math.max(1, height - (wide ? 2 : 1));
  const from = Math.max(0, place - room + 1);
  const rows = all.slice(from, from + room).map(group => siteRow(context, group));
  const rivals = answers.brought.sources.reduce(
    (sum, { rivals: one }) => sum + one.reviews + one.leads + one.articles + one.messages,
    0,
  );
  const total = {
    own: say(catalogue, 'sites.remarks', { n: answers.coverage.remarks }),
    rivals: say(catalogue, 'sites.remarks', { n: rivals }),
  };
  const cells = (of: (row: SiteRow) => string, last: string) =>
    wide ? [...rows.map(of), last] : rows.map(of);
  const [head = BLANK, ...body] = tableLines(
    [
      { head: say(catalogue, 'sites.site'), cells: cells(row => row.site, say(catalogue, 'sites.total')) },
      ...(wide ? [{ head: say(catalogue, 'sites.what'), cells: cells(row => row.what, '') }] : []),
      { head: say(catalogue, 'sites.last'), cells: cells(row => row.last, ''), leaves: 1 },
      { head: say(catalogue, 'sites.own'), cells: cells(row => row.own, total.own) },
      { head: say(catalogue, 'sites.rivals'), cells: cells(row => row.rivals, total.rivals), leaves: 2 },
    ],
    { width: width - 2, gap: 2, cut: 0 },
  );
  const signed = body.map((line, index): Line => {
    const row = rows[index];
    if (!row) return [span('  '), ...line];
    const mark = from + index === place ? '›' : ' ';
    return [span(row.glyph, toneOf(row.glyph)), span(mark, 'strong'), ...line];
  });
  return [[span('  '), ...head], ...signed];
}

function placeOf(chosen: SiteGroup | undefined, groups: readonly SiteGroup[]): number {
  if (!chosen) return -1;
  const own = groups.indexOf(chosen);
  return own >= 0 ? own : groups.findIndex(({ sources }) => sources.some(one => one === chosen.sources[0]));
}
