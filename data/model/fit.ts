import { evidenceRows, measure } from '../../pipelines/sentiment/measure.ts';
import { type Measured, makeToneModel } from '../../pipelines/sentiment/model.ts';
import type { Weights } from '../../pipelines/sentiment/weights.ts';
import type { Lists, Row } from './corpus.ts';
import { CHARACTER_BITS, extract, type Sparse, WORD_BITS } from './features.ts';
import { type FusionRow, fitFusion } from './fusion.ts';
import { type Example, quantized, type Settings, trainLinear } from './linear.ts';

export type Options = {
  readonly tone: Settings;
  readonly opinion: Settings;
  readonly groupWeight: (group: string) => number;
  readonly fusionWeight: (group: string) => number;
  readonly ridge: number;
  readonly log: (line: string) => void;
};
type Tables = Pick<Weights, 'words' | 'characters'>;

export function examplesOf(
  rows: readonly Row[],
  keep: (row: Row) => boolean,
  isTrue: (row: Row) => boolean,
  groupWeight: (group: string) => number,
): Example[] {
  const counts = new Map<string, number>();
  const key = (row: Row): string => `${row.group} ${isTrue(row)}`;
  for (const row of rows) if (keep(row)) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  const examples: Example[] = [];
  for (const [index, row] of rows.entries()) {
    if (!keep(row)) continue;
    examples.push({
      row: index,
      isTrue: isTrue(row),
      weight: groupWeight(row.group) / Math.sqrt(counts.get(key(row))!),
    });
  }
  const mean = examples.reduce((sum, one) => sum + one.weight, 0) / examples.length;
  return examples.map(one => ({ ...one, weight: one.weight / mean }));
}

const isPolar = (row: Row): boolean => row.label === 'pos' || row.label === 'neg';

function tables(
  rows: readonly Row[],
  sparse: { words: Sparse; characters: Sparse },
  without: string | null,
  options: Options,
): Tables {
  const kept = (row: Row): boolean => row.group !== without;
  const tone = examplesOf(
    rows,
    row => kept(row) && isPolar(row),
    row => row.label === 'pos',
    options.groupWeight,
  );
  const opinion = examplesOf(rows, kept, isPolar, options.groupWeight);
  return {
    words: {
      tone: quantized(trainLinear(sparse.words, tone, options.tone, 1)),
      opinion: quantized(trainLinear(sparse.words, opinion, options.opinion, 2)),
    },
    characters: {
      tone: quantized(trainLinear(sparse.characters, tone, options.tone, 3)),
      opinion: quantized(trainLinear(sparse.characters, opinion, options.opinion, 4)),
    },
  };
}

/** Class and group balance for the fusion: each group counts alike, and each side of it. */
function fusionWeights(
  rows: readonly Row[],
  keep: (row: Row) => boolean,
  side: (row: Row) => boolean,
  weight: (group: string) => number,
): Float64Array {
  const counts = new Map<string, number>();
  for (const row of rows)
    if (keep(row))
      counts.set(`${row.group} ${side(row)}`, (counts.get(`${row.group} ${side(row)}`) ?? 0) + 1);
  return Float64Array.from(rows, row =>
    keep(row) ? weight(row.group) / counts.get(`${row.group} ${side(row)}`)! : 0,
  );
}

export function fit(
  rows: readonly Row[],
  lists: Lists,
  options: Options,
): { weights: Weights; held: (Measured | null)[]; decisions: Float64Array } {
  const sparse = extract(rows, lists);
  options.log(`features ${sparse.words.features.length} ${sparse.characters.features.length}`);
  const groups = [...new Set(rows.map(row => row.group))];
  const zero = { tone: new Float64Array(0), opinion: new Float64Array(0), decision: new Float64Array(6) };
  const folds = new Map<string, Tables>();
  for (const group of groups) folds.set(group, tables(rows, sparse, group, options));
  options.log('folds trained');
  const whole = tables(rows, sparse, null, options);
  const fusionOf = (
    fusion: Weights['fusion'],
    task: 'tone' | 'opinion',
    keep: (row: Row) => boolean,
    side: (row: Row) => boolean,
  ): Float64Array => {
    const shares = fusionWeights(rows, keep, side, options.fusionWeight);
    const found: FusionRow[] = [];
    for (const group of groups) {
      const model = makeToneModel(lists, {
        wordBits: WORD_BITS,
        characterBits: CHARACTER_BITS,
        ...folds.get(group)!,
        fusion,
      });
      for (const [index, row] of rows.entries()) {
        if (row.group !== group || shares[index] === 0) continue;
        measure(model, row.text, row.lang);
        found.push({
          values: Float64Array.from(evidenceRows()[task]),
          isTrue: side(row),
          weight: shares[index]!,
        });
      }
    }
    return fitFusion(found, options.ridge);
  };
  const tone = fusionOf(zero, 'tone', isPolar, row => row.label === 'pos');
  const opinion = fusionOf({ ...zero, tone }, 'opinion', () => true, isPolar);
  const fusion = { tone, opinion, decision: Float64Array.from([0.5, 1, 2.5, 1, 0, 0]) };
  const held: (Measured | null)[] = rows.map(() => null);
  for (const group of groups) {
    const model = makeToneModel(lists, {
      wordBits: WORD_BITS,
      characterBits: CHARACTER_BITS,
      ...folds.get(group)!,
      fusion,
    });
    for (const [index, row] of rows.entries())
      if (row.group === group) held[index] = measure(model, row.text, row.lang);
  }
  const weights = { wordBits: WORD_BITS, characterBits: CHARACTER_BITS, ...whole, fusion };
  return { weights, held, decisions: fusion.decision };
}
