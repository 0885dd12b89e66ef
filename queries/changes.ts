import type { Instant, Period } from '../src/domain/time.ts';

export type ChangesParams = Period & { readonly subject?: string };
/** What competitors changed: pages, prices, jobs. Newest first. */
export type Change = {
  readonly id: string;
  readonly subject: string;
  readonly site: string;
  readonly url: string | null;
  /** promotion, price, job, news, legal, other. */
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly beforeSince: Instant | null;
  readonly seenAt: Instant;
  /** For a job: when the subject's last other offer was seen, null when none is known. */
  readonly previousAt: Instant | null;
};
export type Changes = { readonly changes: readonly Change[]; readonly watched: readonly string[] };
