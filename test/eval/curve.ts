import { fold } from '../../src/domain/text/fold.ts';
import {
  type CorpusRow,
  corpusRows,
  SPLIT_NAMES,
  TONES,
  TURN_FILES,
  USUAL_FILES,
  VOICE_FILES,
} from './corpus.ts';
import { type EvalOptions, report } from './labelled.ts';
import { ownCases, type ToneCase, toneCases } from './tone-cases.ts';
import { binaryF1, fourWayAccuracy, type Judged, mean, round, type ToneLabel } from './tone-metrics.ts';

/** How many of our own French rows are learnt from: of the usual files; turns of speech beside those; voices beside all of them. */
const USUAL = [1000, Number.POSITIVE_INFINITY];
const TURNS = [8000, Number.POSITIVE_INFINITY];
const VOICES = [7000, 14_000, 28_000, Number.POSITIVE_INFINITY];
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
  const own = SPLIT_NAMES.map(name => ownCases(options, name).filter(isFrench));
  const [usual, turns, voices] = [USUAL_FILES, TURN_FILES, VOICE_FILES].map(files =>
    files.flatMap(corpusRows).filter(isFrench).map(exampleOf),
  ) as [Example[], Example[], Example[]];
  const read = new Map([...outside, ...own.flat()].map(row => [row, featuresOf(row.text)]));
  const points = [
    ...USUAL.map(size => [size, 0, 0] as const),
    ...TURNS.map(size => [usual.length, size, 0] as const),
    ...VOICES.map(size => [usual.length, turns.length, size] as const),
  ];
  const lines = points.map(([ofUsual, ofTurns, ofVoices]) => {
    const figures = Array.from({ length: DRAWS }, (_, draw) => {
      const some = [
        ...drawn(usual, ofUsual, draw + 1),
        ...drawn(turns, ofTurns, draw + 1),
        ...drawn(voices, ofVoices, draw + 1),
      ];
      const weights = trained(some, draw + 1);
      const judge = (row: ToneCase): Judged => judged(weights, row, read.get(row) ?? new Int32Array(0));
      return figuresOf(own, outside, judge);
    });
    const added = [
      ofTurns === 0 ? '' : ` + ${Math.min(ofTurns, turns.length)} turns`,
      ofVoices === 0 ? '' : ` + ${Math.min(ofVoices, voices.length)} voices`,
    ].join('');
    const names = Object.keys(figures[0] ?? {});
    return [
      `${Math.min(ofUsual, usual.length)} rows${added}`,
      Object.fromEntries(names.map(name => [name, round(mean(figures.map(one => one[name] ?? 0)) ?? 0)])),
    ] as const;
  });
  report(options, Object.fromEntries(lines));
  return 0;
}

function drawn(examples: readonly Example[], count: number, seed: number): readonly Example[] {
  return shuffled(examples, seed).slice(0, count);
}

function figuresOf(
  own: readonly (readonly ToneCase[])[],
  outside: readonly ToneCase[],
  judge: (row: ToneCase) => Judged,
): Readonly<Record<string, number>> {
  const isPlain = (row: ToneCase): boolean => row.phenomenon === 'plain';
  const domains = [...Map.groupBy(outside, row => row.domain).values()];
  const right = (rows: readonly ToneCase[]): number => fourWayAccuracy(rows.map(judge));
  return {
    ...Object.fromEntries(
      SPLIT_NAMES.map((name, at) => [`hard, ${name}`, right(own[at]?.filter(row => !isPlain(row)) ?? [])]),
    ),
    plain: right(own.flat().filter(isPlain)),
    'eval_fr binary F1, mean of the domains': mean(domains.map(some => binaryF1(some.map(judge)))) ?? 0,
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
