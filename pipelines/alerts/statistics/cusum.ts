/** Bound on the log-likelihood ratio: crossed by chance once in several thousand reviews. */
export const CUSUM_LIMIT = 5;
/** What is looked for: bad reviews three times as likely (as odds) as they were. */
const ODDS_RATIO = 3;
/** A share of 0 or 1 says nothing about the next review. */
const SHARE_MIN = 0.005;
const SHARE_MAX = 0.75;

export type Cusum = {
  /** Where the sum stands after the last review. */
  readonly sum: number;
  /** Index of the first review of the rise that it stands for; the number of reviews when it stands at 0. */
  readonly since: number;
};

/**
 * Upper CUSUM of good and bad reviews in order of time: S = max(0, S + ln(P₁(x) / P₀(x))), from P₀ to an odds ratio
 * of 3 (Page 1954; Reynolds and Stoumbos 1999, "A CUSUM chart for monitoring a proportion"; Steiner et al. 2000).
 * Starts again from 0 after a review that crossed 5.
 *
 * @param usual Share of bad reviews that is usual, 0..1.
 */
export function badCusum(bad: readonly boolean[], usual: number): Cusum {
  const before = Math.min(SHARE_MAX, Math.max(SHARE_MIN, usual));
  const odds = (ODDS_RATIO * before) / (1 - before);
  const after = odds / (1 + odds);
  const forBad = Math.log(after / before);
  const forGood = Math.log((1 - after) / (1 - before));
  let sum = 0;
  let since = bad.length;
  for (const [index, isBad] of bad.entries()) {
    if (sum >= CUSUM_LIMIT) sum = 0;
    const next = Math.max(0, sum + (isBad ? forBad : forGood));
    if (next === 0) since = bad.length;
    else if (sum === 0) since = index;
    sum = next;
  }
  return { sum, since };
}
