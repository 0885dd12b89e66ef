import { dot, OPINION_EVIDENCE, opinionEvidence, TONE_EVIDENCE, toneEvidence } from './evidence.ts';
import { ROLE } from './lexicon.ts';
import type { Measured, ToneModel } from './model.ts';
import { emptySums, type Reading, type Sums } from './reading.ts';
import { GAP } from './scan.ts';

const sums = emptySums();
const toneRow = new Float64Array(TONE_EVIDENCE.length);
const opinionRow = new Float64Array(OPINION_EVIDENCE.length);

/** Reads a text and weighs it. The rows and the reading stay valid until the next text. */
export function measure(model: ToneModel, text: string, language: string | null): Measured {
  const { reading, weights, steps } = model;
  readText(model, text, language);
  const clauses = clauseExtremes(model);
  reading.gather(sums, weights, null);
  toneEvidence(sums, reading, steps, toneRow);
  const tone = dot(toneRow, weights.fusion.tone);
  opinionEvidence(sums, reading, steps, tone, clauses, opinionRow);
  const opinion = dot(opinionRow, weights.fusion.opinion);
  return { tone, opinion, ...clauses, mixedPhrases: sums.mixedPhrases };
}

/** The sums of the whole text behind `measure`. Valid until the next text or clause. */
export function measuredSums(): Readonly<Sums> {
  return sums;
}

/** The rows behind `measure`, for training. Valid until the next text. */
export function evidenceRows(): { readonly tone: Float64Array; readonly opinion: Float64Array } {
  return { tone: toneRow, opinion: opinionRow };
}

/** Reads the text with the words of its language. */
export function readText(model: ToneModel, text: string, language: string | null): void {
  const { reading, weights } = model;
  if (language === 'en' || language === 'fr') {
    const words = language === 'en' ? model.english : model.french;
    reading.read(text, words, weights);
    return;
  }
  reading.read(text, model.english, weights);
  const english = stopCount(reading);
  reading.read(text, model.french, weights);
  if (stopCount(reading) >= english) return;
  reading.read(text, model.english, weights);
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

/** A shorter piece between commas belongs to what follows. */
const MIN_CLAUSE_WORDS = 2;

function clauseExtremes(model: ToneModel): { best: number; worst: number } {
  const { scan, known } = model.reading;
  let best = 0;
  let worst = 0;
  let first = 0;
  for (let index = 1; index <= scan.count; index += 1) {
    const isEnd = index === scan.count;
    const isCut = isEnd || scan.gap[index] !== GAP.none || (known.roles[index]! & ROLE.contrast) !== 0;
    if (!isCut || (!isEnd && index - first < MIN_CLAUSE_WORDS)) continue;
    const margin = clauseMargin(model, first, index);
    if (margin > best) best = margin;
    if (margin < worst) worst = margin;
    first = index;
  }
  return { best, worst };
}

/** What concerns a whole text and not one clause of it. */
const TEXT_EVIDENCE = [0, 12, 13, 14, 15, 16, 17, 18, 19];

export function clauseMargin(model: ToneModel, from: number, to: number): number {
  model.reading.gather(sums, model.weights, null, from, to);
  toneEvidence(sums, model.reading, model.steps, toneRow);
  for (const place of TEXT_EVIDENCE) toneRow[place] = 0;
  return dot(toneRow, model.weights.fusion.tone);
}
