import type { Home, ToDo } from '../../view-models/home.ts';
import type { ReplyView } from '../../view-models/reply.ts';
import type { Week } from '../../view-models/week.ts';
import { TERMINAL_WHOLE_MAX } from '../ui/encode.ts';
import type { Line, Span } from '../ui/line.ts';
import { BLANK, lineWidth, span } from '../ui/line.ts';
import { paragraph, paragraphsWithin, wholeWithin } from '../ui/text-lines.ts';
import { textWidth } from '../ui/width.ts';
import { padded } from '../ui/wrap.ts';

/** How much each thing to do may say; the first measure that fits is taken. */
type Measure = {
  readonly quoteLines: number;
  readonly whyFor: number;
  readonly sure: boolean;
  readonly gap: boolean;
  /** Remarks of a crisis named one by one. */
  readonly thread: number;
  /** The whole answer under the chosen thing: whole or not at all. */
  readonly reply: boolean;
};
const MEASURES: readonly Measure[] = [
  { quoteLines: 4, whyFor: 1, sure: false, gap: true, thread: 6, reply: true },
  { quoteLines: 3, whyFor: 1, sure: false, gap: false, thread: 6, reply: true },
  { quoteLines: 2, whyFor: 1, sure: false, gap: false, thread: 3, reply: true },
  { quoteLines: 4, whyFor: 3, sure: true, gap: true, thread: 12, reply: false },
  { quoteLines: 3, whyFor: 3, sure: true, gap: false, thread: 12, reply: false },
  { quoteLines: 3, whyFor: 1, sure: true, gap: false, thread: 6, reply: false },
  { quoteLines: 3, whyFor: 1, sure: false, gap: false, thread: 6, reply: false },
  { quoteLines: 2, whyFor: 1, sure: false, gap: false, thread: 3, reply: false },
  { quoteLines: 3, whyFor: 1, sure: false, gap: false, thread: 0, reply: false },
  { quoteLines: 2, whyFor: 1, sure: false, gap: false, thread: 0, reply: false },
  { quoteLines: 1, whyFor: 1, sure: false, gap: false, thread: 0, reply: false },
  { quoteLines: 1, whyFor: 0, sure: false, gap: false, thread: 0, reply: false },
];
const INDENT = 4;
/** A label keeps this much of itself, however narrow the table. */
const LABEL_MIN = 6;

/** What the chosen thing to do is shown with. */
export type Chosen = { readonly index: number; readonly reply: ReplyView | null };

/** The things to do, the chosen one marked ›, in at most `height` lines. */
export function todoLines(home: Home, chosen: Chosen, width: number, height: number): readonly Line[] {
  const measure = measureFor(home, chosen, width, height);
  return measuredLines(home, chosen, width, measure).slice(0, height);
}

/** Is there room for the whole answer to the chosen thing within so many lines? */
export function hasAnswer(home: Home, chosen: Chosen, width: number, height: number): boolean {
  return measureFor(home, chosen, width, height).reply;
}

function measureFor(home: Home, chosen: Chosen, width: number, height: number): Measure {
  const measures = MEASURES.filter(measure => chosen.reply !== null || !measure.reply);
  const fits = (measure: Measure) => measuredLines(home, chosen, width, measure).length <= height;
  return measures.find(fits) ?? MEASURES.at(-1)!;
}

function measuredLines(home: Home, chosen: Chosen, width: number, measure: Measure): Line[] {
  const { todo } = home;
  const blocks = todo.items.map((item, index) => itemLines(item, index, chosen, width, measure));
  for (const words of [todo.clear, todo.more, todo.confirm]) {
    if (words !== null) blocks.push(paragraph(words, { width, indent: 2 }));
  }
  return blocks.flatMap((block, index) => (index > 0 && measure.gap ? [BLANK, ...block] : block));
}

function itemLines(item: ToDo, index: number, chosen: Chosen, width: number, measure: Measure): Line[] {
  const isChosen = index === chosen.index;
  const mark: Span = isChosen ? span('› ', 'strong') : span('  ');
  const [first = BLANK, ...rest] = paragraph(item.head, { width: width - INDENT });
  const hasWhy = measure.reply ? isChosen : index < measure.whyFor;
  const why = hasWhy ? [item.why, measure.sure ? item.sure : null] : [];
  const reasons = why.filter(words => words !== null).join(' ');
  return [
    [mark, span(`${item.mark} `, 'important'), ...first],
    ...rest.map(one => [span('    '), ...one]),
    ...paragraph(item.quote, { width, indent: INDENT, linesMax: measure.quoteLines }),
    ...item.steps.flatMap((step, at) => paragraph(`${at + 1}. ${step}`, { width, indent: INDENT })),
    ...threadLines(item, width, measure),
    ...(reasons === '' ? [] : paragraph(reasons, { width, indent: INDENT, tone: 'soft', linesMax: 3 })),
    ...(measure.reply && isChosen && chosen.reply ? answerLines(chosen.reply, width) : []),
  ];
}

/** The remarks that a crisis holds, each on one line, while there is room for them. */
function threadLines({ thread }: ToDo, width: number, { thread: most }: Measure): Line[] {
  return thread.slice(0, most).map((words, index): Line => {
    const [line = BLANK] = paragraph(words, { width: width - INDENT - 2, linesMax: 1 });
    return [span(' '.repeat(INDENT)), span(index === thread.length - 1 ? '└ ' : '├ ', 'important'), ...line];
  });
}

/** The proposed answer, whole. */
function answerLines({ heading, text, steps }: ReplyView, width: number): Line[] {
  const parts = [heading, ...(text === '' ? steps : text.split('\n'))];
  return parts.flatMap((part, index) =>
    paragraph(part, {
      width,
      indent: INDENT,
      textMax: TERMINAL_WHOLE_MAX,
      ...(index === 0 ? { tone: 'strong' as const } : {}),
    }),
  );
}

/** Lines, and what a screen reader says instead of some of them. */
export type Labelled = { readonly lines: Line[]; readonly labels: Readonly<Record<number, string>> };

/** The figures as a table, the 13 weeks as bars, then what they are made of. */
export function weekLines(week: Week, width: number, height: number): Labelled {
  const lines: Line[] = tableLines(week, width);
  const labels: Record<number, string> = {};
  const { spark } = week;
  if (spark) {
    const words = [`${spark.label} `, spark.bars, ` ${spark.range}`];
    const shown = textWidth(words.join('')) <= width ? words : [spark.bars, ` ${spark.range}`];
    if (textWidth(shown.join('')) <= width && lines.length < height) {
      labels[lines.length] = spark.spoken;
      lines.push(shown.map(text => span(text, text === spark.bars ? 'wait' : 'plain')));
    }
  }
  return { lines: [...lines, ...wholeWithin(week.lines, height - lines.length, { width })], labels };
}

function tableLines(week: Week, width: number): Line[] {
  const { head, rows } = week;
  const long = [
    ['', head.now, head.before, head.change],
    ...rows.map(row => [row.label, row.now, row.before, row.change]),
  ];
  const short = [
    ['', head.nowShort, head.before, head.change],
    ...rows.map(row => [row.label, row.short.now, row.short.before, row.change]),
  ];
  const medium = [['', head.nowShort, head.before, head.change], ...long.slice(1)];
  const choices = [
    { cells: long, gap: 2 },
    { cells: medium, gap: 2 },
    { cells: medium, gap: 1 },
    { cells: short, gap: 1 },
  ];
  const fits = ({ cells, gap }: { cells: string[][]; gap: number }) =>
    sum(columnWidths(cells)) + 3 * gap <= width;
  const { cells, gap } = choices.find(fits) ?? { cells: short, gap: 1 };
  const widths = columnWidths(cells);
  // Where even the shortest words are too wide, a long label is cut: the figures are what the table is for.
  const figures = sum(widths.slice(1)) + 3 * gap;
  widths[0] = Math.min(widths[0] ?? 0, Math.max(LABEL_MIN, width - figures));
  return cells.map((row, index) =>
    row.map((cell, column) =>
      span(padded(cell, (widths[column] ?? 0) + (column < 3 ? gap : 0)), index === 0 ? 'soft' : 'plain'),
    ),
  );
}

function columnWidths(cells: readonly (readonly string[])[]): number[] {
  return [0, 1, 2, 3].map(column => Math.max(...cells.map(row => textWidth(row[column] ?? ''))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What changed, then what did not: whole sentences, the least telling ones left out where lines are scarce. */
export function rivalLines(home: Home, width: number, height: number): Line[] {
  const { changes, rest } = home.rivals;
  const short = changes.map(change => change.short);
  const choices = [
    [...changes.map(change => change.words), ...rest],
    ...[...rest.keys(), rest.length].map((_, left) => [...short, ...rest.slice(0, rest.length - left)]),
  ];
  const lines = (texts: readonly string[]) => texts.flatMap(words => paragraph(words, { width }));
  const fitting = choices.find(texts => lines(texts).length <= height);
  return fitting ? lines(fitting) : paragraphsWithin(short, height, { width });
}

/** What was not read, each with its sign, then the next letter. */
export function readingLines(home: Home, width: number, height: number): Line[] {
  const { reading } = home;
  const tone = reading.troubles.length > 0 ? 'trouble' : 'done';
  const lines = paragraphsWithin(reading.lines, height, { width, tone });
  const next = paragraph(reading.next, { width });
  if (lines.length + next.length <= height) return [...lines, ...next];
  // Where lines are scarce the letter's day stands behind the last of them, if there is room.
  const last = lines.at(-1) ?? BLANK;
  const short = span(` ${reading.nextShort}`);
  return lineWidth(last) + textWidth(short.text) <= width ? [...lines.slice(0, -1), [...last, short]] : lines;
}
