import { DECISION, type Measured } from '../../pipelines/sentiment/model.ts';
import { decideBy } from '../../pipelines/sentiment/tone.ts';
import type { Label, Row } from './corpus.ts';
import { fitFusion } from './fusion.ts';

/** The share of texts on which the tone stakes itself; the rest is "to check". */
const COVERAGE = 0.8;
/** The margin above which a clause asked about for itself has a side. */
const CLAUSE = 0.6;

type Held = { readonly row: Row; readonly measured: Measured };

/**
 * The limits of the decision, and how it fares on texts whose words were weighed by a model that had not seen their
 * domain. The last layers have seen that evidence, so the figures flatter a little. The confidence is calibrated on
 * French.
 */
export function limitsOf(
  rows: readonly Row[],
  measured: readonly Measured[],
): { limits: Float64Array; figures: Record<string, number> } {
  const held = rows.map((row, index) => ({ row, measured: measured[index]! }));
  const limits = Float64Array.from([CLAUSE, 1, 0, 0]);
  const french = held.filter(one => one.row.lang === 'fr' && one.row.group !== 'fr-subtitle');
  const [intercept, slope] = calibrated(french, limits);
  limits.set([slope, intercept], DECISION.slope);
  const sure = french.map(one => decideBy(limits, one.measured).confidence).sort((a, b) => a - b);
  limits[DECISION.abstain] = sure[Math.floor(sure.length * (1 - COVERAGE))] ?? 0;
  const ours = held.filter(one => one.row.isOwn);
  return {
    limits,
    figures: {
      ourPlainRows4Way: rounded(
        accuracy(
          ours.filter(one => !one.row.isHard),
          limits,
        ),
      ),
      ourHardRows4Way: rounded(
        accuracy(
          ours.filter(one => one.row.isHard),
          limits,
        ),
      ),
      allDomains3Way: rounded(threeWay(held, limits)),
    },
  };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 10;
}

const NAMES = { positive: 'pos', negative: 'neg', neutral: 'neu', mixed: 'mixed' } as const;

function accuracy(held: readonly Held[], limits: Float64Array): number {
  const right = held.filter(one => NAMES[decideBy(limits, one.measured).label] === one.row.label);
  return right.length / held.length;
}

/** Mean over the domains that have all three labels; mixed counts as neutral. */
function threeWay(held: readonly Held[], limits: Float64Array): number {
  const groups = Map.groupBy(held, one => one.row.group);
  const scores: number[] = [];
  for (const group of groups.values()) {
    if (!group.some(one => one.row.label === 'neu')) continue;
    scores.push(
      macroF1(
        group.map(one => (one.row.label === 'mixed' ? { ...one, row: { ...one.row, label: 'neu' } } : one)),
        ['pos', 'neg', 'neu'],
        one => {
          const label = NAMES[decideBy(limits, one.measured).label];
          return label === 'mixed' ? 'neu' : label;
        },
      ),
    );
  }
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function macroF1(held: readonly Held[], classes: readonly Label[], told: (one: Held) => Label): number {
  const right = new Map<Label, number>();
  const size = new Map<Label, number>();
  const add = (counts: Map<Label, number>, label: Label): void => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  };
  for (const one of held) {
    const label = told(one);
    add(size, label);
    add(size, one.row.label);
    if (label === one.row.label) add(right, label);
  }
  const scores = classes.map(label => (2 * (right.get(label) ?? 0)) / Math.max(1, size.get(label) ?? 0));
  return scores.reduce((sum, score) => sum + score, 0) / classes.length;
}

/** Platt's line from the raw confidence to how often the label is right. */
function calibrated(held: readonly Held[], limits: Float64Array): [intercept: number, slope: number] {
  const groups = Map.groupBy(held, one => one.row.group);
  const rows = held.map(one => {
    const { label, confidence } = decideBy(limits, one.measured);
    const raw = Math.log(confidence / (1 - confidence));
    return {
      values: Float64Array.from([1, raw]),
      isTrue: NAMES[label] === one.row.label || (label === 'mixed' && one.row.label === 'neu'),
      weight: 1 / groups.get(one.row.group)!.length,
    };
  });
  const [intercept = 0, slope = 1] = fitFusion(rows, 1e-6);
  return [intercept, slope];
}
