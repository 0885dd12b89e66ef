import type { Rating } from './observation.ts';

/** Bottom band of a site's own scale, as a share of it: 1 and 2 stars of 5. */
const BOTTOM_SHARE = 0.25;
/** Out of ten, sites call up to 5 disappointing: few customers go lower. */
const BOTTOM_OF_TEN = 5;

/** Where a rating stands on its own scale: 0 worst, 1 best; null for a scale without length. */
export function shareOfScale({ value, best, worst }: Rating): number | null {
  return best > worst ? Math.min(1, Math.max(0, (value - worst) / (best - worst))) : null;
}

/** Bottom band of the site's own scale: 1 or 2 of 5 stars, up to 5 out of ten. */
export function isBottomBand(rating: Rating): boolean {
  const share = shareOfScale(rating);
  return share !== null && (share <= BOTTOM_SHARE || (rating.best === 10 && rating.value <= BOTTOM_OF_TEN));
}
