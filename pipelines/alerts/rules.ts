import type { AlertFacts } from '../../src/domain/alert.ts';
import { badReview } from './bad-review.ts';
import { badShare } from './bad-share.ts';
import { grouped } from './grouping.ts';
import { negativeBurst } from './negative-burst.ts';
import { press } from './press.ts';
import { ratingSlip } from './rating-slip.ts';
import { topicShift } from './topic-shift.ts';
import { urgentWord } from './urgent-word.ts';
import type { Rule, Watch } from './watch.ts';

const RULES: readonly Rule[] = [
  badReview,
  urgentWord,
  negativeBurst,
  press,
  ratingSlip,
  badShare,
  topicShift,
];

/** What all rules see, each matter told once. */
export function watchfulFacts(watch: Watch): AlertFacts[] {
  return grouped(RULES.flatMap(rule => rule(watch)));
}
