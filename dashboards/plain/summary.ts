import { terminalText } from '../terminal/ui/encode.ts';
import { textWidth } from '../terminal/ui/width.ts';
import { clipped, firstLines, padded, wrapped } from '../terminal/ui/wrap.ts';
import type { Home } from '../view-models/home.ts';

/** A page of paper, and the width of every mail: nothing here needs a terminal. */
const WIDTH = 80;
/** Lines per quotation, so that the whole stays within some forty lines. */
const QUOTE_LINES_MAX = 3;
/** Cells of a label in the table: the three columns of figures take the rest. */
const LABEL_MAX = 34;

/** L’essentiel as plain text for pipes, logs and `--plain`: no colour, no drawing, at most about 40 lines. */
export function plainSummary(home: Home): string {
  const { header } = home;
  // "9 sites of 10" parts from what stands before it, not inside.
  const sites = header.sites.replaceAll(' ', '\u00a0');
  const first = [header.firm, header.day, header.read, sites].join(' · ');
  const lines = [
    ...wrapped(terminalText(first), WIDTH),
    ...block(home.todo.title, todoLines(home)),
    ...block(home.week.title, weekLines(home)),
    ...block(home.rivals.title, [
      ...home.rivals.changes.flatMap(change => indented(change.words, '• ')),
      ...home.rivals.rest.flatMap(line => indented(line, '• ')),
    ]),
    ...block(home.reading.title, [
      ...home.reading.lines.flatMap(line => indented(line, '• ')),
      ...indented(home.reading.next, '  '),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function block(title: string, lines: readonly string[]): string[] {
  return ['', terminalText(title).toUpperCase(), ...lines];
}

/** Wrapped under a sign: `• ` on the first line, blanks below. */
function indented(text: string, sign: string, linesMax = 4): string[] {
  const width = WIDTH - textWidth(sign);
  const lines = firstLines(wrapped(terminalText(text), width), linesMax, width);
  return lines.map((line, index) => (index === 0 ? sign : ' '.repeat(textWidth(sign))) + line);
}

function todoLines(home: Home): string[] {
  const { todo } = home;
  const lines = todo.items.flatMap(item => [
    ...indented(item.head, `${item.mark} `),
    ...indented(item.quote, '  ', QUOTE_LINES_MAX),
    ...item.steps.flatMap((step, index) => indented(`${index + 1}. ${step}`, '  ')),
    ...item.thread.flatMap(words => indented(words, '  · ', 1)),
    ...(item.why === null ? [] : indented(item.why, '  ', 2)),
  ]);
  for (const line of [todo.more, todo.clear, todo.confirm])
    if (line !== null) lines.push(...indented(line, '  '));
  return lines;
}

function weekLines(home: Home): string[] {
  const { head, rows, spark, lines } = home.week;
  const cells = [
    ['', head.now, head.before, head.change],
    ...rows.map(row => [row.label, row.now, row.before, row.change]),
  ].map(row => row.map((cell, column) => clipped(terminalText(cell), column === 0 ? LABEL_MAX : WIDTH)));
  const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(row => textWidth(row[column] ?? ''))) + 2);
  const table = cells.map(row =>
    row
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join('')
      .trimEnd(),
  );
  if (spark) table.push(terminalText(`${spark.label} ${spark.bars} ${spark.range}`));
  return [...table, ...lines.flatMap(line => indented(line, ''))];
}
