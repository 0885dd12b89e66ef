import { setTimeout as wait } from 'node:timers/promises';
import type { ReadingProgress, ReadingReport, SourceReport } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { type ConfiguredSource, configuredSource } from '../../domain/settings/source.ts';
import type { Clock } from '../../domain/time.ts';
import { type FailingAnswers, failingAnswers } from '../../platform/failing-answers.ts';
import { type Log, noLog } from '../../platform/log.ts';
import { createEgress } from '../../platform/net/egress.ts';
import { createRobotsGate } from '../../platform/net/robots.ts';
import { USER_AGENT } from '../../platform/net/user-agent.ts';
import type { Store } from '../../platform/store/open.ts';
import {
  declareSources,
  type SourceState,
  sourceState,
  sourceStates,
} from '../../platform/store/source-state.ts';
import { createReader, type Reader } from '../../platform/worker/reader.ts';
import { createHostLanes } from './host-lanes.ts';
import { sharedMailbox } from './mailbox-answer.ts';
import { oneReader } from './one-reader.ts';
import type { Render, SharedWorld } from './page.ts';
import { chosenSources } from './prepared.ts';
import { runSource } from './run-source.ts';

export type Collecting = {
  readonly settings: Settings;
  /** Relative paths in the settings start here. */
  readonly settingsDir: string;
  readonly store: Store;
  readonly clock: Clock;
  /** 0 to 1, for spread and pauses. */
  readonly random: () => number;
  /** Display names, ids or collectors; empty or absent: every source that is not paused. */
  readonly only?: readonly string[];
  /** Ask unconditionally, and even where a site asked us to wait. */
  readonly force?: boolean;
  /** Only what is due by now: what the scheduler asks for. */
  readonly dueOnly?: boolean;
  readonly onProgress?: (progress: ReadingProgress) => void;
  /** Once aborted no source is begun; those under way have a moment to end, then are as if never begun. */
  readonly signal?: AbortSignal;
  /** Absent: pages that need a browser fail with BrowserMissing. */
  readonly render?: Render;
  readonly secret?: (id: string) => Promise<string | null>;
  readonly log?: Log;
  /** Workers that outlive this run; absent: its own. */
  readonly reader?: Reader;
};

/** The report, and what there is to tag now. */
export type Collected = ReadingReport & { readonly toTag: readonly string[] };

/**
 * Reads the sources and stores what they bring, one transaction per source. A source that fails has its error in
 * its line and never stops the others. Throws VigieError only for what concerns them all (an unknown name, a
 * store that cannot be written).
 */
export async function collect(collecting: Collecting): Promise<Collected> {
  const { settings, store } = collecting;
  const sources = chosenSources(settings, collecting.only ?? []);
  const log = collecting.log ?? noLog;
  const interrupted = collecting.signal ?? new AbortController().signal;
  const failing = failingAnswers(store.failingDir);
  const reader = oneReader(store, id => sourceState(store, id));
  const states = await declaredStates(store, settings, failing);
  const { world, close } = openWorld(collecting, { interrupted, failing });
  const lines = new Map<string, SourceReport>();
  const toTag: string[] = [];
  try {
    const running = Promise.allSettled(
      sources.map(async source => {
        const done = await reader.read(source.id, states.get(source.id) ?? null, state =>
          runSource({ ...collecting, world }, source, state),
        );
        if (done === null) return;
        toTag.push(...done.toTag);
        lines.set(source.id, done.report);
        log.write(logLine(source, done.report));
        collecting.onProgress?.({ read: lines.size, total: sources.length, last: done.report });
      }),
    );
    const runs = await withinPatience(running, interrupted, close);
    // The store's failure or a bug of ours: told once every other source has had its turn.
    const broken = runs.find(run => run.status === 'rejected');
    if (broken) throw broken.reason;
    await store.checkpoint();
  } finally {
    await close();
  }
  return { sources: sources.flatMap(source => lines.get(source.id) ?? []), toTag };
}

/** What is known of each source; those of the settings are declared first: a new, paused or renamed one shows at once. */
async function declaredStates(
  store: Store,
  settings: Settings,
  failing: FailingAnswers,
): Promise<ReadonlyMap<string, SourceState>> {
  const configured = settings.sources.map(configuredSource);
  await declareSources(store, configured);
  await failing.dropOthers(configured.map(source => source.id));
  return sourceStates(store);
}

/** What is under way at an interruption may still end by itself; together they stay under two seconds. */
const LET_FINISH_MS = 1_000;
const LET_FAIL_MS = 500;

/**
 * The runs' ends; at an interruption those of the runs that end in time. `close` makes the others fail: what
 * they wait for is gone.
 */
async function withinPatience<T>(
  running: Promise<PromiseSettledResult<T>[]>,
  interrupted: AbortSignal,
  close: () => Promise<void>,
): Promise<PromiseSettledResult<T>[]> {
  const over = new AbortController();
  const interruption = new Promise<void>(resolve => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  const patience = interruption
    .then(() => wait(LET_FINISH_MS, null, { signal: over.signal }))
    .then(close)
    .then(() => wait(LET_FAIL_MS, [], { signal: over.signal }))
    .catch(() => []);
  try {
    return await Promise.race([running, patience]);
  } finally {
    over.abort();
  }
}

/** Everything that is opened for one run and closed with it. */
function openWorld(
  collecting: Collecting,
  given: Pick<SharedWorld, 'interrupted' | 'failing'>,
): { world: SharedWorld; close: () => Promise<void> } {
  const { settings, clock } = collecting;
  const { allowPrivate, connectTo, minIntervalMs } = settings.network;
  const policy = { allowPrivate, connectTo: lowerCaseNames(connectTo) };
  const egress = createEgress(policy, USER_AGENT, () => Date.parse(clock.now()));
  const reader = collecting.reader ?? createReader();
  const secret = collecting.secret ?? (async () => null);
  const mailbox = sharedMailbox({ settings, policy, secret, clock, interrupted: given.interrupted });
  const world: SharedWorld = {
    ...given,
    egress,
    reader,
    robots: createRobotsGate(egress, reader.robots),
    lanes: createHostLanes(given.interrupted),
    policy,
    minIntervalMs,
    settingsDir: collecting.settingsDir,
    clock,
    random: collecting.random,
    render: collecting.render ?? null,
    secret,
    mailbox,
  };
  return {
    world,
    close: async () => {
      await Promise.all([egress.close(), mailbox.close(), collecting.reader ? null : reader.close()]);
    },
  };
}

/** Host names have no case; a URL writes them small. */
function lowerCaseNames(connectTo: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(connectTo).map(([name, target]) => [name.toLowerCase(), target]));
}

function logLine(source: ConfiguredSource, report: SourceReport): Parameters<Log['write']>[0] {
  const { error, items, ms } = report;
  const common = { event: 'collect', source: source.id, items, durationMs: ms };
  if (error === null) return common;
  return { ...common, code: error.code, detail: String(error.params.detail ?? error.params.reason ?? '') };
}
