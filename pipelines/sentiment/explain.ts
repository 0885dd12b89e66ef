import type { Because, Tone } from '../../src/domain/annotation.ts';
import { clauseEnd } from './clauses.ts';
import { dot, TONE_EVIDENCE, toneEvidence } from './evidence.ts';
import { ROLE } from './lexicon.ts';
import { heardMargin, measuredMargin, measuredSums } from './measure.ts';
import type { ToneModel } from './model.ts';
import type { Reading } from './reading.ts';
import { isSame, kernel, LONGEST, type Span, spanOf } from './reason-spans.ts';
import { STANDING, standing } from './reason-standing.ts';
import { GAP, MAX_TOKENS } from './scan.ts';
import { addSums, clearSums, emptySums, type Sums } from './sums.ts';

/** How many words of a side are weighed again, and how many are shown in all. */
const MAX_CANDIDATES = 5;
const MAX_REASONS = 5;
/** A word that weighs less than so much of its side's strongest explains nothing beside it; an expression is a fact. */
const MIN_SHARE = 0.33;
const EXPRESSION_SHARE = 0.2;
/** No word and no expression is longer; an endless one explains nothing. */
const TERM_MAX = 200;
/** Log-odds under which a word explains nothing. */
const MIN_WEIGHT = 0.08;
/** No clause says so much. */
const TAKEN = 99;
/** A bad word in a clause with a better margin is no grievance ("rien de compliqué"), a good one in a worse no praise. */
const GOOD_CLAUSE = 0.8;
const BAD_CLAUSE = 0;

/** `share`: how much of the strongest it has to weigh. */
type Reason = Span & { readonly weight: number; readonly share: number };
type Candidate = Span & { readonly guess: number; readonly standing: number };

const whole = emptySums();
const sentence = emptySums();
const rest = emptySums();
const changed = emptySums();
/** Which sentence `sentence` holds the sums of. */
const known = { from: -1, to: -1 };
const row = new Float64Array(TONE_EVIDENCE.length);
/** A quick guess of what each word brings. */
const estimates = new Float64Array(MAX_TOKENS);
/** The margin of the clause that holds each word. */
const clauses = new Float64Array(MAX_TOKENS);
/** 1 where that clause holds a bad word: what is good beside it is no praise ("réussi à tous être malades"). */
const reproached = new Uint8Array(MAX_TOKENS);

/**
 * Why a text has its label: for each word, the margin of the whole text minus the margin without that word
 * (everything is read again: negations, pairs, expressions). Words and expressions that are known to be good or bad
 * speak first, then negations; what happens to people (`circumstances`) only where nothing else does. A word that
 * only its learnt weight speaks for explains nothing alone: where no other does, the worst clause is shown. A neutral
 * text has no reasons. `full` is the margin just measured.
 */
export function reasons(model: ToneModel, full: number, label: Tone, text: string): Because {
  if (label === 'neutral') return [];
  const { reading } = model;
  clearSums(whole);
  addSums(whole, measuredSums());
  known.from = -1;
  estimate(model);
  noteClauses(model);
  const sides = label === 'mixed' ? [1, -1] : label === 'positive' ? [1] : [-1];
  const all = sides.flatMap(side => reasonsOf(model, full, side));
  // A good word that is small beside the grievance is no side of its own.
  const floor = MIN_SHARE * Math.max(0, ...all.map(one => Math.abs(one.weight)));
  const found = all.filter(one => one.weight < 0 || one.weight >= floor);
  const side = label === 'positive' ? 1 : -1;
  if (!found.some(one => one.weight * side > 0)) {
    hearClauses(reading, found, side);
    const span = kernel(reading, text, estimates, clauses, side);
    // The verdict may rest on what no word carries alone; its clause is shown all the same, with the least weight.
    if (span !== null) {
      const weight = (full - marginWithout(model, span)) * side;
      found.push({ ...span, weight: Math.max(MIN_WEIGHT, weight) * side, share: 0 });
    }
  }
  found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return shown(reading, found, text);
}

/** What speaks for a side: the best standing there is, without what is small beside the strongest. */
function reasonsOf(model: ToneModel, full: number, side: number): Reason[] {
  const { reading } = model;
  const weighed: Reason[] = [];
  for (const candidate of candidates(reading, side)) {
    if (candidate.standing === STANDING.circumstance && weighed.length > 0) break;
    const span = spanOf(reading, candidate);
    if (weighed.some(known => known.first <= span.first && known.end >= span.end)) continue;
    const weight = full - marginWithout(model, span);
    const isExpression = candidate.standing === STANDING.listed && candidate.end > candidate.first + 1;
    const share = isExpression ? EXPRESSION_SHARE : MIN_SHARE;
    if (weight * side >= MIN_WEIGHT) weighed.push({ ...span, weight, share });
  }
  const merged = joined(model, weighed, full);
  const strongest = Math.max(0, ...merged.map(one => one.weight * side));
  return merged.filter(one => one.weight * side >= one.share * strongest);
}

/** The strongest, each word once, whatever its ending. */
function shown(reading: Reading, found: readonly Reason[], text: string): Because {
  const because: Because[number][] = [];
  const spans: Span[] = [];
  for (const one of found) {
    const start = reading.scan.start[one.first]!;
    const end = reading.scan.end[one.end - 1]!;
    if (end - start > TERM_MAX || spans.some(other => isSame(reading, other, one))) continue;
    const weight = Math.round(one.weight * 1000) / 1000;
    because.push({ term: text.slice(start, end), weight, at: [start, end] });
    spans.push(one);
    if (because.length === MAX_REASONS) break;
  }
  return because;
}

/** A word changes its own sentence only (negations and pairs end with it), so only that is read again. */
function marginWithout(model: ToneModel, { first, end }: Span): number {
  const { reading, weights } = model;
  const { gap, count } = reading.scan;
  let from = first;
  while (from > 0 && gap[from] !== GAP.sentence) from -= 1;
  let to = end;
  while (to < count && gap[to] !== GAP.sentence) to += 1;
  if (from !== known.from || to !== known.to) {
    reading.gather(sentence, weights, null, from, to);
    known.from = from;
    known.to = to;
  }
  reading.gather(rest, weights, null, from, to, first, end);
  exchange(changed, whole, sentence, rest);
  return margin(model, changed);
}

/** The sums of a text whose `part` has become `other`. Every field is spelled out: by name it would cost ten times. */
function exchange(into: Sums, all: Sums, part: Sums, other: Sums): void {
  into.words = all.words - part.words + other.words;
  into.grams = all.grams - part.grams + other.grams;
  into.wordTone = all.wordTone - part.wordTone + other.wordTone;
  into.wordOpinion = all.wordOpinion - part.wordOpinion + other.wordOpinion;
  into.characterTone = all.characterTone - part.characterTone + other.characterTone;
  into.characterOpinion = all.characterOpinion - part.characterOpinion + other.characterOpinion;
  into.good = all.good - part.good + other.good;
  into.bad = all.bad - part.bad + other.bad;
  into.goodNegated = all.goodNegated - part.goodNegated + other.goodNegated;
  into.badNegated = all.badNegated - part.badNegated + other.badNegated;
  into.goodPhrases = all.goodPhrases - part.goodPhrases + other.goodPhrases;
  into.badPhrases = all.badPhrases - part.badPhrases + other.badPhrases;
  into.mixedPhrases = all.mixedPhrases - part.mixedPhrases + other.mixedPhrases;
  into.goodSigns = all.goodSigns - part.goodSigns + other.goodSigns;
  into.badSigns = all.badSigns - part.badSigns + other.badSigns;
  into.negators = all.negators - part.negators + other.negators;
  into.contrasts = all.contrasts - part.contrasts + other.contrasts;
  into.lateTone = all.lateTone - part.lateTone + other.lateTone;
  into.earlyTone = all.earlyTone - part.earlyTone + other.earlyTone;
}

function margin(model: ToneModel, sums: Sums): number {
  toneEvidence(sums, model.reading, model.steps, row);
  return dot(row, model.weights.fusion.tone);
}

/** What a listed word weighs in the choice of candidates, beside the learnt weights. */
const LEXICAL_ESTIMATE = 0.5;

/** What the first half of a negation weighs there; it is a small word that has no estimate. */
const HALF_ESTIMATE = 0.05;

/** Fills `estimates` from the sums of the last whole reading. */
function estimate(model: ToneModel): void {
  const { reading, steps, weights } = model;
  const { scan } = reading;
  estimates.fill(0, 0, scan.count);
  const perWord = ((weights.fusion.tone[1] ?? 0) * steps.wordTone) / Math.sqrt(whole.words || 1);
  const perGram = ((weights.fusion.tone[2] ?? 0) * steps.characterTone) / Math.sqrt(whole.grams || 1);
  for (let index = 0; index < scan.count; index += 1) {
    const roles = reading.known.roles[index]!;
    const inPhrase = reading.phraseLast[index]! > index;
    if ((roles & ROLE.stop) !== 0 && !inPhrase) continue;
    const tone = inPhrase ? reading.phraseTone[index]! : reading.lexicalParts[index]!;
    estimates[index] =
      perWord * reading.wordParts[index]! +
      perGram * reading.characterParts[index]! +
      LEXICAL_ESTIMATE * tone;
  }
}

/** Fills `clauses`; most were weighed when the text was measured. */
function noteClauses(model: ToneModel): void {
  const { reading } = model;
  for (let first = 0; first < reading.scan.count; ) {
    const end = clauseEnd(reading, first);
    clauses.fill(measuredMargin(model, first, end), first, end);
    reproached.fill(holdsBad(reading, first, end) ? 1 : 0, first, end);
    first = end;
  }
}

/**
 * Adds to `clauses` what the reading of remarks hears in each: where no word is known, the verdict rests on how it is
 * said, and that reading knows which clause says it. A clause that already speaks for the other side is left to it.
 */
function hearClauses(reading: Reading, found: readonly Reason[], side: number): void {
  for (let first = 0; first < reading.scan.count; ) {
    const end = clauseEnd(reading, first);
    const isTaken = found.some(one => one.first >= first && one.first < end);
    const heard = isTaken ? -TAKEN * side : heardMargin(first);
    for (let index = first; index < end; index += 1) clauses[index]! += heard;
    first = end;
  }
}

function holdsBad({ lexicalParts, phraseLast, phraseTone }: Reading, first: number, end: number): boolean {
  for (let index = first; index < end; index += 1)
    if ((phraseLast[index]! > index ? phraseTone[index]! : lexicalParts[index]!) < 0) return true;
  return false;
}

/** True where no place is left for so small a guess, whatever its standing. */
function isTooSmall(best: readonly Candidate[], guess: number): boolean {
  const last = best.length === MAX_CANDIDATES ? best[MAX_CANDIDATES - 1]! : null;
  return last !== null && last.standing !== STANDING.circumstance && last.guess >= guess;
}

function isTurned(index: number, side: number): boolean {
  return side < 0 ? clauses[index]! > GOOD_CLAUSE : clauses[index]! < BAD_CLAUSE || reproached[index] === 1;
}

/** The words (or whole expressions) that most likely speak for a side, best standing and strongest guess first. */
function candidates(reading: Reading, side: number): Candidate[] {
  const best: Candidate[] = [];
  for (let index = 0; index < reading.scan.count; index += 1) {
    const inPhrase = reading.phraseLast[index]! > index;
    const isHalf = side < 0 && !inPhrase && (reading.known.roles[index]! & ROLE.weakNegator) !== 0;
    const guess = isHalf ? HALF_ESTIMATE : estimates[index]! * side;
    if (guess <= 0 || isTurned(index, side) || isTooSmall(best, guess)) continue;
    const rank = standing(reading, index, side);
    if (rank === STANDING.none) continue;
    const span = inPhrase
      ? { first: reading.phraseFirst[index]!, end: reading.phraseLast[index]! }
      : { first: index, end: index + 1 };
    if (best.some(other => other.first === span.first)) continue;
    const isFact = rank === STANDING.circumstance;
    let place = best.length;
    while (place > 0) {
      const other = best[place - 1]!;
      const isOtherFact = other.standing === STANDING.circumstance;
      if (isFact === isOtherFact ? other.guess >= guess : isFact) break;
      place -= 1;
    }
    if (place === MAX_CANDIDATES) continue;
    best.splice(place, 0, { ...span, guess, standing: rank });
    if (best.length > MAX_CANDIDATES) best.pop();
  }
  return best;
}

/** Neighbouring reasons become one, weighed together; so do those that share a negation. */
function joined(model: ToneModel, weighed: Reason[], full: number): Reason[] {
  const { gap } = model.reading.scan;
  const result: Reason[] = [];
  for (const reason of weighed.toSorted((a, b) => a.first - b.first || b.end - a.end)) {
    const before = result.at(-1);
    const isApart =
      before === undefined ||
      before.end < reason.first ||
      (before.end === reason.first &&
        (gap[reason.first] !== GAP.none || reason.end - before.first > LONGEST));
    if (isApart) {
      result.push(reason);
      continue;
    }
    if (reason.end <= before.end) continue;
    const span = { first: before.first, end: reason.end };
    const share = Math.min(before.share, reason.share);
    result[result.length - 1] = { ...span, weight: full - marginWithout(model, span), share };
  }
  return result;
}
