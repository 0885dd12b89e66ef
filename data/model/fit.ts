import { evidenceRows, measure } from '../../pipelines/sentiment/measure.ts';
import { type Measured, makeToneModel, type ToneModel } from '../../pipelines/sentiment/model.ts';
import type { Weights } from '../../pipelines/sentiment/weights.ts';
import type { Lists, Row } from './corpus.ts';
import { CHARACTER_BITS, extract, type Sparse, WORD_BITS } from './features.ts';
import { type FusionRow, fitFusion } from './fusion.ts';
import { type Example, quantized, type Settings, trainLinear } from './linear.ts';

export type Options = {
  readonly tone: Settings;
  readonly opinion: Settings;
  /** What a domain weighs beside its size: in the hashed features, and in the fusion. */
  readonly groupWeight: (group: string) => number;
  readonly fusionWeight: (group: string) => number;
  readonly ridge: number;
};

type Tables = Pick<Weights, 'words' | 'characters'>;
type Side = (row: Row) => boolean;
type Features = { readonly words: Sparse; readonly characters: Sparse };

const isPolar: Side = row => row.label === 'pos' || row.label === 'neg';
const isGood: Side = row => row.label === 'pos';
const isAny: Side = () => true;

/**
 * Trains everything. Each domain is first left out in turn: what the others say of it is what the fusion and the
 * limits are fitted on, so that they suit texts of a kind never seen. `held` is measured by those models; the
 * weights are then trained on all.
 */
export function trainTone(
  rows: readonly Row[],
  lists: Lists,
  options: Options,
): { weights: Weights; held: Measured[] } {
  const features = extract(rows, lists);
  const groups = [...new Set(rows.map(row => row.group))];
  const folds = new Map(groups.map(group => [group, tables(rows, features, group, options)]));
  const empty = new Float64Array(0);
  const heldOut = (fusion: Weights['fusion'], visit: (index: number, model: ToneModel) => void): void => {
    for (const group of groups) {
      const model = makeToneModel(lists, asWeights(folds.get(group)!, fusion));
      for (const [index, row] of rows.entries()) if (row.group === group) visit(index, model);
    }
  };
  const fuse = (
    fusion: Weights['fusion'],
    task: 'tone' | 'opinion',
    keep: Side,
    side: Side,
  ): Float64Array => {
    const shares = fusionShares(rows, keep, side, options.fusionWeight);
    const found: FusionRow[] = [];
    heldOut(fusion, (index, model) => {
      if (shares[index] === 0) return;
      const row = rows[index]!;
      measure(model, row.text, row.lang);
      const values = Float64Array.from(evidenceRows()[task]);
      found.push({ values, isTrue: side(row), weight: shares[index]! });
    });
    return fitFusion(found, options.ridge);
  };
  const decision = new Float64Array(6);
  const tone = fuse({ tone: empty, opinion: empty, decision }, 'tone', isPolar, isGood);
  const opinion = fuse({ tone, opinion: empty, decision }, 'opinion', isAny, isPolar);
  const fusion = { tone, opinion, decision };
  const held: Measured[] = new Array(rows.length);
  heldOut(fusion, (index, model) => {
    held[index] = measure(model, rows[index]!.text, rows[index]!.lang);
  });
  return { weights: asWeights(tables(rows, features, null, options), fusion), held };
}

function asWeights(trained: Tables, fusion: Weights['fusion']): Weights {
  return { wordBits: WORD_BITS, characterBits: CHARACTER_BITS, ...trained, fusion };
}

function tables(rows: readonly Row[], features: Features, without: string | null, options: Options): Tables {
  const isKept: Side = row => row.group !== without;
  const tone = examplesOf(rows, row => isKept(row) && isPolar(row), isGood, options.groupWeight);
  const opinion = examplesOf(rows, isKept, isPolar, options.groupWeight);
  return {
    words: quantized(
      trainLinear(features.words, tone, options.tone, 1),
      trainLinear(features.words, opinion, options.opinion, 2),
    ),
    characters: quantized(
      trainLinear(features.characters, tone, options.tone, 3),
      trainLinear(features.characters, opinion, options.opinion, 4),
    ),
  };
}

/** Rows weighed by the root of the size of their domain and side, so that no large set drowns the others. */
function examplesOf(
  rows: readonly Row[],
  keep: Side,
  side: Side,
  groupWeight: (group: string) => number,
): Example[] {
  const counts = counted(rows, keep, side);
  const examples: Example[] = [];
  let total = 0;
  for (const [index, row] of rows.entries()) {
    if (!keep(row)) continue;
    const weight = groupWeight(row.group) / Math.sqrt(counts.get(key(row, side))!);
    total += weight;
    examples.push({ row: index, isTrue: side(row), weight });
  }
  const mean = total / examples.length;
  return examples.map(one => ({ ...one, weight: one.weight / mean }));
}

/** In the fusion each domain counts alike, and each side of it; rows that are not kept weigh 0. */
function fusionShares(
  rows: readonly Row[],
  keep: Side,
  side: Side,
  weight: (group: string) => number,
): Float64Array {
  const counts = counted(rows, keep, side);
  return Float64Array.from(rows, row => (keep(row) ? weight(row.group) / counts.get(key(row, side))! : 0));
}

function counted(rows: readonly Row[], keep: Side, side: Side): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) if (keep(row)) counts.set(key(row, side), (counts.get(key(row, side)) ?? 0) + 1);
  return counts;
}

function key(row: Row, side: Side): string {
  return `${row.group} ${side(row)}`;
}
