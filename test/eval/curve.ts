import { fold } from '../../src/domain/text/fold.ts';
import { type CorpusRow, corpusRows, TONES, TURN_FILES, USUAL_FILES } from './corpus.ts';
import { type EvalOptions, report } from './labelled.ts';
import { ownCases, type ToneCase, toneCases } from './tone-cases.ts';
import { binaryF1, fourWayAccuracy, type Judged, mean, round, type ToneLabel } from './tone-metrics.ts';

/** How many of our own French rows are learnt from: of the usual files, and so many turns of speech beside all of those. */
const USUAL = [1000, 2000, Number.POSITIVE_INFINITY];
const TURNS = [4000, 8000, Number.POSITIVE_INFINITY];
/** Each size is drawn so often: which rows were drawn moves the figure by a point or two. */
const DRAWS = 3;
const BITS = 18;
const PASSES = 8;
const RATE = 0.5;

const LABELS = { positive: 'pos', neutral: 'neu', negative: 'neg', mixed: 'mixed' } as const;
const CLASSES: readonly ToneLabel[] = TONES.map(tone => LABELS[tone]);

type Example = { readonly features: Int32Array; readonly place: number };

/**
 * `npm run eval -- curve`: what more rows of our own bring. A plain model (logistic regression over hashed words,
 * pairs of words and four-letter pieces) learns the four labels from so many of our own French training rows and from
 * nothing else. It shows whether writing more rows is worth it; it is not the model that is shipped.
 */
export async function run(options: EvalOptions): Promise<number> {
  const outside = toneCases(options, 'sentiment/eval_fr.jsonl.gz');
  if (outside === null) return 0;
  const isFrench = (row: { readonly lang: string }): boolean => row.lang === 'fr';
  const first = ownCases(options, 'first').filter(isFrench);
  const second = ownCases(options, 'second').filter(isFrench);
  const usual = USUAL_FILES.flatMap(corpusRows).filter(isFrench).map(exampleOf);
  const turns = TURN_FILES.flatMap(corpusRows).filter(isFrench).map(exampleOf);
  const read = new Map([...outside, ...first, ...second].map(row => [row, featuresOf(row.text)]));
  const points = [
    ...USUAL.map(size => [size, 0] as const),
    ...TURNS.map(size => [usual.length, size] as const),
  ];
  const lines = points.map(([ofUsual, ofTurns]) => {
    const figures = Array.from({ length: DRAWS }, (_, draw) => {
      const some = [...drawn(usual, ofUsual, draw + 1), ...drawn(turns, ofTurns, draw + 1)];
      const weights = trained(some, draw + 1);
      const judge = (row: ToneCase): Judged => judged(weights, row, read.get(row) ?? new Int32Array(0));
      return figuresOf(first, second, outside, judge);
    });
    const over = (name: keyof (typeof figures)[number]): number =>
      round(mean(figures.map(one => one[name]))) ?? 0;
    const added = ofTurns === 0 ? '' : ` + ${Math.min(ofTurns, turns.length)} turns`;
    return [
      `${Math.min(ofUsual, usual.length)} rows${added}`,
      {
        'hard, first author': over('first'),
        'second author': over('second'),
        plain: over('plain'),
        'eval_fr binary F1, mean of the domains': over('binary'),
      },
    ] as const;
  });
  report(options, Object.fromEntries(lines));
  return 0;
}

function drawn(examples: readonly Example[], count: number, seed: number): readonly Example[] {
  return shuffled(examples, seed).slice(0, count);
}

function figuresOf(
  first: readonly ToneCase[],
  second: readonly ToneCase[],
  outside: readonly ToneCase[],
  judge: (row: ToneCase) => Judged,
): { first: number; second: number; plain: number; binary: number } {
  const [hard = [], plain = []] = [false, true].map(isPlain =>
    first.filter(row => (row.phenomenon === 'plain') === isPlain),
  );
  const domains = [...Map.groupBy(outside, row => row.domain).values()];
  return {
    first: fourWayAccuracy(hard.map(judge)),
    second: fourWayAccuracy(second.map(judge)),
    plain: fourWayAccuracy(plain.map(judge)),
    binary: mean(domains.map(some => binaryF1(some.map(judge)))) ?? 0,
  };
}

function exampleOf(row: CorpusRow): Example {
  return { features: featuresOf(row.text), place: TONES.indexOf(row.tone) };
}

/** Places of the hashed words, pairs (with the text's ends) and four-letter pieces, each once. */
function featuresOf(text: string): Int32Array {
  const words = fold(text).match(/[\p{L}\p{N}]+|[!?….,]/gu) ?? [];
  const found = new Set<number>();
  const all = ['^', ...words, '$'];
  for (const [index, word] of all.entries()) {
    found.add(hashed(word));
    found.add(hashed(`${word} ${all[index + 1] ?? ''}`));
  }
  const line = words.join(' ');
  for (let index = 0; index + 4 <= line.length; index += 1)
    found.add(hashed(`#${line.slice(index, index + 4)}`));
  return Int32Array.from(found);
}

function hashed(piece: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < piece.length; index += 1)
    hash = Math.imul(hash ^ piece.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) & ((1 << BITS) - 1);
}

type Weights = { readonly values: Float32Array; readonly bias: Float64Array };

/** Softmax by AdaGrad; a row's features share one length, so that long texts do not outweigh short ones. */
function trained(examples: readonly Example[], seed: number): Weights {
  const values = new Float32Array(CLASSES.length << BITS);
  const squares = new Float32Array(values.length).fill(1e-2);
  const bias = new Float64Array(CLASSES.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const { features, place } of shuffled(examples, seed * 100 + pass)) {
      const chances = chancesOf({ values, bias }, features);
      const size = 1 / Math.sqrt(features.length || 1);
      for (const [index, chance] of chances.entries()) {
        const slope = chance - (index === place ? 1 : 0);
        bias[index] = (bias[index] ?? 0) - 0.01 * slope;
        const step = slope * size;
        for (const feature of features) {
          const at = (index << BITS) + feature;
          const square = squares[at]! + step * step;
          squares[at] = square;
          values[at] = values[at]! - (RATE * step) / Math.sqrt(square);
        }
      }
    }
  }
  return { values, bias };
}

function chancesOf({ values, bias }: Weights, features: Int32Array): number[] {
  const size = 1 / Math.sqrt(features.length || 1);
  const margins = CLASSES.map((_, index) => {
    let sum = 0;
    for (const feature of features) sum += values[(index << BITS) + feature]!;
    return sum * size + bias[index]!;
  });
  const top = Math.max(...margins);
  const powers = margins.map(margin => Math.exp(margin - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / all);
}

function judged(weights: Weights, row: ToneCase, features: Int32Array): Judged {
  const chances = chancesOf(weights, features);
  const label = CLASSES[chances.indexOf(Math.max(...chances))] ?? 'neu';
  const polarity = chances[CLASSES.indexOf('pos')]! - chances[CLASSES.indexOf('neg')]!;
  return { gold: row.gold, polarity, label, confidence: Math.abs(polarity) };
}

/** The same order for the same seed (Fisher and Yates, Lehmer's generator). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  let state = seed * 7919 + 1;
  for (let index = order.length - 1; index > 0; index -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order;
}
