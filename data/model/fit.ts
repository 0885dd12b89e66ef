import { evidenceRows, measure } from '../../pipelines/sentiment/measure.ts';
import { type Measured, makeToneModel } from '../../pipelines/sentiment/model.ts';
import type { Weights } from '../../pipelines/sentiment/weights.ts';
import { type Lists, lexiconRows, type Row } from './corpus.ts';
import { CHARACTER_BITS, extract, noFusion, type Sparse, WORD_BITS } from './features.ts';
import { type FusionRow, fitFusion } from './fusion.ts';
import { type Example, quantized, type Settings, trainLinear } from './linear.ts';
import { fitNetwork, type NetworkRow } from './network-fit.ts';

export type Options = {
  readonly tone: Settings;
  readonly opinion: Settings;
  /** What a row weighs beside the size of its domain: in the hashed features, and in the last layers. */
  readonly rowWeight: (row: Row) => number;
  readonly fusionWeight: (row: Row) => number;
  readonly ridge: number;
  /** How often the network sees each row. */
  readonly epochs: number;
};

type Tables = Pick<Weights, 'words' | 'characters'>;
type Side = (row: Row) => boolean;
type Features = { readonly words: Sparse; readonly characters: Sparse };

const isPolar: Side = row => row.label === 'pos' || row.label === 'neg';
const isGood: Side = row => row.label === 'pos';
const isMixed: Side = row => row.label === 'mixed';

/**
 * Trains everything. Each domain is first left out in turn: what the others say of it is what the last layers and
 * the limits are fitted on, so that they suit texts of a kind never seen. `held` is measured by those models; the
 * weights are then trained on all. The words of the lexicons are texts too, of one word and one side.
 */
export function trainTone(
  rows: readonly Row[],
  lists: Lists,
  options: Options,
): { weights: Weights; held: Measured[] } {
  const all = [...rows, ...lexiconRows(lists)];
  const features = extract(all, lists);
  const groups = [...new Set(rows.map(row => row.group))];
  const folds = new Map(groups.map(group => [group, tables(all, features, group, options)]));
  const heldOut = (fusion: Weights['fusion'], visit: (index: number, measured: Measured) => void): void => {
    for (const group of groups) {
      const model = makeToneModel(lists, asWeights(folds.get(group)!, fusion));
      for (const [index, row] of rows.entries())
        if (row.group === group) visit(index, measure(model, row.text, row.lang));
    }
  };
  const shares = sharesOf(rows, isPolar, isGood, options.fusionWeight);
  const toneRows: FusionRow[] = [];
  heldOut(noFusion(), index => {
    const weight = shares[index]!;
    const values = Float64Array.from(evidenceRows().tone);
    if (weight > 0) toneRows.push({ values, isTrue: isGood(rows[index]!), weight });
  });
  const fusion = { ...noFusion(), tone: fitFusion(toneRows, options.ridge) };
  const values: Float64Array[] = [];
  heldOut(fusion, index => {
    values[index] = Float64Array.from(evidenceRows().verdict);
  });
  fusion.verdict = fitNetwork(networkRows(rows, values, options), options.epochs);
  const held: Measured[] = [];
  heldOut(fusion, (index, measured) => {
    held[index] = measured;
  });
  return { weights: asWeights(tables(all, features, null, options), fusion), held };
}

/** What the network is asked of each row: a side of the polar ones, an opinion where a domain has some without, both sides of ours. */
export function networkRows(
  rows: readonly Row[],
  values: readonly Float64Array[],
  options: Pick<Options, 'fusionWeight'>,
): NetworkRow[] {
  const { fusionWeight } = options;
  const open = new Set(rows.filter(row => !isPolar(row)).map(row => row.group));
  const answers: readonly (readonly [Float64Array, Side])[] = [
    [sharesOf(rows, isPolar, isGood, fusionWeight), isGood],
    [sharesOf(rows, row => open.has(row.group), isPolar, fusionWeight), isPolar],
    [sharesOf(rows, row => row.isOwn && !isPolar(row), isMixed, fusionWeight), isMixed],
  ];
  return rows.map((row, index) => ({
    values: values[index]!,
    answers: answers.map(([shares, side]) => ({ isTrue: side(row), weight: shares[index]! })),
  }));
}

function asWeights(trained: Tables, fusion: Weights['fusion']): Weights {
  return { wordBits: WORD_BITS, characterBits: CHARACTER_BITS, ...trained, fusion };
}

function tables(rows: readonly Row[], features: Features, without: string | null, options: Options): Tables {
  const isKept: Side = row => row.group !== without;
  const tone = examplesOf(rows, row => isKept(row) && isPolar(row), isGood, options.rowWeight);
  const opinion = examplesOf(rows, row => isKept(row) && !row.isEntry, isPolar, options.rowWeight);
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
function examplesOf(rows: readonly Row[], keep: Side, side: Side, weigh: (row: Row) => number): Example[] {
  const counts = counted(rows, keep, row => key(row, side));
  const examples: Example[] = [];
  let total = 0;
  for (const [index, row] of rows.entries()) {
    if (!keep(row)) continue;
    const weight = weigh(row) / Math.sqrt(counts.get(key(row, side))!);
    total += weight;
    examples.push({ row: index, isTrue: side(row), weight });
  }
  const mean = total / examples.length;
  return examples.map(one => ({ ...one, weight: one.weight / mean }));
}

/** In the last layers each domain counts alike, and each side of it; ours have the sides as owners meet them. Rows that are not kept weigh 0. */
function sharesOf(rows: readonly Row[], keep: Side, side: Side, weigh: (row: Row) => number): Float64Array {
  const keyOf = (row: Row): string => (row.isOwn ? row.group : key(row, side));
  const counts = counted(rows, keep, keyOf);
  return Float64Array.from(rows, row =>
    keep(row) ? ((row.isOwn ? 2 : 1) * weigh(row)) / counts.get(keyOf(row))! : 0,
  );
}

function counted(rows: readonly Row[], keep: Side, keyOf: (row: Row) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) if (keep(row)) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

function key(row: Row, side: Side): string {
  return `${row.group} ${side(row)}`;
}
