import type { Cursor } from '../../domain/collector.ts';
import type { ErrorCode, ErrorParams } from '../../domain/errors.ts';
import type { Observation } from '../../domain/observation.ts';
import type { ConfiguredSource } from '../../domain/settings/source.ts';
import type { Instant } from '../../domain/time.ts';

/** What one successful read of one source brings: everything below is committed in one transaction or not at all. */
export type SourceBatch = {
  readonly source: ConfiguredSource;
  readonly observedAt: Instant;
  /** The owner's zone: fixes local_day at write. */
  readonly timezone: string;
  /** Empty when the source answered "not modified". */
  readonly observations: readonly Observation[];
  readonly cursor: Cursor;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Set after a 301/308: the address used from now on. */
  readonly movedTo: string | null;
  readonly nextDueAt: Instant;
  /** Bytes received, for the ledger. */
  readonly bytes: number;
  readonly hosts: readonly string[];
  /** True when a part could not be read: what it brought counts, its failures in a row go on (`failSource` follows). */
  readonly partial: boolean;
};

/** What a commit did. `items` counts mentions, reviews, jobs, prices, ratings and pages read; `fresh` the new ones. */
export type Committed = {
  readonly items: number;
  readonly fresh: number;
  /** Mentions and reviews to tag: new or reworded. Also promised in the outbox (kind `tag`). */
  readonly toTag: readonly string[];
};

/** A read that failed: only the source's state changes, and the ledger. */
export type SourceFailure = {
  readonly source: ConfiguredSource;
  readonly at: Instant;
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  /** `refused` for robots and login walls, `failing` otherwise. */
  readonly health: 'failing' | 'refused';
  readonly nextDueAt: Instant;
  /** Contacted all the same, for the ledger. */
  readonly hosts: readonly string[];
};
