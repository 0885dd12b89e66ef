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

/** Nothing read. */
export function clearSums(sums: Sums): void {
  sums.words = 0;
  sums.grams = 0;
  sums.wordTone = 0;
  sums.wordOpinion = 0;
  sums.characterTone = 0;
  sums.characterOpinion = 0;
  sums.good = 0;
  sums.bad = 0;
  sums.goodNegated = 0;
  sums.badNegated = 0;
  sums.goodPhrases = 0;
  sums.badPhrases = 0;
  sums.mixedPhrases = 0;
  sums.goodSigns = 0;
  sums.badSigns = 0;
  sums.negators = 0;
  sums.contrasts = 0;
  sums.lateTone = 0;
  sums.earlyTone = 0;
}

/** The sums of two pieces of a text are those of both together. Every field is spelled out: by name it would cost ten times. */
export function addSums(into: Sums, part: Readonly<Sums>): void {
  into.words += part.words;
  into.grams += part.grams;
  into.wordTone += part.wordTone;
  into.wordOpinion += part.wordOpinion;
  into.characterTone += part.characterTone;
  into.characterOpinion += part.characterOpinion;
  into.good += part.good;
  into.bad += part.bad;
  into.goodNegated += part.goodNegated;
  into.badNegated += part.badNegated;
  into.goodPhrases += part.goodPhrases;
  into.badPhrases += part.badPhrases;
  into.mixedPhrases += part.mixedPhrases;
  into.goodSigns += part.goodSigns;
  into.badSigns += part.badSigns;
  into.negators += part.negators;
  into.contrasts += part.contrasts;
  into.lateTone += part.lateTone;
  into.earlyTone += part.earlyTone;
}
