import type { Figures } from './accuracy.ts';
import { FLOORS } from './accuracy-floors.ts';
import { SPLIT_NAMES, type TestSplit } from './corpus.ts';
import type { JudgedExplanations } from './explanations.ts';
import { ownSplit, type ToneFigures, type ToneReport } from './sentiment.ts';
import type { Score } from './tone-metrics.ts';

type Judges = Readonly<Record<string, ToneFigures>>;

/** What the project asks of each task, and what is measured in this very run. */
export function floorTable(
  tone: ToneReport,
  tasks: Readonly<Record<string, Figures>>,
  judged: JudgedExplanations | null,
): string {
  const lines = FLOORS.map(({ task, floor, reach, measured }) => {
    const cell = measured({ tone, tasks, judged });
    return `| ${task} | ${floor} | ${reach} | ${cell} |`;
  });
  return table(['task', 'floor', 'reach for', 'measured'], lines);
}

/** Binary and three-way, by domain, ours beside the peers. */
export function toneTable(judges: Judges): string {
  const first = Object.values(judges)[0];
  if (first === undefined) return 'not measured';
  const names = Object.keys(judges);
  const row = (name: string, pick: (figures: ToneFigures) => Score | undefined): string => {
    const scores = Object.values(judges).map(pick);
    return `| ${name} | ${scores[0]?.n ?? 0} | ${scores.map(binaryCell).join(' | ')} |`;
  };
  const groups = [
    row('**mean of the domains**', figures => figures.mean),
    row('**pooled**', figures => figures.pooled),
    ...Object.keys(first.domains).map(name => row(name, figures => figures.domains[name])),
    ...Object.keys(first.sources).map(name => row(`· ${name}`, figures => figures.sources[name])),
  ];
  return table(['rows', 'n', ...names], groups);
}

/** Binary macro-F1 / 3-way macro-F1, then binary accuracy → at 80 % coverage. */
function binaryCell(score: Score | undefined): string {
  if (score === undefined) return '–';
  const { binary, threeWay, accuracy, accuracyAt80 } = score;
  return `${shown(binary)}${threeWay === null ? '' : ` / ${shown(threeWay)}`}, ${shown(accuracy)} → ${shown(accuracyAt80)}`;
}

export function ownSplitTable(judges: Judges): string {
  const first = Object.values(judges)[0]?.phenomena;
  if (!first) return 'not measured';
  const row = (name: string, n: number, values: readonly (number | null | undefined)[]): string =>
    `| ${name} | ${n} | ${values.map(value => shown(value ?? null)).join(' | ')} |`;
  const all = Object.values(judges);
  const phenomena = Object.keys(first.each).filter(name => name !== 'plain');
  const lines = [
    row(
      '**hard phenomena**',
      first.hard.n,
      all.map(one => one.phenomena?.hard.right),
    ),
    ...(first.plain.n === 0
      ? []
      : [
          row(
            '**plain**',
            first.plain.n,
            all.map(one => one.phenomena?.plain.right),
          ),
        ]),
    row(
      '**all, among three labels**',
      first.hard.n + first.plain.n,
      all.map(one => one.phenomena?.threeWay),
    ),
    ...phenomena.map(name =>
      row(
        name,
        first.each[name]?.n ?? 0,
        all.map(one => one.phenomena?.each[name]?.right),
      ),
    ),
    ...Object.keys(first.registers).map(name =>
      row(
        `register: ${name}`,
        first.registers[name]?.n ?? 0,
        all.map(one => one.phenomena?.registers[name]?.right),
      ),
    ),
  ];
  return table(['rows', 'n', ...Object.keys(judges)], lines);
}

/** The same reading on the hard rows of each split, in a table. */
export function ownGap(tone: ToneReport): string {
  const hard = (name: TestSplit, lang: string): { n: number; right: number } => {
    const figures = tone[ownSplit(name)]?.[lang]?.['vigie']?.phenomena?.hard;
    return { n: figures?.n ?? 0, right: figures?.right ?? 0 };
  };
  const cells = (names: readonly TestSplit[]): string =>
    ['fr', 'en']
      .map(lang => {
        const parts = names.map(name => hard(name, lang));
        const n = parts.reduce((sum, part) => sum + part.n, 0);
        const right = parts.reduce((sum, part) => sum + part.n * part.right, 0) / n;
        return ` ${shown(n === 0 ? null : right)} of ${n} |`;
      })
      .join('');
  return table(
    ['hard rows', 'French', 'English'],
    [
      ...SPLIT_NAMES.map(name => `| ${name} |${cells([name])}`),
      `| all but the first, as customers write |${cells(SPLIT_NAMES.slice(1))}`,
      `| all |${cells(SPLIT_NAMES)}`,
    ],
  );
}

/** One line a figure, its values beside it; how long something took is no accuracy and differs from run to run. */
export function figuresTable(figures: Figures): string {
  const lines = Object.entries(figures)
    .filter(([name]) => !isTime(name))
    .map(([name, value]) => `| ${name} | ${valueCell(value)} |`);
  return lines.length === 0 ? 'not measured' : table(['figure', 'values'], lines);
}

function valueCell(value: unknown): string {
  if (Array.isArray(value)) return listCell(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([name]) => !isTime(name))
    .map(([name, one]) => `${name} ${typeof one === 'object' && one !== null ? `(${valueCell(one)})` : one}`)
    .join(' · ');
}

/** A list of names is told; one of whole findings is counted, the task itself shows them. */
function listCell(values: readonly unknown[]): string {
  if (values.length === 0) return 'none';
  return values.every(value => typeof value === 'string' || typeof value === 'number')
    ? values.join(', ')
    : String(values.length);
}

/** Firm by firm: the figures without learning, and by how much so many rated reviews change them, worst draw beside. */
export function adaptationTable(figures: Figures): string {
  const lines = Object.entries(figures).flatMap(([firm, sizes]) =>
    Object.entries(sizes as Readonly<Record<string, Readonly<Record<string, number | null>>>>).map(
      ([size, one]) =>
        `| ${firm} | ${size} | ${shown(one['binary'] ?? null)} | ${changed(one, 'binary')} | ${shown(one['threeWay'] ?? null)} | ${changed(one, 'threeWay')} |`,
    ),
  );
  return table(
    [
      'stands for a firm',
      'rated reviews',
      'binary F1',
      'change (worst draw)',
      '3-way F1',
      'change (worst draw)',
    ],
    lines,
  );
}

function changed(one: Readonly<Record<string, number | null>>, name: string): string {
  const change = one[`${name}Change`] ?? null;
  return change === null ? '–' : `${signed(change)} (${signed(one[`${name}Worst`] ?? 0)})`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
}

function isTime(name: string): boolean {
  return /cpu|seconds|^ms|ms$|msPer/iu.test(name);
}

export function explanationsTable(judged: JudgedExplanations | null, weights: string): string {
  if (judged === null) return 'Not judged yet.';
  const right = judged.judged - judged.wrong.length;
  const version = weights.startsWith(judged.weights)
    ? 'the weights of this page'
    : `earlier weights (\`${judged.weights}\`)`;
  const domains = Object.entries(judged.domains).map(([domain, of]) => {
    const wrong = judged.wrong.filter(({ id }) => id.startsWith(`${domain} `)).length;
    return `${domain} ${of - wrong} of ${of}`;
  });
  return [
    `${right} of ${judged.judged} explanations show the right words, judged on ${version}. Of ${judged.drawn} negative remarks drawn, ${judged.calledNegative} are called negative or mixed; only those have words against them.`,
    '',
    `By domain: ${domains.join(', ')}. Tweets and subtitles are labelled by a feeling or a subject, often without a word for it.`,
    '',
    table(
      ['judged wrong', 'why'],
      judged.wrong.map(({ id, why }) => `| ${id} | ${why} |`),
    ),
  ].join('\n');
}

function table(heads: readonly string[], lines: readonly string[]): string {
  return [`| ${heads.join(' | ')} |`, `|${heads.map(() => '---').join('|')}|`, ...lines].join('\n');
}

function shown(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}
