import { fold } from '../../src/domain/text/fold.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';

/** Letters of one shingle: voice.md, "five-letter Jaccard". */
const LETTERS = 5;
/** Words that make an opening: the greeting and what follows it. */
const OPENING_WORDS = 7;

/** Jaccard likeness of two texts by their shingles, 0 to 1. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const shingle of one) if (other.has(shingle)) common += 1;
  return common / (one.size + other.size - common);
}

/** The five-letter shingles of a text, spaces and signs left out. */
export function shinglesOf(text: string): ReadonlySet<string> {
  const letters = foldedWords(fold(text)).join('');
  const found = new Set<string>();
  for (let at = 0; at + LETTERS <= letters.length; at += 1) found.add(letters.slice(at, at + LETTERS));
  return found;
}

/** How a reply opens, for "never two alike". */
export function openingOf(text: string): string {
  return foldedWords(fold(text)).slice(0, OPENING_WORDS).join(' ');
}
