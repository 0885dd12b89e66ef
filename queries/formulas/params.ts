import * as z from 'zod';
import { FIRM } from '../../src/domain/brand.ts';
import { daysBetween } from '../../src/domain/time.ts';

/** Ten years: every day of a period is a row of the answer. */
const PERIOD_DAYS_MAX = 3660;

const day = z.iso.date();

/** From a whole number, also as a command line writes it. */
export const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const days = { from: day, to: day };
export const optionalDays = { from: day.exactOptional(), to: day.exactOptional() };
/** `firm`, or a competitor's slug; default: the firm. */
export const subject = z.string().trim().min(1).max(120).default(FIRM);

/** Strict, and its period runs forward. */
export function periodParams<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject({ ...days, ...shape }).refine(
    params => {
      const { from, to } = params as { from: string; to: string };
      return from <= to && daysBetween(from, to) < PERIOD_DAYS_MAX;
    },
    { path: ['to'] },
  );
}
