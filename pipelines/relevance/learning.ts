import type { Item } from '../../src/domain/stage.ts';
import { readingOf } from '../reading.ts';

/** What the owner said of one remark: is it about that subject? */
export type Correction = { readonly item: Item; readonly subject: string; readonly isUs: boolean };

/** What was learnt for one subject: a weight per folded word, added to the rule's score. */
export type Learnt = Readonly<Record<string, number>>;

/** Plain logistic regression, as measured in guide/methods.md: F1 89.2 → 95.1 after 20 answers. */
const PASSES = 8;
const RATE = 0.25;
const DECAY = 0.999;
/** Words read of a remark; the beginning names whom it is about. */
const WORDS_READ = 60;
/** Corrections kept in the lesson, newest first: more bring nothing and cost each re-learning. */
const CORRECTIONS_MAX = 500;
/** Smaller weights say nothing and are forgotten. */
const WEIGHT_MIN = 0.01;

/**
 * Learns from every correction at once, oldest first, starting from the rule's own score: undoing an answer and
 * learning again forgets it entirely. `scoreOf` is the rule's score of an item for the subject.
 */
export function learn(
  corrections: readonly Correction[],
  subject: string,
  scoreOf: (item: Item) => number,
): Learnt {
  const lessons = corrections
    .filter(correction => correction.subject === subject)
    .slice(-CORRECTIONS_MAX)
    .map(({ item, isUs }) => ({ words: wordsOf(item), score: scoreOf(item), target: isUs ? 1 : 0 }));
  const weights = new Map<string, number>();
  for (let pass = 0; pass < PASSES; pass += 1)
    for (const { words, score, target } of lessons) {
      if (words.length === 0) continue;
      const scale = 1 / Math.sqrt(words.length);
      const learnt = words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) * scale;
      const step = RATE * (target - 1 / (1 + Math.exp(-(score + learnt)))) * scale;
      for (const [word, weight] of weights) weights.set(word, weight * DECAY);
      for (const word of words) weights.set(word, (weights.get(word) ?? 0) + step);
    }
  return Object.fromEntries([...weights].filter(([, weight]) => Math.abs(weight) >= WEIGHT_MIN));
}

/** The learnt part of an item's score and the words that made it, strongest first. */
export function learntScore(item: Item, learnt: Learnt): { score: number; words: [string, number][] } {
  const words = wordsOf(item);
  const scale = words.length === 0 ? 0 : 1 / Math.sqrt(words.length);
  const known = words
    .flatMap((word): [string, number][] => {
      const weight = Object.hasOwn(learnt, word) ? learnt[word] : undefined;
      return weight === undefined ? [] : [[word, weight * scale]];
    })
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  return { score: known.reduce((sum, [, weight]) => sum + weight, 0), words: known };
}

function wordsOf(item: Item): string[] {
  return [...new Set(readingOf(item).words.slice(0, WORDS_READ))].filter(word => word.length > 2);
}
