import { logGamma } from './gamma.ts';

/** No window of a firm holds more; beyond it the tail is as good as 0 or 1 anyway. */
const COUNT_MAX = 1_000_000;
/** Terms smaller than this share of the sum change no digit that is looked at. */
const NEGLIGIBLE = 1e-12;
/** So near to Poisson that the difference of two great log gammas would be all rounding. */
const POISSON_SIZE = 1e7;

export type NegativeBinomial = {
  /** Expected count, > 0. */
  readonly mean: number;
  /** Dispersion k > 0: the variance is mean + mean² / k; Infinity is Poisson. */
  readonly size: number;
};

/**
 * P(X ≥ count) of a negative binomial with P(x) = Γ(x + k) / (Γ(k) x!) · (k / (k + m))^k · (m / (k + m))^x
 * (Johnson, Kemp, Kotz, "Univariate Discrete Distributions", 5.1). 1 for a count of 0; falls as the count grows.
 */
export function upperTail(law: NegativeBinomial, count: number): number {
  const from = Math.min(COUNT_MAX, Math.ceil(count));
  if (from <= 0) return 1;
  return from <= law.mean ? Math.max(0, 1 - sumBelow(law, from - 1)) : sumAbove(law, from);
}

/** From the count upwards, above the mean: each term is smaller than the one before. */
function sumAbove(law: NegativeBinomial, from: number): number {
  let term = mass(law, from);
  let sum = term;
  for (let x = from; x < from + COUNT_MAX; x += 1) {
    term *= ratio(law, x);
    sum += term;
    if (term <= sum * NEGLIGIBLE) break;
  }
  return Math.min(1, sum);
}

/** From `to` downwards, below the mean: likewise. */
function sumBelow(law: NegativeBinomial, to: number): number {
  let term = mass(law, to);
  let sum = term;
  for (let x = to; x > 0; x -= 1) {
    term /= ratio(law, x - 1);
    sum += term;
    if (term <= sum * NEGLIGIBLE) break;
  }
  return Math.min(1, sum);
}

/** P(x + 1) / P(x). */
function ratio({ mean, size }: NegativeBinomial, x: number): number {
  if (size > POISSON_SIZE) return mean / (x + 1);
  return ((x + size) / (x + 1)) * (mean / (mean + size));
}

function mass({ mean, size }: NegativeBinomial, x: number): number {
  if (size > POISSON_SIZE) return Math.exp(x * Math.log(mean) - mean - logGamma(x + 1));
  return Math.exp(
    logGamma(x + size) -
      logGamma(size) -
      logGamma(x + 1) -
      size * Math.log1p(mean / size) +
      x * Math.log(mean / (mean + size)),
  );
}
