import type { Data } from '../../src/domain/data.ts';
import { type Steps, stepsOf, TONE_EVIDENCE, VERDICT_EVIDENCE } from './evidence.ts';
import { compileLexicon } from './lexicon.ts';
import { Reading } from './reading.ts';
import { HEARING_WEIGHTS, MARGINS } from './verdict.ts';
import { readWeights, type Weights } from './weights.ts';
import { Words } from './words.ts';

/** Where the weights keep their limits, in order. */
export const DECISION = {
  /** A clause asked about for itself has a side above this margin. */
  clause: 0,
  /** Calibration of the confidence: slope, intercept. */
  slope: 1,
  intercept: 2,
  /** Less confident than this: abstain. */
  abstain: 3,
} as const;

/** The loaded model. It holds the buffers of the text being read, so it reads one text at a time. */
export type ToneModel = {
  readonly weights: Weights;
  readonly steps: Steps;
  readonly french: Words;
  readonly english: Words;
  readonly reading: Reading;
};

const loaded = new WeakMap<Data, ToneModel>();

/** The model of the data, read once; two stages share it. Throws a RangeError when the weights are not ours. */
export function toneModel(data: Data): ToneModel {
  let model = loaded.get(data);
  if (model === undefined) {
    model = makeToneModel(data.lexicons, readWeights(data.toneModel));
    loaded.set(data, model);
  }
  return model;
}

/** Throws a RangeError when the weights were trained for other evidence than this code gathers. */
export function makeToneModel(lexicons: Data['lexicons'], weights: Weights): ToneModel {
  checkSizes(weights);
  const known: { french?: Words; english?: Words } = {};
  const wordsOf = (list: string): Words => new Words(compileLexicon(lexicons[list] ?? {}), weights);
  return {
    weights,
    steps: stepsOf(weights),
    // Ten milliseconds each: a firm that nobody writes about in English never pays for it.
    get french() {
      known.french ??= wordsOf('tone-fr');
      return known.french;
    },
    get english() {
      known.english ??= wordsOf('tone-en');
      return known.english;
    },
    reading: new Reading(),
  };
}

/** A weight too few would make every margin no number, in silence. */
function checkSizes({ fusion: { tone, verdict, decision } }: Weights): void {
  const { hearing, straight } = verdict;
  const found = [tone, hearing.french, hearing.english, straight, decision].map(row => row.length).join();
  const expected = [
    TONE_EVIDENCE.length,
    HEARING_WEIGHTS,
    HEARING_WEIGHTS,
    MARGINS.length * VERDICT_EVIDENCE.length,
    Object.keys(DECISION).length,
  ].join();
  if (found !== expected)
    throw new RangeError(`Expected tone weights of ${expected}, got ${found}: train again`);
}

/** What was measured on a text: margins are log-odds. */
export type Measured = {
  /** Good against bad, from the words alone: what the reasons explain. */
  readonly words: number;
  /** Good against bad, with all that its clauses say, as far as that is heard (`Verdict.hearing`). */
  readonly tone: number;
  /** One side against none or both. */
  readonly opinion: number;
  /** Both sides against none. */
  readonly mixed: number;
};
