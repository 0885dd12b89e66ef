import type { SiteRating } from '../../queries/ratings.ts';

/** How many more of the best reviews a site needs to show a rounder figure. */
export type Goal = {
  readonly site: string;
  readonly best: number;
  /** The figure to be shown. */
  readonly goal: number;
  /** From here on a site that rounds shows it. */
  readonly low: number;
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
};

/** Further than this a goal is a dream, and is not told. */
const MORE_MAX = 500;
/** Above this share of the scale the next tenth is the goal; below, the next half. */
const NEXT_TENTH_FROM = 0.9;
const ROUNDING = 0.05;
/** Sums in tenths carry errors of a binary fraction. */
const TINY = 1e-9;

/** (sum + best·k) / (count + k) ≥ goal, and ≥ goal − 0.05 for a site that rounds; null where it is out of reach. */
export function goalOf({ site, best, average, count, distribution }: SiteRating): Goal | null {
  if (average === null || count <= 0 || best <= 1) return null;
  const shown = Math.round(average * 10) / 10;
  const goal =
    shown >= NEXT_TENTH_FROM * best
      ? Math.round(shown * 10 + 1) / 10
      : (Math.floor(shown * 2 + TINY) + 1) / 2;
  if (goal >= best) return null;
  const sum = distribution
    ? distribution.reduce((total, n, index) => total + n * (index + 1), 0)
    : Math.round(average * count);
  const low = goal - ROUNDING;
  const more = (aim: number) => Math.max(0, Math.ceil((aim * count - sum) / (best - aim) - TINY));
  const [min, max] = [more(low), more(goal)];
  return max > MORE_MAX || max === 0 ? null : { site, best, goal, low, sum, count, min, max };
}
