import type { Review } from '../../src/domain/observation.ts';

/** Wider scales than these have no steps to draw. */
const STEPS_MAX = 20;

/**
 * How many reviews of each mark, worst to best. Can only be told when every review that counts is on the page, in
 * whole steps of the same scale; null otherwise.
 */
export function distributionOf(
  reviews: readonly Review[],
  { count, best, worst }: { readonly count: number; readonly best: number; readonly worst: number },
): number[] | null {
  const steps = best - worst + 1;
  if (reviews.length !== count || !Number.isInteger(steps) || steps > STEPS_MAX) return null;
  const cells = new Array<number>(steps).fill(0);
  for (const { rating } of reviews) {
    const cell = rating && rating.best === best ? rating.value - worst : -1;
    if (!Number.isInteger(cell) || cell < 0 || cell >= steps) return null;
    cells[cell]!++;
  }
  return cells;
}
