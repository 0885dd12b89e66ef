import { SPLIT_NAMES, type TestSplit } from './corpus.ts';
import type { EvalOptions } from './labelled.ts';
import { ownCases, type ToneCase, toneCases } from './tone-cases.ts';
import { judgesOf } from './tone-judges.ts';
import {
  fourWayAccuracy,
  type Judged,
  meanScore,
  round,
  type Score,
  scoreOf,
  threeWayAccuracy,
} from './tone-metrics.ts';

/** Of one judge on the rows of one language. */
export type ToneFigures = {
  /** All rows as one stream: what an owner who watches several sites reads. */
  readonly pooled: Score;
  readonly mean: Score;
  readonly domains: Readonly<Record<string, Score>>;
  /** Where one domain was put together from several sources. */
  readonly sources: Readonly<Record<string, Score>>;
  /** Only of our own corpus. */
  readonly phenomena: Phenomena | null;
};

export type Phenomena = {
  readonly hard: Share;
  readonly plain: Share;
  readonly threeWay: number | null;
  readonly each: Readonly<Record<string, Share>>;
  readonly registers: Readonly<Record<string, Share>>;
};
/** Percent right among four labels, of so many rows. */
type Share = { readonly n: number; readonly right: number | null };

/** Set → language → judge. */
export type ToneReport = Record<string, Record<string, Record<string, ToneFigures>>>;

/**
 * `npm run eval -- sentiment`: the text alone, in its stated language, beside the card's packages in the same run.
 *
 * - **Binary macro-F1**: positive against negative gold rows; what is said is the sign of the polarity, 0 is negative.
 * - **3-way macro-F1**: mixed counts as neutral, in the labels and in what is said; only on domains with 100 rows of
 *   each class.
 * - **Mean**: over the domains of a language, each counting once. **Pooled**: over all its rows as one stream.
 * - **Accuracy at 80 % coverage**: binary, the four fifths of the polar rows with the largest |polarity|.
 * - **4-way accuracy**: share of rows whose label among positive, neutral, negative, mixed is right. Of our own test
 *   split, each apart: hard = every row of a phenomenon, plain = the others (the first alone has some).
 */
export async function run(options: EvalOptions): Promise<number> {
  const report = toneReport(options);
  if (Object.keys(report).length === 0) return 0;
  options.out(options.json ? `${JSON.stringify(report)}\n` : table(report));
  return 0;
}

/** What the report calls one of our own test splits. */
export function ownSplit(name: TestSplit): string {
  return `own test split, ${name}`;
}

export function toneReport(options: EvalOptions): ToneReport {
  const sets: readonly (readonly [name: string, cases: ToneCase[] | null])[] =
    options.cases === undefined
      ? [
          ['eval_fr', toneCases(options, 'sentiment/eval_fr.jsonl.gz')],
          ['eval_en', toneCases(options, 'sentiment/eval_en.jsonl.gz')],
          ...SPLIT_NAMES.map(name => [ownSplit(name), ownCases(options, name)] as const),
        ]
      : [['given', toneCases(options, '')]];
  const report: ToneReport = {};
  for (const [name, cases] of sets) {
    if (cases === null) continue;
    const languages = Object.groupBy(cases, row => row.lang);
    report[name] = Object.fromEntries(
      Object.entries(languages).map(([lang, rows = []]) => [lang, byJudge(lang, rows)]),
    );
  }
  return report;
}

function byJudge(lang: string, rows: readonly ToneCase[]): Record<string, ToneFigures> {
  return Object.fromEntries(
    Object.entries(judgesOf(lang)).map(([name, judge]) => [
      name,
      figuresOf(rows.map(row => ({ row, judged: judge(row) }))),
    ]),
  );
}

type Pair = { readonly row: ToneCase; readonly judged: Judged };

function figuresOf(pairs: readonly Pair[]): ToneFigures {
  const domains = grouped(pairs, pair => pair.row.domain);
  const spread = new Set(
    Object.keys(domains).filter(domain => {
      const sources = pairs.filter(pair => pair.row.domain === domain).map(pair => pair.row.source);
      return new Set(sources).size > 1;
    }),
  );
  return {
    pooled: scoreOf(pairs.map(pair => pair.judged)),
    mean: meanScore(Object.values(domains)),
    domains,
    sources: grouped(
      pairs.filter(pair => spread.has(pair.row.domain)),
      pair => `${pair.row.domain} ${pair.row.source}`,
    ),
    phenomena: pairs.some(pair => pair.row.phenomenon !== null) ? phenomenaOf(pairs) : null,
  };
}

function grouped(pairs: readonly Pair[], key: (pair: Pair) => string): Record<string, Score> {
  return Object.fromEntries(
    [...Map.groupBy(pairs, key)].map(([name, some]) => [name, scoreOf(some.map(pair => pair.judged))]),
  );
}

function phenomenaOf(pairs: readonly Pair[]): Phenomena {
  const share = (some: readonly Pair[]): Share => ({
    n: some.length,
    right: some.length === 0 ? null : round(fourWayAccuracy(some.map(pair => pair.judged))),
  });
  const each = (of: (row: ToneCase) => string | null): Record<string, Share> =>
    Object.fromEntries(
      [...Map.groupBy(pairs, pair => of(pair.row) ?? '')]
        .filter(([name]) => name !== '')
        .map(([name, some]) => [name, share(some)]),
    );
  return {
    hard: share(pairs.filter(pair => pair.row.phenomenon !== 'plain')),
    plain: share(pairs.filter(pair => pair.row.phenomenon === 'plain')),
    threeWay: round(threeWayAccuracy(pairs.map(pair => pair.judged))),
    each: each(row => row.phenomenon),
    registers: each(row => row.register),
  };
}

function table(report: ToneReport): string {
  const lines: string[] = [];
  for (const [set, languages] of Object.entries(report)) {
    for (const [lang, judges] of Object.entries(languages)) {
      lines.push(`${set} · ${lang}: binary F1 / 3-way F1, binary accuracy → at 80 % coverage`);
      for (const [name, figures] of Object.entries(judges)) lines.push(...judgeLines(name, figures));
    }
  }
  return `${lines.join('\n')}\n`;
}

function judgeLines(name: string, figures: ToneFigures): string[] {
  const { pooled, mean, domains, sources, phenomena } = figures;
  const list = (scores: Readonly<Record<string, Score>>): string =>
    Object.entries(scores)
      .map(([group, score]) => `${group} ${cell(score)}`)
      .join('; ');
  const lines = [`  ${name.padEnd(24)} mean of domains ${cell(mean)} · pooled ${cell(pooled)}`];
  if (Object.keys(domains).length > 1) lines.push(`    ${list(domains)}`);
  if (Object.keys(sources).length > 0) lines.push(`    ${list(sources)}`);
  if (phenomena !== null) {
    const { hard, plain, threeWay, each, registers } = phenomena;
    lines.push(
      `    4-way: hard ${shown(hard)} · plain ${shown(plain)} · 3-way accuracy ${threeWay?.toFixed(1) ?? '–'}`,
      `    ${shares(each)}`,
      `    ${shares(registers)}`,
    );
  }
  return lines;
}

function shares(groups: Readonly<Record<string, Share>>): string {
  return Object.entries(groups)
    .map(([group, share]) => `${group} ${shown(share)}`)
    .join('; ');
}

function shown({ n, right }: Share): string {
  return `${right?.toFixed(1) ?? '–'} (${n})`;
}

function cell(score: Score): string {
  const threeWay = score.threeWay === null ? '' : ` / ${score.threeWay.toFixed(1)}`;
  return `${score.binary?.toFixed(1) ?? '–'}${threeWay}, ${score.accuracy?.toFixed(1) ?? '–'} → ${score.accuracyAt80?.toFixed(1) ?? '–'}`;
}
