import type { Instant, Period } from '../src/domain/time.ts';

export type SourcesParams = Period;
export type SourceHealth = {
  readonly sourceId: string;
  readonly name: string;
  readonly collector: string;
  readonly subject: string;
  /** ok, failing, refused, paused, new. */
  readonly health: string;
  readonly lastReadAt: Instant | null;
  readonly lastOkAt: Instant | null;
  readonly failingSince: Instant | null;
  readonly error: {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  } | null;
  readonly nextDueAt: Instant | null;
  /** In the period, by subject: kept remarks it brought, of which reviews. */
  readonly brought: readonly {
    readonly subject: string;
    readonly mentions: number;
    readonly reviews: number;
  }[];
  /** Reviews a month over the last 13 weeks: what silence is measured against. */
  readonly usualPerMonth: number;
};
export type Sources = { readonly sources: readonly SourceHealth[] };
