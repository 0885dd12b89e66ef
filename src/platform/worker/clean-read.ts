import type { Answer, Cursor, Fetch, Read } from '../../domain/collector.ts';
import type { Observation } from '../../domain/observation.ts';
import { cleanObservation } from './clean-observation.ts';
import type { CleanRead } from './task.ts';

/** All text kept of one answer, in UTF-16 units: what a store row, a frame and a backup can bear. */
const TEXT_LENGTH_MAX = 4_000_000;
/** Further requests that one answer may ask for. */
const NEXT_MAX = 20;
/** A cursor is a date or an id, not a store. */
const CURSOR_KEYS_MAX = 20;
const CURSOR_LENGTH_MAX = 500;

/**
 * What a collector made of hostile bytes, made fit to leave the worker: each observation checked and cleaned or
 * dropped with its reason, all of it bounded.
 *
 * @param maxItems the collector's own limit
 */
export function cleanRead(read: Read, answer: Answer, maxItems: number): CleanRead {
  const kept: Observation[] = [];
  const dropped = new Map<string, number>();
  const drop = (reason: string) => dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
  let length = 0;
  for (const observation of read.observations) {
    if (kept.length >= maxItems) {
      drop('beyond the limit of items');
      continue;
    }
    const clean = cleanObservation(observation, answer);
    if (typeof clean === 'string') {
      drop(clean);
      continue;
    }
    length += lengthOf(clean);
    if (length > TEXT_LENGTH_MAX) drop('beyond the limit of text');
    else kept.push(clean);
  }
  return {
    recognised: read.recognised === true,
    observations: kept,
    cursor: read.cursor ? cleanCursor(read.cursor) : null,
    next: (read.next ?? []).slice(0, NEXT_MAX).filter(isFetch),
    dropped: [...dropped].map(([reason, count]) => ({ reason, count })),
  };
}

function lengthOf(observation: Observation): number {
  if (observation.kind === 'page') return observation.lines.reduce((sum, line) => sum + line.length, 0);
  return 'text' in observation ? observation.text.length : 100;
}

function cleanCursor(cursor: Cursor): Cursor {
  const entries = Object.entries(cursor).slice(0, CURSOR_KEYS_MAX);
  return Object.fromEntries(
    entries.filter(([key, value]) =>
      typeof value === 'number'
        ? Number.isFinite(value) && key.length <= CURSOR_LENGTH_MAX
        : typeof value === 'string' && value.length <= CURSOR_LENGTH_MAX,
    ),
  );
}

/** A fetched answer may ask for pages, never for files of this machine. */
function isFetch(fetch: Fetch): boolean {
  return (fetch.via === 'http' || fetch.via === 'browser') && URL.canParse(fetch.url);
}
