/** Ends of an interval of a share, 0..1. */
export type Interval = { readonly low: number; readonly high: number };

/** 95 % of a normal distribution lie within so many standard deviations. */
const Z = 1.96;

/** The Wilson score interval (E. B. Wilson, 1927) of `hits` of `n`: it keeps within 0..1 for few and for all. */
export function wilson(hits: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const middle = share + Z ** 2 / (2 * n);
  const reach = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}
