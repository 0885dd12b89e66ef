import type { Because, Tone } from '../../src/domain/annotation.ts';
import { dot, TONE_EVIDENCE, toneEvidence } from './evidence.ts';
import { ROLE, wordAt } from './lexicon.ts';
import { measuredSums } from './measure.ts';
import type { ToneModel } from './model.ts';
import type { Reading } from './reading.ts';
import { GAP, MAX_TOKENS } from './scan.ts';
import { addSums, clearSums, emptySums, type Sums } from './sums.ts';

/** How many words of a side are weighed again, and how many are shown in all. */
const MAX_CANDIDATES = 5;
const MAX_REASONS = 5;
/** How far back a word looks for the negation that turns it ("pas du tout bon"), and a lone negation ahead. */
const NEGATION_BACK = 3;
const NEGATION_AHEAD = 2;
/** A word that weighs less than so much of its side's strongest explains nothing beside it. */
const MIN_SHARE = 0.25;
/** No word and no expression is longer; an endless one explains nothing. */
const TERM_MAX = 200;
/** Log-odds under which a word explains nothing. */
const MIN_WEIGHT = 0.08;

type Span = { readonly first: number; readonly end: number };
type Reason = Span & { readonly weight: number };

const whole = emptySums();
const sentence = emptySums();
const rest = emptySums();
/** Which sentence `sentence` holds the sums of. */
const known = { from: -1, to: -1 };
const row = new Float64Array(TONE_EVIDENCE.length);
/** A quick guess of what each word brings. */
const estimates = new Float64Array(MAX_TOKENS);

/**
 * Why a text has its label: for each word, the margin of the whole text minus the margin without that word
 * (everything is read again: negations, pairs, expressions). Neighbours are one reason; function words, and words
 * whose sign is not the verdict's, are not shown. A neutral text has none. `full` is the margin just measured.
 */
export function reasons(model: ToneModel, full: number, label: Tone, text: string): Because {
  if (label === 'neutral') return [];
  const { reading } = model;
  clearSums(whole);
  addSums(whole, measuredSums());
  known.from = -1;
  estimate(model);
  const sides = label === 'mixed' ? [1, -1] : label === 'positive' ? [1] : [-1];
  const found: Reason[] = [];
  for (const side of sides) {
    const weighed: Reason[] = [];
    for (const found of candidates(reading, side)) {
      const span = wholeOf(reading, found);
      if (weighed.some(known => known.first <= span.first && known.end >= span.end)) continue;
      const weight = full - marginWithout(model, span.first, span.end);
      if (weight * side >= MIN_WEIGHT) weighed.push({ ...span, weight });
    }
    const merged = joined(model, weighed, full);
    const least = Math.max(MIN_WEIGHT, MIN_SHARE * Math.max(...merged.map(one => one.weight * side)));
    found.push(...merged.filter(one => one.weight * side >= least));
  }
  found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return shown(reading, found, text);
}

/** The strongest, each wording once. */
function shown(reading: Reading, found: readonly Reason[], text: string): Because {
  const because: Because[number][] = [];
  for (const { first, end: last, weight } of found) {
    const start = reading.scan.start[first]!;
    const end = reading.scan.end[last - 1]!;
    const term = text.slice(start, end);
    if (term.length > TERM_MAX) continue;
    const folded = term.toLowerCase();
    if (because.some(other => other.term.toLowerCase() === folded)) continue;
    because.push({ term, weight: Math.round(weight * 1000) / 1000, at: [start, end] });
    if (because.length === MAX_REASONS) break;
  }
  return because;
}

/** A word changes its own sentence only (negations and pairs end with it), so only that is read again. */
function marginWithout(model: ToneModel, first: number, end: number): number {
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
  return margin(model, exchanged(whole, sentence, rest));
}

/** The sums of a text whose `part` has become `other`. Every field is spelled out: by name it would cost ten times. */
function exchanged(all: Sums, part: Sums, other: Sums): Sums {
  return {
    words: all.words - part.words + other.words,
    grams: all.grams - part.grams + other.grams,
    wordTone: all.wordTone - part.wordTone + other.wordTone,
    wordOpinion: all.wordOpinion - part.wordOpinion + other.wordOpinion,
    characterTone: all.characterTone - part.characterTone + other.characterTone,
    characterOpinion: all.characterOpinion - part.characterOpinion + other.characterOpinion,
    good: all.good - part.good + other.good,
    bad: all.bad - part.bad + other.bad,
    goodNegated: all.goodNegated - part.goodNegated + other.goodNegated,
    badNegated: all.badNegated - part.badNegated + other.badNegated,
    goodPhrases: all.goodPhrases - part.goodPhrases + other.goodPhrases,
    badPhrases: all.badPhrases - part.badPhrases + other.badPhrases,
    mixedPhrases: all.mixedPhrases - part.mixedPhrases + other.mixedPhrases,
    goodSigns: all.goodSigns - part.goodSigns + other.goodSigns,
    badSigns: all.badSigns - part.badSigns + other.badSigns,
    negators: all.negators - part.negators + other.negators,
    contrasts: all.contrasts - part.contrasts + other.contrasts,
    lateTone: all.lateTone - part.lateTone + other.lateTone,
    earlyTone: all.earlyTone - part.earlyTone + other.earlyTone,
  };
}

function margin(model: ToneModel, sums: Sums): number {
  toneEvidence(sums, model.reading, model.steps, row);
  return dot(row, model.weights.fusion.tone);
}

/** What a listed word weighs in the choice of candidates, beside the learnt weights. */
const LEXICAL_ESTIMATE = 0.5;

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

/** The words (or whole expressions) that most likely speak for a side, strongest guess first. */
function candidates(reading: Reading, side: number): Span[] {
  const best: { span: Span; guess: number }[] = [];
  for (let index = 0; index < reading.scan.count; index += 1) {
    const guess = estimates[index]! * side;
    if (guess <= 0 || (best.length === MAX_CANDIDATES && guess <= best[MAX_CANDIDATES - 1]!.guess)) continue;
    const inPhrase = reading.phraseLast[index]! > index;
    const span = inPhrase
      ? { first: reading.phraseFirst[index]!, end: reading.phraseLast[index]! }
      : { first: index, end: index + 1 };
    if (best.some(other => other.span.first === span.first)) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.guess < guess) place -= 1;
    best.splice(place, 0, { span, guess });
    if (best.length > MAX_CANDIDATES) best.pop();
  }
  return best.map(one => one.span);
}

/** Small words between an expression and what it is about ("manque de sérieux", "toujours pas reçu"). */
const PHRASE_AHEAD = 3;
/** How far back the first half of a negation stands ("ne nous soutient absolument pas"). */
const FIRST_HALF_BACK = 5;
/** Expressions that end with one of these are about what follows. */
const OPEN_ENDED = new Set(['de', 'd', 'des', 'du', 'que', 'qu', 'of', 'to']);

/** What is shown and weighed for a word or an expression, so that it can be understood without the text. */
function wholeOf(reading: Reading, span: Span): Span {
  const { scan } = reading;
  const role = (index: number): number => reading.known.roles[index]!;
  const follows = (index: number): boolean => index < scan.count && scan.gap[index] === GAP.none;
  const inPhrase = reading.phraseLast[span.first]! > span.first;
  let { first, end } = inPhrase ? span : withNegation(reading, span);
  const isOpen = (role(end - 1) & ROLE.negator) !== 0 || OPEN_ENDED.has(wordAt(scan, end - 1));
  if (inPhrase && isOpen)
    for (let next = end; next < end + PHRASE_AHEAD && follows(next); next += 1)
      if ((role(next) & NO_CONTENT) === 0) {
        end = next + 1;
        break;
      }
  // "ne répondent jamais", "n'est pas adapté": both halves.
  const isNegated = (role(end - 1) & ROLE.negator) !== 0;
  const back = isNegated ? FIRST_HALF_BACK : 1;
  for (let before = first - 1; before >= Math.max(0, first - back) && follows(before + 1); before -= 1)
    if ((role(before) & ROLE.weakNegator) !== 0) {
      first = before;
      break;
    }
  const isHalf = (role(first) & ROLE.weakNegator) !== 0 && !isNegated;
  if (isHalf && follows(end) && (role(end) & ROLE.negator) !== 0) end += 1;
  return { first, end };
}

/** A negation says nothing without what it turns, nor that without it: "pas" or "top" is shown as "pas le top". */
function withNegation(reading: Reading, span: Span): Span {
  const { first, end } = span;
  const { gap, count } = reading.scan;
  const role = (index: number): number => reading.known.roles[index]!;
  if ((role(first) & ROLE.negator) !== 0) {
    const limit = Math.min(count, first + 1 + NEGATION_AHEAD);
    for (let next = end; next < limit && gap[next] === GAP.none; next += 1)
      if ((role(next) & NO_CONTENT) === 0) return { first, end: next + 1 };
    return span;
  }
  const limit = Math.max(0, first - NEGATION_BACK);
  for (let before = first - 1; before >= limit && gap[before + 1] === GAP.none; before -= 1) {
    if ((role(before) & ROLE.contrast) !== 0 || reading.phraseLast[before]! > before) return span;
    if ((role(before) & ROLE.negator) !== 0) return { first: before, end };
  }
  return span;
}

const NO_CONTENT = ROLE.stop | ROLE.negator | ROLE.weakNegator | ROLE.contrast;

/** Neighbouring reasons become one, weighed together; so do those that share a negation. */
function joined(model: ToneModel, weighed: Reason[], full: number): Reason[] {
  const { gap } = model.reading.scan;
  const result: Reason[] = [];
  for (const reason of weighed.toSorted((a, b) => a.first - b.first || b.end - a.end)) {
    const before = result.at(-1);
    const isApart =
      before === undefined ||
      before.end < reason.first ||
      (before.end === reason.first && gap[reason.first] !== GAP.none);
    if (isApart) {
      result.push(reason);
      continue;
    }
    if (reason.end <= before.end) continue;
    const weight = full - marginWithout(model, before.first, reason.end);
    result[result.length - 1] = { first: before.first, end: reason.end, weight };
  }
  return result;
}
