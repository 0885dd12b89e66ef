import type { Reading, Sums } from './reading.ts';
import type { Weights } from './weights.ts';

/** Two times the square root of what is read: a long text says more, yet not in proportion. */
function perRoot(value: number, root: number): number {
  return root > 0 ? value / root : 0;
}

/** What each place of the tone row means. The order is that of the weights: append, then train again. */
export const TONE_EVIDENCE = [
  'constant',
  'words',
  'characters',
  'good',
  'bad',
  'good-negated',
  'bad-negated',
  'net',
  'good-phrases',
  'bad-phrases',
  'good-signs',
  'bad-signs',
  'exclaimed-net',
  'exclamations',
  'questions',
  'capitals',
  'ellipses',
  'length',
  'late',
  'early',
  'negators',
  'contrasts',
] as const;

export const OPINION_EVIDENCE = [
  'constant',
  'words',
  'characters',
  'sure-tone',
  'tone-size',
  'lexical',
  'balance',
  'some-lexical',
  'phrases',
  'mixed-phrases',
  'signs',
  'questions',
  'exclamations',
  'digits',
  'length',
  'best-clause',
  'worst-clause',
  'both-clauses',
  'contrasts',
  'negators',
] as const;

/** Sums of bytes become weights with the tables' steps; in training they already are (steps 1). */
export type Steps = {
  readonly wordTone: number;
  readonly wordOpinion: number;
  readonly characterTone: number;
  readonly characterOpinion: number;
};

export function stepsOf(weights: Weights): Steps {
  return {
    wordTone: weights.words.toneStep,
    wordOpinion: weights.words.opinionStep,
    characterTone: weights.characters.toneStep,
    characterOpinion: weights.characters.opinionStep,
  };
}

/** The tone row of a text or clause. All values are small (mostly −3..3) and 0 where there is nothing. */
export function toneEvidence(sums: Sums, reading: Reading, steps: Steps, into: Float64Array): void {
  const { scan } = reading;
  const tokens = sums.words / 2;
  const root = Math.sqrt(tokens);
  const good = sums.good + 0.5 * sums.badNegated + sums.goodPhrases;
  const bad = sums.bad + sums.goodNegated + sums.badPhrases;
  const net = Math.tanh((good - bad) / 3);
  const shout = Math.min(scan.exclamations, 3);
  into[0] = 1;
  into[1] = perRoot(sums.wordTone, Math.sqrt(sums.words)) * steps.wordTone;
  into[2] = perRoot(sums.characterTone, Math.sqrt(sums.grams)) * steps.characterTone;
  into[3] = perRoot(sums.good, root);
  into[4] = perRoot(sums.bad, root);
  into[5] = perRoot(sums.goodNegated, root);
  into[6] = perRoot(sums.badNegated, root);
  into[7] = (good - bad) / (good + bad + 2);
  into[8] = Math.min(sums.goodPhrases, 9) / 3;
  into[9] = Math.min(sums.badPhrases, 9) / 3;
  into[10] = Math.min(sums.goodSigns, 3);
  into[11] = Math.min(sums.badSigns, 3);
  into[12] = net * shout;
  into[13] = shout;
  into[14] = Math.min(scan.questions, 3);
  into[15] = scan.letterCount > 10 ? (2 * scan.capitals) / scan.letterCount : 0;
  into[16] = Math.min(scan.ellipses, 3);
  into[17] = Math.log1p(tokens) / 3;
  into[18] = Math.tanh(sums.lateTone / 3);
  into[19] = Math.tanh(sums.earlyTone / 3);
  into[20] = perRoot(sums.negators, root);
  into[21] = Math.min(sums.contrasts, 3);
}

/** The opinion row: is anything good or bad said at all? `tone` is the tone margin of the whole text. */
export function opinionEvidence(
  sums: Sums,
  reading: Reading,
  steps: Steps,
  tone: number,
  clauses: { readonly best: number; readonly worst: number },
  into: Float64Array,
): void {
  const { scan } = reading;
  const tokens = sums.words / 2;
  const root = Math.sqrt(tokens);
  const good = sums.good + 0.5 * sums.badNegated + sums.goodPhrases;
  const bad = sums.bad + sums.goodNegated + sums.badPhrases;
  into[0] = 1;
  into[1] = perRoot(sums.wordOpinion, Math.sqrt(sums.words)) * steps.wordOpinion;
  into[2] = perRoot(sums.characterOpinion, Math.sqrt(sums.grams)) * steps.characterOpinion;
  into[3] = Math.tanh(Math.abs(tone) / 2);
  into[4] = Math.min(Math.abs(tone), 6) / 2;
  into[5] = perRoot(good + bad, root);
  into[6] = perRoot(Math.min(good, bad), root);
  into[7] = Math.tanh((good + bad) / 2);
  into[8] = Math.min(sums.goodPhrases + sums.badPhrases, 6) / 3;
  into[9] = Math.min(sums.mixedPhrases, 2);
  into[10] = Math.min(sums.goodSigns + sums.badSigns, 3);
  into[11] = Math.min(scan.questions, 3);
  into[12] = Math.min(scan.exclamations, 3);
  into[13] = perRoot(scan.digits, root);
  into[14] = Math.log1p(tokens) / 3;
  into[15] = Math.tanh(clauses.best / 2);
  into[16] = Math.tanh(clauses.worst / 2);
  into[17] = Math.tanh(Math.max(0, Math.min(clauses.best, -clauses.worst)));
  into[18] = Math.min(sums.contrasts, 3);
  into[19] = perRoot(sums.negators, root);
}

export function dot(row: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < row.length; index += 1) sum += row[index]! * (weights[index] ?? 0);
  return sum;
}
