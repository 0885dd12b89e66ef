import type { Instant, LocalDay, Period } from '../src/domain/time.ts';

export type RatingsParams = Period & { readonly subject: string };
/** One site's rating as the site shows it (its own scale), with what came in the period. */
export type SiteRating = {
  readonly site: string;
  readonly sourceId: string;
  readonly best: number;
  /** Latest average shown by the site, or counted from the reviews we hold when it shows none; null under 10. */
  readonly average: number | null;
  readonly count: number;
  /** Worst to best; null when the site does not tell. */
  readonly distribution: readonly number[] | null;
  readonly seenAt: Instant;
  /** The same at the end of the period before; null when nothing was seen then. */
  readonly averageBefore: number | null;
  readonly countBefore: number | null;
  /** Reviews received in the period and in the one before. */
  readonly received: number;
  readonly receivedBefore: number;
  /** Reviews of the last 13 weeks, and how many show a reply. */
  readonly recent: number;
  readonly replied: number;
};
export type Ratings = {
  readonly sites: readonly SiteRating[];
  /** Reviews received by ISO week, oldest first, 13 weeks ending with the week of `to`. */
  readonly weeks: readonly {
    readonly monday: LocalDay;
    readonly received: number;
    readonly bySite: Readonly<Record<string, { readonly received: number; readonly average: number | null }>>;
  }[];
};
