import { dot, OPINION_EVIDENCE, opinionEvidence, TONE_EVIDENCE, toneEvidence } from './evidence.ts';
import { ROLE } from './lexicon.ts';
import type { Measured, ToneModel } from './model.ts';
import { emptySums, type Reading } from './reading.ts';
import { GAP } from './scan.ts';
import type { Words } from './words.ts';

const sums = emptySums();
const toneRow = new Float64Array(TONE_EVIDENCE.length);
const opinionRow = new Float64Array(OPINION_EVIDENCE.length);

/** Reads a text and weighs it. The rows and the reading stay valid until the next text. */
export function measure(model: ToneModel, text: string, language: string | null): Measured {
  const { reading, weights, steps } = model;
  const words = wordsFor(model, text, language);
  const clauses = clauseExtremes(model, words);
  reading.gather(sums, words, weights, null);
  toneEvidence(sums, reading, steps, toneRow);
  const tone = dot(toneRow, weights.fusion.tone);
  opinionEvidence(sums, reading, steps, tone, clauses, opinionRow);
  const opinion = dot(opinionRow, weights.fusion.opinion);
  return { words, tone, opinion, ...clauses, mixedPhrases: sums.mixedPhrases };
}

/** The rows behind `measure`, for training. Valid until the next text. */
export function evidenceRows(): { readonly tone: Float64Array; readonly opinion: Float64Array } {
  return { tone: toneRow, opinion: opinionRow };
}

/** Reads the text with the words of its language. */
export function wordsFor(model: ToneModel, text: string, language: string | null): Words {
  const { reading } = model;
  if (language === 'en' || language === 'fr') {
    const words = language === 'en' ? model.english : model.french;
    reading.read(text, words);
    return words;
  }
  reading.read(text, model.english);
  const english = stopCount(reading, model.english);
  reading.read(text, model.french);
  if (stopCount(reading, model.french) >= english) return model.french;
  reading.read(text, model.english);
  return model.english;
}

/** Enough words to tell French from English. */
const MAX_VOTES = 60;

function stopCount(reading: Reading, words: Words): number {
  let count = 0;
  const last = Math.min(reading.scan.count, MAX_VOTES);
  for (let index = 0; index < last; index += 1) {
    if ((words.roles[reading.slots[index]!]! & ROLE.stop) !== 0) count += 1;
  }
  return count;
}

/** A shorter piece between commas belongs to what follows. */
const MIN_CLAUSE_WORDS = 2;

function clauseExtremes(model: ToneModel, words: Words): { best: number; worst: number } {
  const { scan, slots } = model.reading;
  let best = 0;
  let worst = 0;
  let first = 0;
  for (let index = 1; index <= scan.count; index += 1) {
    const isEnd = index === scan.count;
    const isCut =
      isEnd || scan.gap[index] !== GAP.none || (words.roles[slots[index]!]! & ROLE.contrast) !== 0;
    if (!isCut || (!isEnd && index - first < MIN_CLAUSE_WORDS)) continue;
    const margin = clauseMargin(model, words, first, index);
    if (margin > best) best = margin;
    if (margin < worst) worst = margin;
    first = index;
  }
  return { best, worst };
}

/** What concerns a whole text and not one clause of it. */
const TEXT_EVIDENCE = [0, 12, 13, 14, 15, 16, 17, 18, 19];

export function clauseMargin(model: ToneModel, words: Words, from: number, to: number): number {
  model.reading.gather(sums, words, model.weights, null, from, to);
  toneEvidence(sums, model.reading, model.steps, toneRow);
  for (const place of TEXT_EVIDENCE) toneRow[place] = 0;
  return dot(toneRow, model.weights.fusion.tone);
}
