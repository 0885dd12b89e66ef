import { fold } from '../../domain/text/fold.ts';

/** A sample gives two words at most: more would be the article's subject, not the other firm. */
const WORDS_PER_TEXT_MAX = 2;
const WORD_LENGTH_MIN = 4;

/**
 * Places and names that stand in what is about another firm and in nothing that is about hers: `Plouarvel`. Only
 * what follows "à", "de" or the like counts, so that no ordinary word is ever set aside.
 * @param own the firm's names and towns: never words of somebody else
 */
export function wordsApart(
  others: readonly string[],
  hers: readonly string[],
  own: readonly string[],
): string[] {
  const known = new Set([...own, ...hers].flatMap(text => fold(text).split(/[^\p{L}\p{N}]+/u)));
  const found = new Map<string, string>();
  for (const text of others) {
    const words = [...text.matchAll(PLACE)]
      .map(([, word = '']) => word)
      .filter(
        word =>
          word.length >= WORD_LENGTH_MIN &&
          !fold(word)
            .split(/[^\p{L}\p{N}]+/u)
            .some(part => known.has(part)),
      );
    for (const word of [...new Set(words)].slice(0, WORDS_PER_TEXT_MAX)) found.set(fold(word), word);
  }
  return [...found.values()];
}

/** `à Plouarvel`, `de Saint-Malo`, `in Leeds`: a capital inside a sentence, after a word that leads to a place. */
const PLACE =
  /(?<=\s|^|[(«“])(?:à|au|aux|en|de|d[’']|près de|in|at|near|from|of)\s?(\p{Lu}[\p{L}’']+(?:-\p{L}+){0,4})/gu;
