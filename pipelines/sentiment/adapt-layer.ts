import { bounded, type Layer } from './adapt.ts';

/**
 * Logistic regression on what the fixed model leaves: the margin is an offset, a weight per word starts from
 * nothing and decays. Chosen on our own corpus; `npm run eval -- adaptation` tells what it brings.
 */
const PASSES = 6;
const RATE = 0.5;
/** Shrinks each weight of a text at each step: the prior that words mean what the model says. */
const DECAY = 0.02;
/** How fast the bias learns beside the words: a firm whose reviews are all good teaches no bias on tone. */
const BIAS_SHARE = 0.1;
/** A class that is rare weighs more, at most so many times. */
const CLASS_WEIGHT_MAX = 4;
/** Lessons of the rarer class without which nothing is learnt. */
const RARER_MIN = 12;
/** What is learnt from so many lessons in balance counts half. */
const HALF_AT = 60;
/** Each lesson is judged by what the other folds taught. */
const FOLDS = 4;
const STRENGTHS = [0.25, 0.5, 0.75, 1];
/** A word of one lesson alone teaches nothing of another. */
const LESSONS_PER_WORD_MIN = 2;
/** Words kept, those of most lessons: a few hundred reviews hold some thousand. */
const WORDS_MAX = 4000;
const PROBABILITY_MIN = 1e-6;

export type LayerLesson = {
  /** The fixed model's margin. */
  readonly margin: number;
  /** Which side it was: true for the margin's positive one. */
  readonly is: boolean;
  readonly features: readonly string[];
};
export type LayerOptions = {
  /** 0: each lesson counts the same; 1: each class counts the same. */
  readonly balance: number;
  /** Standard errors that the gain on lessons kept apart must exceed. */
  readonly caution: number;
};
export type LearntLayer = {
  readonly layer: Layer;
  /** For each lesson what the other folds would have added to its margin, strength included. */
  readonly apart: readonly number[];
};

type Row = { readonly margin: number; readonly is: boolean; readonly places: Int32Array };
type Weights = { bias: number; readonly words: Float64Array };

/** Learns from all lessons, oldest first; the same lessons give the same layer. */
export function learnLayer(lessons: readonly LayerLesson[], options: LayerOptions): LearntLayer {
  const yes = lessons.filter(lesson => lesson.is).length;
  const rarer = Math.min(yes, lessons.length - yes);
  const nothing = {
    layer: { strength: 0, bias: 0, words: {} },
    apart: new Array<number>(lessons.length).fill(0),
  };
  if (rarer < RARER_MIN) return nothing;
  const names = vocabulary(lessons);
  const places = new Map(names.map((name, place) => [name, place]));
  const rows = lessons.map(({ margin, is, features }): Row => {
    return { margin, is, places: Int32Array.from(features.flatMap(name => places.get(name) ?? [])) };
  });
  const weightOf = classWeights(yes, lessons.length, options.balance);
  const apart = rows.map(() => 0);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = rows.filter((_, index) => index % FOLDS !== fold);
    const weights = fitted(others, names.length, weightOf);
    for (let index = fold; index < rows.length; index += FOLDS) apart[index] = shiftBy(weights, rows[index]);
  }
  const proven = bestStrength(rows, apart, weightOf, options.caution);
  if (proven === 0) return nothing;
  const strength = (proven * 2 * rarer) / (2 * rarer + HALF_AT);
  const { bias, words } = fitted(rows, names.length, weightOf);
  return {
    layer: {
      strength,
      bias,
      words: Object.fromEntries(names.map((name, place) => [name, words[place] ?? 0])),
    },
    apart: apart.map(shift => shift * strength),
  };
}

function vocabulary(lessons: readonly LayerLesson[]): string[] {
  const counts = new Map<string, number>();
  for (const { features } of lessons)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= LESSONS_PER_WORD_MIN)
    .sort((a, b) => b[1] - a[1])
    .slice(0, WORDS_MAX)
    .map(([name]) => name);
}

type WeightOf = (is: boolean) => number;

function classWeights(yes: number, all: number, balance: number): WeightOf {
  const weigh = (count: number) => Math.min(CLASS_WEIGHT_MAX, (all / (2 * count)) ** balance);
  const [ofYes, ofNo] = [weigh(yes), weigh(all - yes)];
  return is => (is ? ofYes : ofNo);
}

function fitted(rows: readonly Row[], size: number, weightOf: WeightOf): Weights {
  const weights: Weights = { bias: 0, words: new Float64Array(size) };
  const { words } = weights;
  for (let pass = 0; pass < PASSES; pass += 1)
    for (const { margin, is, places } of rows) {
      const value = 1 / Math.sqrt(places.length || 1);
      let sum = margin + weights.bias;
      for (const place of places) sum += words[place]! * value;
      const step = RATE * weightOf(is) * ((is ? 1 : 0) - probability(sum));
      weights.bias += BIAS_SHARE * step - RATE * DECAY * weights.bias;
      for (const place of places) words[place] = words[place]! * (1 - RATE * DECAY) + step * value;
    }
  return weights;
}

function shiftBy({ bias, words }: Weights, row: Row | undefined): number {
  const places = row?.places ?? new Int32Array();
  let sum = 0;
  for (const place of places) sum += words[place]!;
  return bounded(bias + sum / Math.sqrt(places.length || 1));
}

/** The strength that gains most log-likelihood on the lessons kept apart, less its uncertainty; 0: none gains. */
function bestStrength(
  rows: readonly Row[],
  apart: readonly number[],
  weightOf: WeightOf,
  caution: number,
): number {
  let best = 0;
  let most = 0;
  for (const strength of STRENGTHS) {
    const gains = rows.map(({ margin, is }, index) => {
      const before = logLikelihood(margin, is);
      return weightOf(is) * (logLikelihood(margin + strength * (apart[index] ?? 0), is) - before);
    });
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const spread = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
    const gain = mean - caution * Math.sqrt(spread / gains.length);
    if (gain > most) [best, most] = [strength, gain];
  }
  return best;
}

function logLikelihood(margin: number, is: boolean): number {
  return Math.log(Math.max(PROBABILITY_MIN, probability(is ? margin : -margin)));
}

function probability(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}
