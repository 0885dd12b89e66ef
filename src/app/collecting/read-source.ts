import type { Cursor, Fetch } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Observation } from '../../domain/observation.ts';
import { leadsNowhere } from '../../platform/worker/task.ts';
import { type Budget, type Page, type PageWorld, readPage, type Validators } from './page.ts';
import type { PreparedSource } from './prepared.ts';

/** What the store remembers of the last successful read. */
export type Remembered = Validators & { readonly cursor: Cursor; readonly movedTo: string | null };

/** What one source brought, over all its pages. */
export type Brought = Remembered & {
  readonly observations: readonly Observation[];
  readonly bytes: number;
  /** Items that were not fit to be kept. */
  readonly droppedCount: number;
  /** Set when a later page failed: what came before is kept, and the cursor stays where it was. */
  readonly failure: VigieError | null;
};

/** A source asks for one thing at first, seldom for more: validators belong to exactly one address. */
const NONE: Validators = { etag: null, lastModified: null };

/**
 * Reads a source to its end: its requests, then whatever the answers ask for, within the collector's limits and
 * the budget. Throws VigieError when nothing could be read.
 */
export async function readSource(
  world: PageWorld,
  prepared: PreparedSource,
  remembered: Remembered,
  budget: Budget,
): Promise<Brought> {
  const { collector, options } = prepared;
  const asked = collector.requests(options, remembered.cursor);
  const single = asked.length === 1;
  const gathered = emptyGathering(remembered.cursor);
  const queue: Fetch[] = [...asked];
  const seen = new Set(queue.map(keyOf));
  for (let pages = 0; pages < collector.limits.maxPages; pages++) {
    const fetch = queue.shift();
    if (!fetch || gathered.observations.length >= collector.limits.maxItems) break;
    try {
      if (budget.remainingMs() <= 0) throw new VigieError('SourceUnreachable', { reason: 'timeout' });
      const isFirst = pages === 0 && single;
      const page = isFirst
        ? await firstPage(world, prepared, fetch, remembered, budget)
        : await readPage(world, prepared, fetch, remembered.cursor, NONE, budget);
      gather(gathered, page, isFirst);
      for (const next of page.read?.next ?? []) {
        if (seen.has(keyOf(next))) continue;
        seen.add(keyOf(next));
        queue.push(next);
      }
    } catch (error) {
      if (!(error instanceof VigieError)) throw error;
      if (!isMissingOption(fetch, error)) gathered.failure ??= error;
    }
  }
  return concluded(gathered, remembered, collector.limits.maxItems);
}

/** The site answered, and does not have what only some sites have. */
function isMissingOption(fetch: Fetch, error: VigieError): boolean {
  const status = Number(error.params.status);
  return fetch.via === 'http' && fetch.optional === true && status >= 400 && status <= 410;
}

type Gathering = {
  observations: Observation[];
  cursor: Cursor;
  validators: Validators;
  movedTo: string | null;
  bytes: number;
  droppedCount: number;
  recognised: boolean;
  unmodified: boolean;
  failure: VigieError | null;
};

function emptyGathering(cursor: Cursor): Gathering {
  return {
    observations: [],
    cursor,
    validators: NONE,
    movedTo: null,
    bytes: 0,
    droppedCount: 0,
    recognised: false,
    unmodified: false,
    failure: null,
  };
}

function gather(gathered: Gathering, page: Page, isFirst: boolean): void {
  gathered.bytes += page.bytes;
  if (isFirst) {
    // A page that leads further may stay as it is while what it leads to changes.
    gathered.validators = page.read !== null && page.read.next.length > 0 ? NONE : page.validators;
    gathered.movedTo = page.movedTo;
  }
  if (page.read === null) {
    gathered.unmodified = true;
    return;
  }
  // An answer that is not the format itself may still say where the format is.
  if (leadsNowhere(page.read)) {
    const detail = page.isEmpty ? 'empty answer' : 'not the expected format';
    throw new VigieError('SourceChanged', { host: page.hosts.at(-1) ?? '', detail });
  }
  gathered.recognised ||= page.read.recognised;
  gathered.observations.push(...page.read.observations);
  gathered.droppedCount += page.read.dropped.reduce((sum, loss) => sum + loss.count, 0);
  if (page.read.cursor) gathered.cursor = furthest(gathered.cursor, page.read.cursor);
}

function concluded(gathered: Gathering, remembered: Remembered, maxItems: number): Brought {
  if (!gathered.recognised && !gathered.unmodified)
    throw gathered.failure ?? new VigieError('SourceChanged', { detail: 'not the expected format' });
  const { failure, bytes, droppedCount } = gathered;
  const observations = gathered.observations.slice(0, maxItems);
  const common = { observations, bytes, droppedCount, failure };
  // With a page missing, the next read must start where this one did, unconditionally.
  if (failure) return { ...common, ...NONE, cursor: remembered.cursor, movedTo: remembered.movedTo };
  if (gathered.unmodified) {
    const { etag, lastModified } = remembered;
    const { validators } = gathered;
    const kept = { etag: validators.etag ?? etag, lastModified: validators.lastModified ?? lastModified };
    return { ...common, ...kept, cursor: remembered.cursor, movedTo: gathered.movedTo };
  }
  return { ...common, ...gathered.validators, cursor: gathered.cursor, movedTo: gathered.movedTo };
}

/**
 * The first page, where a permanent redirect once said it lives; where that fails, at the address of the
 * settings, since a 301 by mistake must not lose the source.
 */
async function firstPage(
  world: PageWorld,
  prepared: PreparedSource,
  fetch: Fetch,
  remembered: Remembered,
  budget: Budget,
): Promise<Page> {
  const { cursor, movedTo } = remembered;
  const isOwnAddress = fetch.via === 'http' && fetch.url === addressOf(prepared.options);
  if (movedTo !== null && isOwnAddress) {
    try {
      const page = await readPage(world, prepared, { ...fetch, url: movedTo }, cursor, remembered, budget);
      if (page.read === null || page.read.recognised) return { ...page, movedTo: page.movedTo ?? movedTo };
    } catch (error) {
      if (!(error instanceof VigieError) || mayPass(error)) throw error;
    }
  }
  const page = await readPage(world, prepared, fetch, cursor, movedTo === null ? remembered : NONE, budget);
  return isOwnAddress && page.read?.recognised ? page : { ...page, movedTo: null };
}

/** A site in trouble is not a site that moved back; a 404 may be one. */
function mayPass(error: VigieError): boolean {
  return error.disposition === 'retry' && error.params.status !== 404;
}

/** A collector that is given an address calls it `url`; only such a one can be said to have moved. */
function addressOf(options: unknown): string | null {
  const url = options !== null && typeof options === 'object' && 'url' in options ? options.url : null;
  return typeof url === 'string' ? url : null;
}

/** Pages come newest first or oldest first: in either order the furthest value of a key is the one to keep. */
function furthest(before: Cursor, after: Cursor): Cursor {
  const merged: Record<string, string | number> = { ...before };
  for (const [key, value] of Object.entries(after)) {
    const known = merged[key];
    const isBehind =
      (typeof known === 'number' && typeof value === 'number' && known > value) ||
      (typeof known === 'string' &&
        typeof value === 'string' &&
        known.length === value.length &&
        known > value);
    if (!isBehind) merged[key] = value;
  }
  return merged;
}

function keyOf(fetch: Fetch): string {
  return JSON.stringify(fetch);
}
