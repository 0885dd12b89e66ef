import { type Lexicon, MIXED_PHRASE, phraseEnd, ROLE } from './lexicon.ts';
import { GAP, MAX_TOKENS, mixed, Scan } from './scan.ts';
import { clearSums, type Sums } from './sums.ts';
import type { Weights } from './weights.ts';
import { makeKnown, type Words } from './words.ts';

/** "n'a vraiment jamais été très bon": a negation reaches this many words, to the end of the clause at most. */
const NEGATION_WORDS = 5;
const NEGATED_WORD = 0x3c6ef372;
const BEGINNING = 0x1f83d9ab;
/** Not a token: nothing is left out. */
export const NOTHING = -1;

/** Where training receives the features that scoring adds up. */
export type FeatureSink = { word(feature: number): void; characters(token: number, negated: boolean): void };

/** One text being read: its words, what is known of each, and the fixed expressions among them. Reused. */
export class Reading {
  readonly scan = new Scan();
  readonly known = makeKnown(MAX_TOKENS);
  /** For each token: first token of the expression that holds it, and its end; the end is 0 where there is none. */
  readonly phraseFirst = new Int16Array(MAX_TOKENS);
  readonly phraseLast = new Int16Array(MAX_TOKENS);
  readonly phraseTone = new Int8Array(MAX_TOKENS);
  /** What each token brought to the last `gather`: where to look for reasons. */
  readonly wordParts = new Int16Array(MAX_TOKENS);
  readonly characterParts = new Int16Array(MAX_TOKENS);
  readonly lexicalParts = new Int8Array(MAX_TOKENS);
  /** Hash of each word with the one before it in its sentence. */
  readonly pairs = new Int32Array(MAX_TOKENS);
  /** Weights of each word alone and with the word before it in its sentence together, looked up once. */
  readonly #tone = new Int16Array(MAX_TOKENS);
  readonly #opinion = new Int16Array(MAX_TOKENS);
  readonly #found = { tone: 0 };

  read(text: string, words: Words, weights: Weights): void {
    this.scan.read(text);
    words.find(this.scan, this.known);
    this.#phrases(words.lexicon);
    this.#lookUp(weights);
  }

  #phrases(lexicon: Lexicon): void {
    const { roles } = this.known;
    const { count } = this.scan;
    let index = 0;
    while (index < count) {
      this.phraseLast[index] = 0;
      const end = (roles[index]! & ROLE.opensPhrase) === 0 ? 0 : this.#phrase(lexicon, index);
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

  #lookUp(weights: Weights): void {
    const { hash, gap, count } = this.scan;
    const { bytes } = weights.words;
    const mask = (1 << weights.wordBits) - 1;
    let before = BEGINNING;
    for (let index = 0; index < count; index += 1) {
      const plain = hash[index]!;
      if (gap[index] === GAP.sentence) before = BEGINNING;
      const word = 2 * (plain & mask);
      const both = paired(before, plain);
      const pair = 2 * (both & mask);
      this.#tone[index] = bytes[word]! + bytes[pair]!;
      this.#opinion[index] = bytes[word + 1]! + bytes[pair + 1]!;
      this.pairs[index] = both;
      before = plain;
    }
  }

  /**
   * Adds up the evidence of the tokens from `from` to `to` (excluded), as if `skipped` … `skippedEnd` were not
   * written. Tones of words and characters are sums of stored bytes; the lexicon's are counts weighted 1..3.
   */
  gather(
    sums: Sums,
    weights: Weights,
    sink: FeatureSink | null,
    from = 0,
    to: number = this.scan.count,
    skipped: number = NOTHING,
    skippedEnd: number = skipped + 1,
  ): void {
    clearSums(sums);
    const { hash, gap } = this.scan;
    const { roles, grams, valence, tone, opinion, negatedTone, negatedOpinion } = this.known;
    const { bytes } = weights.words;
    const mask = (1 << weights.wordBits) - 1;
    // First and last words weigh for themselves: a quarter of the whole text each, whatever part is asked.
    const early = this.scan.count * 0.25;
    const late = this.scan.count * 0.75;
    let scope = 0;
    let isWeak = false;
    // The word before was left out: the stored pair does not hold.
    let isNewPair = false;
    let before = BEGINNING;
    let features = 0;
    let gramCount = 0;
    let wordTone = 0;
    let wordOpinion = 0;
    let characterTone = 0;
    let characterOpinion = 0;
    for (let index = from; index < to; index += 1) {
      if (gap[index] !== GAP.none) {
        scope = 0;
        if (gap[index] === GAP.sentence) before = BEGINNING;
      }
      if (index >= skipped && index < skippedEnd) {
        isNewPair = true;
        continue;
      }
      const plain = hash[index]!;
      let wordPart = this.#tone[index]!;
      let characterPart = tone[index]!;
      if (isNewPair) {
        const pair = 2 * (paired(before, plain) & mask);
        const stored = 2 * (this.pairs[index]! & mask);
        wordPart += bytes[pair]! - bytes[stored]!;
        wordOpinion += bytes[pair + 1]! - bytes[stored + 1]!;
        isNewPair = false;
      }
      before = plain;
      features += 2;
      gramCount += grams[index]!;
      wordOpinion += this.#opinion[index]!;
      characterOpinion += opinion[index]!;
      const isNegated = scope > 0;
      if (isNegated) {
        const negated = mixed(plain ^ NEGATED_WORD) & mask;
        features += 1;
        gramCount += grams[index]!;
        wordPart += bytes[2 * negated]!;
        wordOpinion += bytes[2 * negated + 1]!;
        characterPart += negatedTone[index]!;
        characterOpinion += negatedOpinion[index]!;
        if (sink !== null) {
          sink.word(negated);
          sink.characters(index, true);
        }
      }
      wordTone += wordPart;
      characterTone += characterPart;
      this.wordParts[index] = wordPart;
      this.characterParts[index] = characterPart;
      this.lexicalParts[index] = isNegated ? -valence[index]! : valence[index]!;
      if (sink !== null) {
        sink.word(plain & mask);
        sink.word(this.pairs[index]! & mask);
        sink.characters(index, false);
      }
      if (this.phraseLast[index]! > index && this.#isWhole(index, from, to, skipped, skippedEnd)) {
        if (this.phraseFirst[index] === index) this.#addPhrase(sums, index, early, late);
        scope = 0;
        continue;
      }
      if (valence[index] !== 0) this.#addWord(sums, valence[index]!, index, isNegated, early, late);
      const role = roles[index]!;
      if (scope > 0) scope -= 1;
      if ((role & TURNING) === 0) continue;
      if ((role & (ROLE.negator | ROLE.weakNegator)) !== 0) {
        scope = NEGATION_WORDS;
        isWeak = (role & ROLE.weakNegator) !== 0;
        if (!isWeak) sums.negators += 1;
      } else if ((role & ROLE.contrast) !== 0) {
        scope = 0;
        sums.contrasts += 1;
      } else if (isWeak) scope = 0;
    }
    sums.words = features;
    sums.grams = gramCount;
    sums.wordTone = wordTone;
    sums.wordOpinion = wordOpinion;
    sums.characterTone = characterTone;
    sums.characterOpinion = characterOpinion;
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

const TURNING = ROLE.negator | ROLE.weakNegator | ROLE.contrast | ROLE.restriction;

function paired(before: number, hash: number): number {
  return mixed(Math.imul(before, 0x9e3779b1) + hash);
}
