import { type Clauses, clauseEvidence, dot, TONE_EVIDENCE } from './evidence.ts';
import { ROLE } from './lexicon.ts';
import type { ToneModel } from './model.ts';
import type { Reading } from './reading.ts';
import { GAP, SAID } from './scan.ts';
import type { Sums } from './sums.ts';

/** A shorter piece between commas belongs to what follows. */
const MIN_CLAUSE_WORDS = 2;
/** A clause takes a side from this tanh(m / 2) on. */
const SIDE = 0.3;

/** What concerns a whole text and not one clause of it stays 0. */
const clauseRow = new Float64Array(TONE_EVIDENCE.length);

/** Where the clause that begins at `first` ends (excluded): at a comma, a stop or a contrast, never inside an expression. */
export function clauseEnd(reading: Reading, first: number): number {
  const { scan, known, phraseFirst, phraseLast } = reading;
  for (let index = first + MIN_CLAUSE_WORDS; index < scan.count; index += 1) {
    const isCut = scan.gap[index] !== GAP.none || (known.roles[index]! & ROLE.contrast) !== 0;
    if (isCut && (phraseLast[index]! <= index || phraseFirst[index] === index)) return index;
  }
  return scan.count;
}

/** The margin of the tokens read into `sums`, as a clause for itself. */
export function sumsMargin(model: ToneModel, sums: Sums): number {
  clauseEvidence(sums, model.steps, clauseRow);
  return dot(clauseRow, model.weights.fusion.tone);
}

/** Notes what the clause from `first` to `end` (excluded) says, as tanh(margin / 2). */
export function noteClause(into: Clauses, reading: Reading, first: number, end: number, said: number): void {
  const { scan, known } = reading;
  let roles = 0;
  let quoted = 0;
  for (let index = first; index < end; index += 1) {
    const role = known.roles[index]!;
    roles |= role;
    if ((role & ROLE.supposed) !== 0) into.supposedWords += 1;
    if ((role & ROLE.compared) !== 0) into.comparedWords += 1;
    if ((scan.said[index]! & SAID.quoted) !== 0) quoted += 1;
  }
  into.quotedWords += quoted;
  if ((roles & ROLE.contrast) !== 0 && !into.isTurned) into.before = into.good + into.bad;
  into.isTurned ||= (roles & ROLE.contrast) !== 0;
  if (into.isTurned) into.turned += said;
  if ((scan.said[end - 1]! & SAID.asked) !== 0) into.asked += said;
  if ((roles & ROLE.supposed) !== 0) into.supposed += said;
  if ((roles & ROLE.compared) !== 0) into.compared += said;
  if (2 * quoted > end - first) into.quoted += said;
  if (into.count === 0) into.first = said;
  into.count += 1;
  into.last = said;
  if (Math.abs(said) >= SIDE) into.lastSide = said;
  if (said > 0) into.good += said;
  else into.bad += said;
  into.best = Math.max(into.best, said);
  into.worst = Math.min(into.worst, said);
}
