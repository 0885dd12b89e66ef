import type { Because } from '../../src/domain/annotation.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reason, reasonOf } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import { readingOf } from '../reading.ts';
import { MIDDLE } from './bands.ts';

/** What the owner said of one remark: is it about that subject? */
export type Correction = { readonly item: Item; readonly subject: string; readonly isUs: boolean };

/** What was learnt for one subject: a weight per folded word, added to the rule's score. */
export type Learnt = Readonly<Record<string, number>>;

/** Plain logistic regression; what ten answers bring is told by `npm run eval -- relevance`. */
const PASSES = 8;
const RATE = 0.25;
const DECAY = 0.999;
/** How far from the middle of the bands a right answer was clear already. */
const CLEAR_MARGIN = 1;
/** Share of a reason's kind in a lesson, beside the words'. */
const KIND_VALUE = 0.35;
/** What would speak for her by less is a word or two in common by chance. */
const LEARNT_MIN = 0.25;
/** Words read of a remark; the beginning names whom it is about. */
const WORDS_READ = 60;
/** Corrections kept in the lesson, newest first: more bring nothing and cost each re-learning. */
const CORRECTIONS_MAX = 500;
/** Smaller weights say nothing and are forgotten. */
const WEIGHT_MIN = 0.01;

/** Words that say nothing of any subject: articles, prepositions… and the names that all its remarks hold. */
export type Dull = ReadonlySet<string>;

/**
 * Learns from every correction at once, oldest first, starting from the rule's own score: undoing an answer and
 * learning again forgets it entirely. `ruleOf` gives the rule's reasons for an item and their score.
 */
export function learn(
  corrections: readonly Correction[],
  subject: string,
  ruleOf: (item: Item) => Rule,
  dull: Dull,
): Learnt {
  const lessons = corrections
    .filter(correction => correction.subject === subject)
    .slice(-CORRECTIONS_MAX)
    .map(({ item, isUs }) => {
      const rule = ruleOf(item);
      return { features: featuresOf(item, rule, dull), score: rule.score, target: isUs ? 1 : 0 };
    });
  const weights = new Map<string, number>();
  for (let pass = 0; pass < PASSES; pass += 1)
    for (const { features, score, target } of lessons) {
      let learnt = 0;
      for (const { name, value } of features) learnt += (weights.get(name) ?? 0) * value;
      // An answer that only confirms what was clear teaches nothing, and would wear the rule out.
      if ((score + learnt - MIDDLE) * (target === 1 ? 1 : -1) > CLEAR_MARGIN) continue;
      const error = target - 1 / (1 + Math.exp(MIDDLE - (score + learnt)));
      for (const [name, weight] of weights) weights.set(name, weight * DECAY);
      for (const { name, value, fades } of features) {
        // What speaks for her may fade, not grow: it is in every other remark too. What speaks against may do both.
        if (fades !== 0 && Math.sign(error) !== fades) continue;
        weights.set(name, (weights.get(name) ?? 0) + RATE * error * value);
      }
    }
  return Object.fromEntries([...weights].filter(([, weight]) => Math.abs(weight) >= WEIGHT_MIN));
}

/** The learnt part of an item's score and the features that made it, strongest first. */
export function learntScore(
  item: Item,
  rule: Rule,
  learnt: Learnt,
  dull: Dull,
): { score: number; parts: [string, number][] } {
  if (Object.keys(learnt).length === 0) return { score: 0, parts: [] };
  const parts = featuresOf(item, rule, dull)
    .flatMap(({ name, value }): [string, number][] => {
      const weight = Object.hasOwn(learnt, name) ? learnt[name] : undefined;
      return weight === undefined ? [] : [[name, weight * value]];
    })
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const score = parts.reduce((sum, [, weight]) => sum + weight, 0);
  return score > 0 && score < LEARNT_MIN ? { score: 0, parts: [] } : { score, parts };
}

/** The rule's reasons for an item, and their score. */
export type Rule = { readonly score: number; readonly terms: Because };

/** `fades`: the sign in which alone its weight may move, 0 for any. */
type Feature = { readonly name: string; readonly value: number; readonly fades: -1 | 0 };

/** Words, all together as long as one reason; and the rule's reasons by kind, so that a misleading one fades. */
function featuresOf(item: Item, rule: Rule, dull: Dull): Feature[] {
  const words = new Set(
    readingOf(item)
      .words.slice(0, WORDS_READ)
      .filter(word => word.length > 2 && !dull.has(word)),
  );
  const kinds = new Map<string, -1 | 0>();
  for (const { term, weight } of rule.terms) {
    const key = reasonOf(term)?.key;
    if (key !== undefined) kinds.set(reason(key as Reason), weight > 0 ? -1 : 0);
  }
  const scale = 1 / Math.sqrt(Math.max(1, words.size));
  return [
    ...[...words].map((name): Feature => ({ name, value: scale, fades: 0 })),
    ...[...kinds].map(([name, fades]): Feature => ({ name, value: KIND_VALUE, fades })),
  ];
}
