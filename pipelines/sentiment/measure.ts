import { clauseEnd, noteClause, sumsMargin } from './clauses.ts';
import {
  clearClauses,
  dot,
  noClauses,
  TONE_EVIDENCE,
  toneEvidence,
  VERDICT_EVIDENCE,
  verdictEvidence,
} from './evidence.ts';
import { ROLE } from './lexicon.ts';
import type { Measured, ToneModel } from './model.ts';
import type { Reading } from './reading.ts';
import { emptyRemark, readRemark } from './remark.ts';
import { MAX_TOKENS } from './scan.ts';
import { addSums, clearSums, emptySums, type Sums } from './sums.ts';
import { judged } from './verdict.ts';

const sums = emptySums();
const part = emptySums();
const clauses = noClauses();
const remark = emptyRemark();
const toneRow = new Float64Array(TONE_EVIDENCE.length);
const verdictRow = new Float64Array(VERDICT_EVIDENCE.length);
/** Of the clauses of the text that was measured last, by their first word: where they end, and their margin. */
const clauseEnds = new Int16Array(MAX_TOKENS);
const clauseMargins = new Float64Array(MAX_TOKENS);

/** Reads a text, clause by clause, and weighs it. The rows and the reading stay valid until the next text. */
export function measure(model: ToneModel, text: string, language: string | null): Measured {
  const { reading, weights, steps } = model;
  const isEnglish = readText(model, text, language);
  clearClauses(clauses);
  clearSums(sums);
  clauseEnds.fill(0, 0, reading.scan.count);
  for (let first = 0; first < reading.scan.count; ) {
    const end = clauseEnd(reading, first);
    reading.gather(part, weights, null, first, end);
    addSums(sums, part);
    const margin = sumsMargin(model, part);
    noteClause(clauses, reading, first, end, Math.tanh(margin / 2));
    clauseEnds[first] = end;
    clauseMargins[first] = margin;
    first = end;
  }
  toneEvidence(sums, reading, steps, toneRow);
  const words = dot(toneRow, weights.fusion.tone);
  readRemark(reading, weights, clauseEnds, remark);
  verdictEvidence(sums, reading, steps, toneRow, words, clauses, remark, verdictRow);
  return judged(weights.fusion.verdict, verdictRow, words, isEnglish);
}

/** The sums of the whole text behind `measure`. Valid until the next one. */
export function measuredSums(): Readonly<Sums> {
  return sums;
}

/** What is behind `measure`, for training. Valid until the next text. */
export function evidenceRows(): { readonly tone: Float64Array; readonly verdict: Float64Array } {
  return { tone: toneRow, verdict: verdictRow };
}

/** Reads the text with the words of its language. True: with the English ones. */
export function readText(model: ToneModel, text: string, language: string | null): boolean {
  const { reading, weights } = model;
  if (language === 'en' || language === 'fr') {
    const isEnglish = language === 'en';
    reading.read(text, isEnglish ? model.english : model.french, weights);
    return isEnglish;
  }
  reading.read(text, model.english, weights);
  const english = stopCount(reading);
  reading.read(text, model.french, weights);
  if (stopCount(reading) >= english) return false;
  reading.read(text, model.english, weights);
  return true;
}

/** Enough words to tell French from English. */
const MAX_VOTES = 60;

function stopCount(reading: Reading): number {
  let count = 0;
  const last = Math.min(reading.scan.count, MAX_VOTES);
  for (let index = 0; index < last; index += 1) {
    if ((reading.known.roles[index]! & ROLE.stop) !== 0) count += 1;
  }
  return count;
}

/** What the reading of remarks hears in the clause that begins at a word of the text that was measured last, log-odds. */
export function heardMargin(first: number): number {
  return remark.clauses[first]!;
}

/** The margin of the words `from` … `to` (excluded) of the text read last, as a clause for itself. */
export function clauseMargin(model: ToneModel, from: number, to: number): number {
  model.reading.gather(part, model.weights, null, from, to);
  return sumsMargin(model, part);
}

/** As `clauseMargin`, where `measure` was the last to read a text: most clauses were weighed with it. */
export function measuredMargin(model: ToneModel, from: number, to: number): number {
  return clauseEnds[from] === to ? clauseMargins[from]! : clauseMargin(model, from, to);
}
