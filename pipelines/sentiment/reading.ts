import { type Lexicon, MIXED_PHRASE, phraseEnd, ROLE } from './lexicon.ts';
import { GAP, MAX_TOKENS, mixed, Scan } from './scan.ts';
import type { Weights } from './weights.ts';
import type { Words } from './words.ts';

/** "n'a vraiment jamais été très bon": a negation reaches this many words, to the end of the clause at most. */
const NEGATION_WORDS = 5;
const NEGATED_WORD = 0x3c6ef372;
const BEGINNING = 0x1f83d9ab;
/** Not a token: nothing is left out. */
export const NOTHING = -1;

/** The evidence of a text (or of one clause of it), as sums over its words. Units: see `Reading.gather`. */
export type Sums = {
  words: number;
  grams: number;
  wordTone: number;
  wordOpinion: number;
  characterTone: number;
  characterOpinion: number;
  good: number;
  bad: number;
  goodNegated: number;
  badNegated: number;
  goodPhrases: number;
  badPhrases: number;
  mixedPhrases: number;
  goodSigns: number;
  badSigns: number;
  negators: number;
  contrasts: number;
  lateTone: number;
  earlyTone: number;
};

export function emptySums(): Sums {
  return {
    words: 0,
    grams: 0,
    wordTone: 0,
    wordOpinion: 0,
    characterTone: 0,
    characterOpinion: 0,
    good: 0,
    bad: 0,
    goodNegated: 0,
    badNegated: 0,
    goodPhrases: 0,
    badPhrases: 0,
    mixedPhrases: 0,
    goodSigns: 0,
    badSigns: 0,
    negators: 0,
    contrasts: 0,
    lateTone: 0,
    earlyTone: 0,
  };
}

/** Where training receives the features that scoring adds up. */
export type FeatureSink = { word(feature: number): void; characters(token: number, negated: boolean): void };

/** One text being read: its words, what is known of each, and the fixed expressions among them. Reused. */
export class Reading {
  readonly scan = new Scan();
  readonly slots = new Int32Array(MAX_TOKENS);
  /** For each token: first token of the expression that holds it, and its end; both 0 where there is none. */
  readonly phraseFirst = new Int16Array(MAX_TOKENS);
  readonly phraseLast = new Int16Array(MAX_TOKENS);
  readonly phraseTone = new Int8Array(MAX_TOKENS);
  /** What each token brought to the last `gather`: where to look for reasons. */
  readonly wordParts = new Int16Array(MAX_TOKENS);
  readonly characterParts = new Int16Array(MAX_TOKENS);
  readonly lexicalParts = new Int8Array(MAX_TOKENS);
  readonly #found = { tone: 0 };

  read(text: string, words: Words): void {
    this.scan.read(text);
    words.find(this.scan, this.slots);
    this.#phrases(words);
  }

  #phrases(words: Words): void {
    const { scan, slots } = this;
    const { roles, lexicon } = words;
    let index = 0;
    while (index < scan.count) {
      this.phraseLast[index] = 0;
      if ((roles[slots[index]!]! & ROLE.opensPhrase) === 0) {
        index += 1;
        continue;
      }
      const end = this.#phrase(lexicon, index);
      index = end > index ? end : index + 1;
    }
  }

  #phrase(lexicon: Lexicon, first: number): number {
    const end = phraseEnd(lexicon, this.scan, first, this.#found);
    for (let index = first; index < end; index += 1) {
      this.phraseFirst[index] = first;
      this.phraseLast[index] = end;
      this.phraseTone[index] = this.#found.tone;
    }
    return end;
  }

  /**
   * Adds up the evidence of the tokens from `from` to `to` (excluded), as if `skipped` … `skippedEnd` were not
   * written. Tones of words and characters are sums of stored bytes; the lexicon's are counts weighted 1..3.
   */
  gather(
    sums: Sums,
    words: Words,
    weights: Weights,
    sink: FeatureSink | null,
    from = 0,
    to: number = this.scan.count,
    skipped: number = NOTHING,
    skippedEnd: number = skipped + 1,
  ): void {
    Object.assign(sums, EMPTY);
    const { scan, slots } = this;
    const { hash, gap } = scan;
    const { roles, grams } = words;
    const toneBytes = weights.words.tone.bytes;
    const opinionBytes = weights.words.opinion.bytes;
    const mask = (1 << weights.wordBits) - 1;
    let before = BEGINNING;
    let scope = 0;
    let isWeak = false;
    const early = from + (to - from) * 0.25;
    const late = from + (to - from) * 0.75;
    for (let index = from; index < to; index += 1) {
      if (index >= skipped && index < skippedEnd) continue;
      const slot = slots[index]!;
      if (gap[index] !== GAP.none) {
        scope = 0;
        if (gap[index] === GAP.sentence) before = BEGINNING;
      }
      const role = roles[slot]!;
      const isNegated = scope > 0;
      const plain = hash[index]!;
      const features = isNegated ? 3 : 2;
      const uni = plain & mask;
      const bi = mixed(Math.imul(before, 0x9e3779b1) + plain) & mask;
      let wordPart = toneBytes[uni]! + toneBytes[bi]!;
      let characterPart = words.tone[slot]!;
      sums.words += features;
      sums.wordOpinion += opinionBytes[uni]! + opinionBytes[bi]!;
      sums.grams += grams[slot]!;
      sums.characterOpinion += words.opinion[slot]!;
      if (isNegated) {
        const negated = mixed(plain ^ NEGATED_WORD) & mask;
        wordPart += toneBytes[negated]!;
        sums.wordOpinion += opinionBytes[negated]!;
        sums.grams += grams[slot]!;
        characterPart += words.negatedTone[slot]!;
        sums.characterOpinion += words.negatedOpinion[slot]!;
        sink?.word(negated);
        sink?.characters(index, true);
      }
      sums.wordTone += wordPart;
      sums.characterTone += characterPart;
      this.wordParts[index] = wordPart;
      this.characterParts[index] = characterPart;
      this.lexicalParts[index] = isNegated ? -words.valence[slot]! : words.valence[slot]!;
      if (sink !== null) {
        sink.word(uni);
        sink.word(bi);
        sink.characters(index, false);
      }
      before = plain;
      if (this.phraseLast[index]! > index && this.#isWhole(index, from, to, skipped, skippedEnd)) {
        if (this.phraseFirst[index] === index) this.#addPhrase(sums, index, early, late);
        scope = 0;
        continue;
      }
      this.#addWord(sums, words.valence[slot]!, index, isNegated, early, late);
      if (role === 0) {
        if (scope > 0) scope -= 1;
      } else if ((role & (ROLE.negator | ROLE.weakNegator)) !== 0) {
        scope = NEGATION_WORDS;
        isWeak = (role & ROLE.weakNegator) !== 0;
        if (!isWeak) sums.negators += 1;
      } else if ((role & ROLE.contrast) !== 0) {
        scope = 0;
        sums.contrasts += 1;
      } else if ((role & ROLE.restriction) !== 0 && isWeak) scope = 0;
      else if (scope > 0) scope -= 1;
    }
  }

  /** An expression counts only when all its words are read. */
  #isWhole(index: number, from: number, to: number, skipped: number, skippedEnd: number): boolean {
    const first = this.phraseFirst[index]!;
    const end = this.phraseLast[index]!;
    return first >= from && end <= to && (skippedEnd <= first || skipped >= end);
  }

  #addPhrase(sums: Sums, index: number, early: number, late: number): void {
    const tone = this.phraseTone[index]!;
    if (tone === MIXED_PHRASE) {
      sums.mixedPhrases += 1;
      return;
    }
    if (tone > 0) sums.goodPhrases += tone;
    else sums.badPhrases -= tone;
    if (index < early) sums.earlyTone += tone;
    if (index >= late) sums.lateTone += tone;
  }

  #addWord(
    sums: Sums,
    valence: number,
    index: number,
    isNegated: boolean,
    early: number,
    late: number,
  ): void {
    if (valence === 0) return;
    const tone = isNegated ? -valence : valence;
    if (this.scan.lengths[index] === 0) {
      if (valence > 0) sums.goodSigns += 1;
      else sums.badSigns += 1;
    } else if (isNegated) {
      if (valence > 0) sums.goodNegated += valence;
      else sums.badNegated -= valence;
    } else if (valence > 0) sums.good += valence;
    else sums.bad -= valence;
    if (index < early) sums.earlyTone += tone;
    if (index >= late) sums.lateTone += tone;
  }
}

const EMPTY: Readonly<Sums> = emptySums();
