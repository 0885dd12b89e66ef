import { logBeta, logGamma } from './gamma.ts';

/** Under ten, shares are not spoken of. */
export const SHARE_ITEMS_MIN = 10;
export const SHARE_P = 0.01;
/** A week of a large account; more are judged as so many. */
const ITEMS_MAX = 100_000;
/** Jeffreys' prior on a share: Beta(1/2, 1/2). */
const PRIOR = 0.5;

export type Share = { readonly bad: number; readonly all: number };

/**
 * P(as many bad ones or more among `now.all`) when the share is as in `before`: beta-binomial predictive of a Beta
 * posterior with Jeffreys' prior (Gelman et al., "Bayesian Data Analysis", 2.4). Null under 10 on either side.
 */
export function shareTail(now: Share, before: Share): number | null {
  if (now.all < SHARE_ITEMS_MIN || before.all < SHARE_ITEMS_MIN) return null;
  const n = Math.min(ITEMS_MAX, now.all);
  const a = before.bad + PRIOR;
  const b = before.all - before.bad + PRIOR;
  const from = Math.min(n, now.bad);
  let sum = 0;
  for (let x = from; x <= n; x += 1)
    sum += Math.exp(logChoose(n, x) + logBeta(x + a, n - x + b) - logBeta(a, b));
  return Math.min(1, sum);
}

function logChoose(n: number, x: number): number {
  return logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
}
