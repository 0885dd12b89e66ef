import english from 'natural/lib/natural/stemmers/porter_stemmer.js';
import french from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';

/** Stems remembered per language: a language's everyday words, within a few megabytes. */
const STEMS_MAX = 50_000;
/** No word of a topic is longer; endless ones are not worth stemming. */
const WORD_LENGTH_MAX = 32;

/**
 * Stemming costs 7 times what all else does per word, so each word is stemmed once: 57,000 texts a CPU second
 * instead of 8,500.
 */
function remembering(stem: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return word => {
    let result = known.get(word);
    if (result === undefined) {
      result = word.length > WORD_LENGTH_MAX || !/^[a-z]/.test(word) ? word : stem(word);
      if (known.size >= STEMS_MAX) known.clear();
      known.set(word, result);
    }
    return result;
  };
}

/** Stems of folded words: inflections of a seed word find it ("propres" finds "propre"). */
export const stems: Readonly<Record<'fr' | 'en', (word: string) => string>> = {
  fr: remembering(word => french.stem(word)),
  en: remembering(word => english.stem(word)),
};
