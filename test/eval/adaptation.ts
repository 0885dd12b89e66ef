import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shifted } from '../../pipelines/sentiment/adapt.ts';
import { learnTone, type ToneLesson } from '../../pipelines/sentiment/adapt-learn.ts';
import { measure } from '../../pipelines/sentiment/measure.ts';
import { type Measured, toneModel } from '../../pipelines/sentiment/model.ts';
import { decideBy } from '../../pipelines/sentiment/tone.ts';
import type { Data } from '../../src/domain/data.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { type EvalOptions, item, labelled } from './labelled.ts';
import { binaryF1, type Judged, mean, round, threeWayF1 } from './tone-metrics.ts';

type Gold = Exclude<Judged['gold'], 'mixed'>;
type Row = { readonly item: Item; readonly gold: Gold; readonly measured: Measured };
type Firm = { readonly name: string; readonly rows: readonly Row[] };
/** What one draw changed, in points; honesty is mean confidence less share right, both in percent. */
type Draw = {
  readonly binary: number;
  readonly threeWay: number | null;
  readonly before: Reading;
  readonly after: Reading;
};
type Reading = {
  readonly binary: number;
  readonly threeWay: number | null;
  readonly overconfidence: number;
  readonly covered: number;
  readonly coveredRight: number;
};

/** Reviews that the owner has, and draws of them. */
const SIZES = [10, 30, 100, 300];
const SEEDS = 20;
/** Fewer texts to judge make each change a lottery. */
const REST_MIN = 60;
/** Trades of our own corpus that no training file shares. */
const OWN_FILE = join(import.meta.dirname, '../../data/corpus/test-fr.jsonl');
const STARS = { pos: 5, neu: 3, neg: 1 } as const;

/**
 * `npm run eval -- adaptation`: each domain stands for one firm. So many of its texts are given with stars as its
 * rated reviews; the rest are read without, by the fixed model and with what was learnt. Change of the two F1 of
 * `npm run eval -- sentiment` (3-way on our own trades too, though their classes are under 100 texts).
 */
export async function run(options: EvalOptions): Promise<number> {
  const data = loadData('');
  const french = labelled<{ text: string; label: string; domain: string }>(
    options,
    'sentiment/eval_fr.jsonl.gz',
  );
  if (french === null) return 0;
  const own = readFileSync(OWN_FILE, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as { text: string; tone: string; trade: string });
  const firms = [
    ...firmsOf(data, french, row => [row.domain, row.label.slice(0, 3)]),
    ...firmsOf(data, own, row => [row.trade, row.tone.slice(0, 3)]),
  ];
  const report = Object.fromEntries(
    firms.map(firm => [
      firm.name,
      Object.fromEntries(
        SIZES.filter(size => firm.rows.length >= size + REST_MIN).map(size => [
          size,
          summary(draws(data, firm, size)),
        ]),
      ),
    ]),
  );
  options.out(options.json ? `${JSON.stringify(report)}\n` : table(report));
  return 0;
}

function firmsOf<T extends { text: string }>(
  data: Data,
  texts: readonly T[],
  told: (row: T) => readonly [firm: string, label: string],
): Firm[] {
  const model = toneModel(data);
  const rows = texts.map((row, index) => {
    const [firm, label] = told(row);
    const gold: Gold = label === 'pos' || label === 'neg' ? label : 'neu';
    return {
      firm,
      gold,
      item: item(String(index), row.text, { language: 'fr' }),
      measured: { ...measure(model, row.text, 'fr') },
    };
  });
  return [...Map.groupBy(rows, row => row.firm)].map(([name, some]) => ({ name, rows: some }));
}

function draws(data: Data, { rows }: Firm, size: number): Draw[] {
  const limits = toneModel(data).weights.fusion.decision;
  return Array.from({ length: SEEDS }, (_, seed) => {
    const drawn = shuffled(rows, seed);
    const lessons = drawn.slice(0, size).map((row): ToneLesson => {
      const rating = { value: STARS[row.gold], best: 5, worst: 1 };
      return { item: { ...row.item, kind: 'review', rating }, tone: null };
    });
    const state = learnTone(data, lessons);
    const rest = drawn.slice(size);
    const before = reading(limits, rest, row => row.measured);
    const after = reading(limits, rest, row => shifted(row.measured, row.item, state));
    const threeWay =
      before.threeWay === null || after.threeWay === null ? null : after.threeWay - before.threeWay;
    return { binary: after.binary - before.binary, threeWay, before, after };
  });
}

function reading(limits: Float64Array, rows: readonly Row[], of: (row: Row) => Measured): Reading {
  const read = rows.map(row => {
    const verdict = decideBy(limits, of(row));
    const label: Gold = verdict.label === 'positive' ? 'pos' : verdict.label === 'negative' ? 'neg' : 'neu';
    const { polarity, confidence, abstain } = verdict;
    return { gold: row.gold, label, polarity, confidence, abstain };
  });
  const share = (some: readonly { gold: Gold; label: Gold }[]) =>
    (100 * some.filter(one => one.gold === one.label).length) / Math.max(1, some.length);
  const covered = read.filter(one => !one.abstain);
  const confidence = (100 * read.reduce((sum, one) => sum + one.confidence, 0)) / read.length;
  return {
    binary: binaryF1(read) ?? 0,
    threeWay: threeWayF1(read, 1),
    overconfidence: confidence - share(read),
    covered: (100 * covered.length) / read.length,
    coveredRight: share(covered),
  };
}

/** A fixed order per seed (Fisher–Yates over mulberry32). */
function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const drawn = [...rows];
  let state = (seed + 1) * 2654435761;
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const place = ((mixed ^ (mixed >>> 14)) >>> 0) % (last + 1);
    [drawn[last], drawn[place]] = [drawn[place] as T, drawn[last] as T];
  }
  return drawn;
}

type Summary = Record<string, number | null>;

function summary(all: readonly Draw[]): Summary {
  const over = (pick: (draw: Draw) => number | null) => round(mean(all.map(pick)));
  const worst = (pick: (draw: Draw) => number | null) => round(Math.min(...all.map(draw => pick(draw) ?? 0)));
  return {
    binary: over(draw => draw.before.binary),
    binaryChange: over(draw => draw.binary),
    binaryWorst: worst(draw => draw.binary),
    threeWay: over(draw => draw.before.threeWay),
    threeWayChange: over(draw => draw.threeWay),
    threeWayWorst: worst(draw => draw.threeWay),
    overconfidenceBefore: over(draw => draw.before.overconfidence),
    overconfidenceAfter: over(draw => draw.after.overconfidence),
    coveredBefore: over(draw => draw.before.covered),
    coveredAfter: over(draw => draw.after.covered),
    coveredRightBefore: over(draw => draw.before.coveredRight),
    coveredRightAfter: over(draw => draw.after.coveredRight),
  };
}

function table(report: Readonly<Record<string, Readonly<Record<string, Summary>>>>): string {
  const lines = [
    `change of binary F1 (worst of ${SEEDS} draws) | of 3-way F1 | confidence less right | covered, right of these`,
  ];
  for (const [firm, sizes] of Object.entries(report))
    for (const [size, one] of Object.entries(sizes)) {
      const cell = (name: string) =>
        `${one[name]} ${signed(one[`${name}Change`])} (${signed(one[`${name}Worst`])})`;
      const pair = (name: string) => `${one[`${name}Before`]} → ${one[`${name}After`]}`;
      const parts = [cell('binary'), cell('threeWay'), pair('overconfidence')];
      lines.push(
        `  ${firm.padEnd(15)} ${size.padStart(3)}: ${parts.join(' | ')} | ${pair('covered')}, ${pair('coveredRight')}`,
      );
    }
  return `${lines.join('\n')}\n`;
}

function signed(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value > 0 ? `+${value}` : String(value);
}
