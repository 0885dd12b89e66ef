import type { VigieError } from '../../domain/errors.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Instant } from '../../domain/time.ts';

const MINUTE_MS = 60_000;
/** Nothing that is said of a small firm is older than half an hour when the owner reads it. */
const LEAST_MS = 30 * MINUTE_MS;
/** A quiet source is still read every day: silence must be known, not assumed. */
const MOST_MS = 1_440 * MINUTE_MS;
/** Before anything is known of a source. */
const FIRST_MS = 120 * MINUTE_MS;
/** The newest items say how often it speaks now; older ones how often it used to. */
const DATES_MAX = 50;
/** Spread, so that sources first read together do not stay together. */
const JITTER = 0.1;

export type DueFacts = {
  readonly now: Instant;
  /** Minutes that the settings ask for, or null. */
  readonly every: number | null;
  /** What the read brought; empty when it was "not modified". */
  readonly observations: readonly Observation[];
  /** From the last read to the due time then computed, ms; null at the first read. */
  readonly previousMs: number | null;
  /** 0 to 1. */
  readonly random: () => number;
};

/** When to read again after a success: as asked, or half the median gap between items, half an hour to a day. */
export function nextDueAfterSuccess(facts: DueFacts): Instant {
  if (facts.every !== null) return later(facts.now, facts.every * MINUTE_MS);
  const gapMs = medianGapMs(facts.observations);
  const wantedMs = gapMs === null ? (facts.previousMs ?? FIRST_MS) : gapMs / 2;
  const spread = 1 + JITTER * (2 * facts.random() - 1);
  return later(facts.now, clamp(clamp(wantedMs) * spread));
}

/**
 * When to try again after a failure: twice as long each time from half an hour to a day; as long as the site
 * asked for if that is longer; once a day where a person is needed.
 *
 * @param failures in a row, this one included
 */
export function nextDueAfterFailure(now: Instant, error: VigieError, failures: number): Instant {
  if (error.disposition !== 'retry') return later(now, MOST_MS);
  const backoffMs = LEAST_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  return later(now, clamp(Math.max(backoffMs, Number(error.params.retryAfterMs ?? 0))));
}

function medianGapMs(observations: readonly Observation[]): number | null {
  const dates = observations
    .flatMap(seen =>
      'publishedAt' in seen && seen.publishedAt !== null ? [Date.parse(seen.publishedAt)] : [],
    )
    .sort((a, b) => b - a)
    .slice(0, DATES_MAX);
  const gaps = dates.slice(1).map((date, i) => (dates[i] ?? date) - date);
  // Items published in one go (a site's import) say nothing about its rhythm.
  const real = gaps.filter(gap => gap > MINUTE_MS).sort((a, b) => a - b);
  return real[Math.floor(real.length / 2)] ?? null;
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, LEAST_MS), MOST_MS);
}

function later(now: Instant, ms: number): Instant {
  return new Date(Date.parse(now) + ms).toISOString();
}
