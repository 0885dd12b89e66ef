import { stems } from '../topics/stems.ts';

/** Words read: what a remark speaks of and wants is said within these. */
export const WORDS_READ = 400;

/** Numbers are all alike: what counts is "# minutes", not how many. */
const NUMBER = hashOf('#');
/** What stands before the first word. */
export const BEGINNING = hashOf('^');
const MARKS = ['?', '!', '€', '£', '…'];
const MARK_HASHES = MARKS.map(mark => hashOf(`mark ${mark}`));

/** The feature of a named fact: a topic whose seed stands there, a sign of the intent. 32 bits (FNV-1a). */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The feature of a folded word: its stem's, so that all inflections are one. */
export function wordHash(word: string, language: 'fr' | 'en'): number {
  const unit = word.charCodeAt(0);
  return unit >= 48 && unit <= 57 ? NUMBER : hashOf(stems[language](word));
}

/** The feature of two neighbours. */
export function pairHash(before: number, hash: number): number {
  const mixed = Math.imul(before ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(hash, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** Marks that tell something whatever the words: a question, an amount. */
export function markHashes(text: string): number[] {
  const found: number[] = [];
  for (let at = 0; at < MARKS.length; at += 1) if (text.includes(MARKS[at]!)) found.push(MARK_HASHES[at]!);
  return found;
}
