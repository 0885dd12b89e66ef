import type { Instant, Period } from '../src/domain/time.ts';

export type CoverageParams = Period & { readonly subject: string };
/** What was read about the subject: texts = remarks + copies + set aside + to confirm. */
export type Coverage = {
  readonly texts: number;
  readonly remarks: number;
  readonly copies: number;
  readonly aside: number;
  readonly confirm: number;
  readonly sitesRead: number;
  readonly sitesTotal: number;
  readonly lastReadAt: Instant | null;
};
