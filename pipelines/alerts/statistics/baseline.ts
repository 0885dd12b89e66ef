import type { NegativeBinomial } from './negative-binomial.ts';

/** Days looked back at: eight whole weeks, so that each weekday counts alike. */
export const HISTORY_DAYS = 56;
/** With less than two weeks nothing is known to be usual: every rule that compares stays silent. */
export const HISTORY_DAYS_MIN = 14;

/** Past crises must not pass for usual: higher days count as this percentile. */
const WINSOR = 0.98;
/** A weekday counts as itself once it has more to tell than so many remarks. */
const WEEKDAY_PSEUDO_COUNT = 10;
/** 1 / k of a firm of which nothing is known: k = 4. */
const PRIOR_DISPERSION = 1 / 4;
/** How far firms lie from it, as a standard deviation of 1 / k: what shrinks the estimate when data are few. */
const PRIOR_DISPERSION_SD = 1 / 4;
/** Jeffreys' prior on a rate: Gamma(1/2, 0). */
const PRIOR_SHAPE = 0.5;
const WEEK = 7;

/** What is usual: the rate of a mean day, how much days differ, how much each weekday differs. */
export type Baseline = {
  /** Remarks a day, mean of the Gamma posterior; > 0. */
  readonly rate: number;
  /** 1 / k of a day's count around its mean; ≥ 0. */
  readonly dispersion: number;
  /** Relative variance of the rate itself: what the history leaves open. */
  readonly doubt: number;
  /** Seven factors of mean 1; the first is that of the first day of the history. */
  readonly weekdays: readonly number[];
  readonly days: number;
};

/**
 * Learns from daily counts, oldest first, the last being the day before the window that is judged. At most the last
 * 56 are read; null under 14.
 *
 * - winsorised at the 98th percentile (Tukey; type 7 of Hyndman and Fan 1996);
 * - weekday factor (count + 10 c) / (expected + 10 c), an empirical-Bayes ratio (Clayton and Kaldor 1987) in which
 *   c ≥ 1 is the variance of a day over its mean;
 * - rate: Gamma posterior (Jeffreys' prior), its variance widened by the overdispersion;
 * - dispersion: moments of Anscombe (1950), averaged with 1/4 by their precisions: 1 / k has the variance
 *   2 (1 + m/k)² / (n m²) around Poisson.
 */
export function baselineOf(counts: readonly number[]): Baseline | null {
  const recent = counts.slice(-HISTORY_DAYS);
  const days = recent.length;
  if (days < HISTORY_DAYS_MIN) return null;
  const history = winsorised(recent);
  const weekdays = weekdayFactors(history);
  const total = history.reduce((sum, count) => sum + count, 0);
  const exposure = history.reduce((sum, _count, day) => sum + (weekdays[day % WEEK] ?? 1), 0);
  const shape = total + PRIOR_SHAPE;
  const rate = shape / exposure;
  const dispersion = shrunkDispersion(history, weekdays, rate);
  return { rate, dispersion, doubt: (1 + rate * dispersion) / shape, weekdays, days };
}

/**
 * The law of the count of a window whose first day comes `after` days after the history's first: independent days
 * of one uncertain rate. Matched by mean and variance to one negative binomial.
 */
export function windowLaw(baseline: Baseline, after: number, length: number): NegativeBinomial {
  const { rate, dispersion, doubt, weekdays } = baseline;
  const means = Array.from({ length }, (_, day) => rate * (weekdays[(after + day) % WEEK] ?? 1));
  const mean = means.reduce((sum, one) => sum + one, 0);
  const squares = means.reduce((sum, one) => sum + one * one, 0);
  return { mean, size: 1 / ((dispersion * squares) / (mean * mean) + doubt) };
}

function winsorised(counts: readonly number[]): number[] {
  const sorted = [...counts].sort((one, other) => one - other);
  const place = WINSOR * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  const limit = below + (above - below) * (place - Math.floor(place));
  return counts.map(count => Math.min(count, limit));
}

function weekdayFactors(history: readonly number[]): number[] {
  const total = history.reduce((sum, count) => sum + count, 0);
  const pseudo = WEEKDAY_PSEUDO_COUNT * Math.max(1, crowding(history));
  const raw = Array.from({ length: WEEK }, (_, weekday) => {
    const own = history.filter((_count, day) => day % WEEK === weekday);
    const expected = (total * own.length) / history.length;
    const seen = own.reduce((sum, count) => sum + count, 0);
    return (seen + pseudo) / (expected + pseudo);
  });
  const mean = raw.reduce((sum, factor) => sum + factor, 0) / WEEK;
  return raw.map(factor => factor / mean);
}

function shrunkDispersion(history: readonly number[], weekdays: readonly number[], rate: number): number {
  const days = history.length;
  const expected = history.map((_count, day) => rate * (weekdays[day % WEEK] ?? 1));
  const excess = history.reduce((sum, count, day) => {
    const mean = expected[day] ?? rate;
    return sum + (count - mean) ** 2 - mean;
  }, 0);
  const squares = expected.reduce((sum, mean) => sum + mean * mean, 0);
  const moments = Math.max(0, excess / squares);
  const own = (days * rate * rate) / (2 * (1 + rate * PRIOR_DISPERSION) ** 2);
  const prior = 1 / PRIOR_DISPERSION_SD ** 2;
  return (own * moments + prior * PRIOR_DISPERSION) / (own + prior);
}

/** Variance of a day over its mean: remarks that come in crowds tell less about a weekday than as many that do not. */
function crowding(history: readonly number[]): number {
  const mean = history.reduce((sum, count) => sum + count, 0) / history.length;
  if (mean === 0) return 1;
  const squares = history.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return squares / (history.length - 1) / mean;
}
