import { pageSignature } from '../../../pipelines/changes/signature.ts';
import { VigieError } from '../../domain/errors.ts';
import type { SourceReport } from '../../domain/house.ts';
import { missingMail } from '../../domain/mail-rhythm.ts';
import type { ConfiguredSource } from '../../domain/settings/source.ts';
import type { Instant } from '../../domain/time.ts';
import { commitBatch } from '../../platform/store/ingest.ts';
import { failSource, type SourceState } from '../../platform/store/source-state.ts';
import { nextByPattern } from '../scheduling/read-pattern.ts';
import { sourceDueAt } from '../scheduling/source-due.ts';
import type { Collecting } from './collect.ts';
import { nextDueAfterFailure, nextDueAfterSuccess } from './due.ts';
import { createBudget, type SharedWorld } from './page.ts';
import { prepareSource } from './prepared.ts';
import { type Brought, type Remembered, readSource } from './read-source.ts';

export type Running = Collecting & { readonly world: SharedWorld };
export type Done = { readonly report: SourceReport; readonly toTag: readonly string[] };

const NOTHING_REMEMBERED: Remembered = { cursor: {}, etag: null, lastModified: null, movedTo: null };

/**
 * One source from its state to its state: read, stored, the next read fixed. A failure of the source is in the
 * report; a failure of the store is thrown. Null when
 * only what is due was asked for and it is not, or when an interruption kept it from its end.
 */
export async function runSource(
  running: Running,
  source: ConfiguredSource,
  state: SourceState | null,
): Promise<Done | null> {
  const isEarly = state !== null && dueAtOf(running, source, state) > running.clock.now();
  if (running.dueOnly && isEarly) return null;
  const { failing, interrupted } = running.world;
  if (interrupted.aborted) return null;
  const budget = createBudget();
  const reportOf = (found: Partial<SourceReport>): SourceReport => {
    const { name, collector } = source;
    return { name, collector, items: 0, new: 0, error: null, ms: budget.spentMs(), ...found };
  };
  if (!running.force && isEarly && state?.error?.code === 'SourceRateLimited') {
    const { params } = state.error;
    return { report: reportOf({ error: { code: 'SourceRateLimited', params } }), toTag: [] };
  }
  let brought: Brought;
  const hosts = new Set<string>();
  const world = { ...running.world, onHost: (host: string) => void hosts.add(host) };
  try {
    const prepared = await prepareSource(source, running.settings.timezone);
    brought = await readSource(world, prepared, rememberedOf(state, running.force), budget);
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    // Whose fault it is cannot be told any more.
    if (interrupted.aborted) return null;
    return {
      report: reportOf({ error: await failed(running, source, state, error, [...hosts]) }),
      toTag: [],
    };
  }
  if (brought.failure && interrupted.aborted) return null;
  brought = { ...brought, failure: brought.failure ?? mailMissing(source, brought, running.clock.now()) };
  if (!brought.failure) await failing.drop(source.id);
  const committed = await commit(running, source, state, brought, [...hosts]);
  const error = brought.failure ? await failed(running, source, state, brought.failure, []) : null;
  const found = { items: committed.items, new: committed.fresh, error };
  return { report: reportOf(found), toTag: committed.toTag };
}

function dueAtOf({ settings, clock }: Running, { every }: ConfiguredSource, state: SourceState): Instant {
  const schedule = { read: settings.schedule.read, timezone: settings.timezone };
  return sourceDueAt({ ...state, every }, schedule, clock.now());
}

/** A mail that used to come and does not: what was read is stored, and the source is told as failing. */
function mailMissing(
  { collector, name }: ConfiguredSource,
  { cursor }: Brought,
  now: Instant,
): VigieError | null {
  const missing = collector === 'mailbox' ? missingMail(String(cursor['days'] ?? ''), now) : null;
  return missing ? new VigieError('MailMissing', { site: name, ...missing }) : null;
}

function rememberedOf(state: SourceState | null, force = false): Remembered {
  if (!state) return NOTHING_REMEMBERED;
  const { cursor, movedTo, etag, lastModified } = state;
  return force
    ? { cursor, movedTo, etag: null, lastModified: null }
    : { cursor, movedTo, etag, lastModified };
}

function commit(
  running: Running,
  source: ConfiguredSource,
  state: SourceState | null,
  brought: Brought,
  hosts: readonly string[],
): ReturnType<typeof commitBatch> {
  const { clock, settings, store, random } = running;
  const now = clock.now();
  const { observations, cursor, etag, lastModified, movedTo, bytes } = brought;
  // After failures the due time is that of the next attempt: an outage says nothing about the source's rhythm.
  const previousMs =
    state?.failures === 0 && state.nextDueAt && state.lastOkAt
      ? Date.parse(state.nextDueAt) - Date.parse(state.lastOkAt)
      : null;
  const { read } = settings.schedule;
  const byPattern =
    read === undefined || source.every !== null ? null : nextByPattern(read, now, settings.timezone);
  const batch = {
    source,
    observedAt: now,
    timezone: settings.timezone,
    observations,
    cursor,
    etag,
    lastModified,
    movedTo,
    nextDueAt:
      byPattern ?? nextDueAfterSuccess({ now, every: source.every, observations, previousMs, random }),
    bytes,
    hosts,
    partial: brought.failure !== null,
  };
  return commitBatch(store, batch, pageSignature);
}

async function failed(
  running: Running,
  source: ConfiguredSource,
  state: SourceState | null,
  error: VigieError,
  hosts: readonly string[],
): Promise<NonNullable<SourceReport['error']>> {
  const at = running.clock.now();
  await failSource(running.store, {
    source,
    at,
    code: error.code,
    params: error.params,
    health: error.code === 'SourceBlocked' ? 'refused' : 'failing',
    nextDueAt:
      error.code === 'MailMissing'
        ? nextDueAfterSuccess({
            now: at,
            every: source.every,
            observations: [],
            previousMs: null,
            random: running.random,
          })
        : nextDueAfterFailure(at, error, (state?.failures ?? 0) + 1),
    hosts,
  });
  return { code: error.code, params: error.params };
}
