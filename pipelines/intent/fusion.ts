import type { Annotation, Tone } from '../../src/domain/annotation.ts';
import { SPOKEN_INTENTS } from '../cues/cues.ts';

/**
 * What each intent of the layer (a row) and the tone of the whole speak for, in the order of `SPOKEN_INTENTS`:
 * complaint, praise, question, lead, job, none. Rounded by hand after a regression on the training files, each
 * trade left out in turn, with a third of the tones wrong: in life they are not all right.
 */
const OF_WORDS: readonly (readonly number[])[] = [
  [0.45, 0.13, -0.17, -0.3, -0.2, 0.1],
  [0.1, 0.48, -0.15, -0.24, -0.24, 0.05],
  [-0.09, -0.11, 0.46, -0.06, -0.09, -0.11],
  [-0.14, -0.22, 0, 0.63, -0.06, -0.2],
  [-0.17, -0.22, -0.05, -0.05, 0.7, -0.2],
  [0, -0.07, -0.15, -0.11, -0.14, 0.46],
];
const OF_TONE: Readonly<Record<Tone, readonly number[]>> = {
  positive: [-1.4, 1.9, 0, -0.25, 0.15, -0.5],
  negative: [1.9, -0.6, 0, -0.3, -0.6, -0.4],
  mixed: [0.65, -0.5, -0.55, -0.25, -0.5, 1.15],
  neutral: [-1.1, -1.2, 0.65, 0.5, 1, 0.2],
};
/** What is left of a tone that the model would not stake itself on. */
const UNSURE = 0.5;

/** Log-odds-like sums of what words and tone say of each of `SPOKEN_INTENTS`; `words` is their share, 1 for all of it. */
export function fused(odds: Float64Array, tone: Annotation | undefined, words: number): number[] {
  const byTone = tone && OF_TONE[tone.label as Tone];
  const share = (tone?.abstain ? UNSURE : 1) * words;
  const sums: number[] = [];
  for (let place = 0; place < SPOKEN_INTENTS.length; place += 1) {
    let sum = (byTone?.[place] ?? 0) * share;
    for (let word = 0; word < OF_WORDS.length; word += 1)
      sum += OF_WORDS[word]![place]! * odds[word]! * words;
    sums.push(sum);
  }
  return sums;
}
