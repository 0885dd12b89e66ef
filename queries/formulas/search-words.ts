import { fold } from '../../src/domain/text/fold.ts';

/** Each word is one more scan of the texts; nobody searches for more. */
const SEARCH_WORDS_MAX = 8;

/** Folded as the stored column is; the three signs that LIKE reads otherwise are escaped. */
export function searchWords(search: string): string[] {
  const words = fold(search)
    .split(/\s+/)
    .filter(word => word !== '');
  return words.slice(0, SEARCH_WORDS_MAX).map(word => word.replace(/[!%_]/g, sign => `!${sign}`));
}
