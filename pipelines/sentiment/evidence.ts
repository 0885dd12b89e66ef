import type { Reading } from './reading.ts';
import type { Remark } from './remark.ts';
import type { Sums } from './sums.ts';
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

/** What the clauses of a text say, each by its own margin m as tanh(m / 2): sums over its clauses, extremes, and places. */
export type Clauses = {
  count: number;
  good: number;
  bad: number;
  best: number;
  worst: number;
  first: number;
  last: number;
  /** The last clause that takes a side. */
  lastSide: number;
  /** After the first contrast ("mais"), and before it. */
  turned: number;
  before: number;
  isTurned: boolean;
  asked: number;
  supposed: number;
  quoted: number;
  compared: number;
  supposedWords: number;
  comparedWords: number;
  quotedWords: number;
};

export function noClauses(): Clauses {
  return {
    count: 0,
    good: 0,
    bad: 0,
    best: 0,
    worst: 0,
    first: 0,
    last: 0,
    lastSide: 0,
    turned: 0,
    before: 0,
    isTurned: false,
    asked: 0,
    supposed: 0,
    quoted: 0,
    compared: 0,
    supposedWords: 0,
    comparedWords: 0,
    quotedWords: 0,
  };
}

/** As `noClauses`, in place: a new one would cost a box for each of its fractions. */
export function clearClauses(clauses: Clauses): void {
  clauses.count = 0;
  clauses.good = 0;
  clauses.bad = 0;
  clauses.best = 0;
  clauses.worst = 0;
  clauses.first = 0;
  clauses.last = 0;
  clauses.lastSide = 0;
  clauses.turned = 0;
  clauses.before = 0;
  clauses.isTurned = false;
  clauses.asked = 0;
  clauses.supposed = 0;
  clauses.quoted = 0;
  clauses.compared = 0;
  clauses.supposedWords = 0;
  clauses.comparedWords = 0;
  clauses.quotedWords = 0;
}

/** Places of the verdict row: those of the tone row, then these. */
export const VERDICT_EVIDENCE = [
  ...TONE_EVIDENCE,
  'word-opinion',
  'character-opinion',
  'tone',
  'tone-size',
  'lexical',
  'balance',
  'mixed-phrases',
  'signs',
  'digits',
  'clauses',
  'good-clauses',
  'bad-clauses',
  'best-clause',
  'worst-clause',
  'both-sides',
  'first-clause',
  'last-clause',
  'last-side',
  'after-contrast',
  'before-contrast',
  'asked',
  'supposed',
  'quoted',
  'compared',
  'supposed-words',
  'compared-words',
  'quoted-words',
  'asked-share',
  'remark-tone',
  'remark-opinion',
  'remark-mixed',
  'remark-first',
  'remark-last',
  'remark-best',
  'remark-worst',
  'firm',
] as const;

/** Sums of bytes become weights with the steps of their tables. */
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

/** The tone row of a text. All values are small (mostly −3..3) and 0 where there is nothing. */
export function toneEvidence(sums: Sums, reading: Reading, steps: Steps, into: Float64Array): void {
  clauseEvidence(sums, steps, into);
  const { scan } = reading;
  const shout = Math.min(scan.exclamations, 3);
  into[0] = 1;
  into[12] = Math.tanh((goodOf(sums) - badOf(sums)) / 3) * shout;
  into[13] = shout;
  into[14] = Math.min(scan.questions, 3);
  into[15] = scan.letterCount > 10 ? (2 * scan.capitals) / scan.letterCount : 0;
  into[16] = Math.min(scan.ellipses, 3);
  into[17] = Math.log1p(sums.words / 2) / 3;
  into[18] = Math.tanh(sums.lateTone / 3);
  into[19] = Math.tanh(sums.earlyTone / 3);
}

/** The tone row of a clause: what concerns a whole text only is left as it is. */
export function clauseEvidence(sums: Sums, steps: Steps, into: Float64Array): void {
  const root = Math.sqrt(sums.words / 2);
  const good = goodOf(sums);
  const bad = badOf(sums);
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
  into[20] = perRoot(sums.negators, root);
  into[21] = Math.min(sums.contrasts, 3);
}

function goodOf(sums: Sums): number {
  return sums.good + 0.5 * sums.badNegated + sums.goodPhrases;
}

function badOf(sums: Sums): number {
  return sums.bad + sums.goodNegated + sums.badPhrases;
}

/** The verdict row of a whole text: its tone row, its margin, and what its clauses say. */
export function verdictEvidence(
  sums: Sums,
  reading: Reading,
  steps: Steps,
  toneRow: Float64Array,
  tone: number,
  clauses: Clauses,
  remark: Remark,
  into: Float64Array,
): void {
  const { scan } = reading;
  const tokens = sums.words / 2;
  const root = Math.sqrt(tokens);
  const perClause = 1 / Math.sqrt(clauses.count || 1);
  const good = goodOf(sums);
  const bad = badOf(sums);
  into.set(toneRow);
  let at = toneRow.length;
  into[at++] = perRoot(sums.wordOpinion, Math.sqrt(sums.words)) * steps.wordOpinion;
  into[at++] = perRoot(sums.characterOpinion, Math.sqrt(sums.grams)) * steps.characterOpinion;
  into[at++] = bounded(tone);
  into[at++] = Math.tanh(Math.abs(tone) / 2);
  into[at++] = perRoot(good + bad, root);
  into[at++] = perRoot(Math.min(good, bad), root);
  into[at++] = Math.min(sums.mixedPhrases, 2);
  into[at++] = Math.min(sums.goodSigns + sums.badSigns, 3);
  into[at++] = perRoot(scan.digits, root);
  into[at++] = Math.log1p(clauses.count);
  into[at++] = clauses.good * perClause;
  into[at++] = clauses.bad * perClause;
  into[at++] = clauses.best;
  into[at++] = clauses.worst;
  into[at++] = Math.min(clauses.best, -clauses.worst);
  into[at++] = clauses.first;
  into[at++] = clauses.last;
  into[at++] = clauses.lastSide;
  into[at++] = clauses.turned * perClause;
  into[at++] = clauses.before * perClause;
  into[at++] = clauses.asked * perClause;
  into[at++] = clauses.supposed * perClause;
  into[at++] = clauses.quoted * perClause;
  into[at++] = clauses.compared * perClause;
  into[at++] = perRoot(clauses.supposedWords, root);
  into[at++] = perRoot(clauses.comparedWords, root);
  into[at++] = perRoot(clauses.quotedWords, root);
  into[at++] = clauses.count > 0 ? scan.questions / clauses.count : 0;
  for (const head of remark.heads) into[at++] = bounded(head);
  into[at++] = remark.first;
  into[at++] = remark.last;
  into[at++] = remark.best;
  into[at++] = remark.worst;
  into[at++] = bounded(remark.firm);
}

/** A margin without the few that would outweigh everything. */
function bounded(margin: number): number {
  return Math.max(-6, Math.min(6, margin)) / 2;
}

/** The row by as many weights. */
export function dot(row: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < row.length; index += 1) sum += row[index]! * weights[index]!;
  return sum;
}
