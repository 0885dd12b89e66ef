import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Cursor, Fetch, Http, Mailbox, Rendered } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/time.ts';
import type { FailingAnswers } from '../../platform/failing-answers.ts';
import type { Egress, EgressAnswer } from '../../platform/net/egress.ts';
import { hostAndPort, isNamedLocal, type NetworkPolicy, safeUrl } from '../../platform/net/policy.ts';
import type { RobotsGate } from '../../platform/net/robots.ts';
import type { Reader } from '../../platform/worker/reader.ts';
import type { CleanRead } from '../../platform/worker/task.ts';
import { fileAnswer } from './file-answer.ts';
import type { HostLanes } from './host-lanes.ts';
import type { SharedMailbox } from './mailbox-answer.ts';
import type { PreparedSource } from './prepared.ts';

/** Draws a page in a browser, within the time left. Throws VigieError. */
export type Render = (
  fetch: Rendered,
  context: { readonly remainingMs: number },
) => Promise<Answer & { readonly hosts: readonly string[]; readonly wireBytes: number }>;

/** What reading a page needs of the world. */
export type PageWorld = {
  readonly egress: Egress;
  readonly robots: RobotsGate;
  readonly reader: Reader;
  readonly lanes: HostLanes;
  readonly policy: NetworkPolicy;
  /** `network.minIntervalMs` of the settings. */
  readonly minIntervalMs: number;
  readonly settingsDir: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly render: Render | null;
  readonly failing: FailingAnswers;
  /** Once aborted, nothing more is asked of any site. */
  readonly interrupted: AbortSignal;
  /** Told of every host that is dialled for this source, whatever comes of it. */
  readonly onHost: (host: string) => void;
  /** The value of a secret that a collector names; null when the owner has not given it. */
  readonly secret: (id: string) => Promise<string | null>;
  readonly mailbox: SharedMailbox;
};

/** What the sources of one run share. */
export type SharedWorld = Omit<PageWorld, 'onHost'>;

export type Validators = { readonly etag: string | null; readonly lastModified: string | null };

/** One answer, fetched and read. `read` is null when the site said "not modified". */
export type Page = {
  readonly read: CleanRead | null;
  readonly isEmpty: boolean;
  readonly bytes: number;
  readonly hosts: readonly string[];
  readonly movedTo: string | null;
  readonly validators: Validators;
};

/** Time spent on one source: only while a request or a reading of its own is under way. */
export type Budget = {
  remainingMs(): number;
  spend<T>(work: () => Promise<T>): Promise<T>;
  spentMs(): number;
};

/** A second try begins only if this much is left: it could not end otherwise. */
const RETRY_MS_MIN = 4_000;
const RETRY_PAUSE_MS = 300;
/** Reading gets at least this, even after a slow answer. */
const READING_MS_MIN = 1_500;

/** Milliseconds that one source may take in all, its readings and second tries included. */
export const SOURCE_MS_MAX = 18_000;

export function createBudget(totalMs: number = SOURCE_MS_MAX): Budget {
  let spent = 0;
  return {
    remainingMs: () => totalMs - spent,
    spentMs: () => Math.round(spent),
    async spend(work) {
      const started = performance.now();
      try {
        return await work();
      } finally {
        spent += performance.now() - started;
      }
    },
  };
}

/**
 * Fetches one thing in its host's lane and reads it in a worker. The slot is held through the reading, so that
 * answers in memory stay as few as requests in flight.
 */
export function readPage(
  world: PageWorld,
  prepared: PreparedSource,
  fetch: Fetch,
  cursor: Cursor,
  validators: Validators,
  budget: Budget,
): Promise<Page> {
  const { host, intervalMs } = laneOf(world, prepared, fetch);
  return world.lanes.run(host, intervalMs, () =>
    budget.spend(async () => {
      if (world.interrupted.aborted) throw interruption();
      const started = performance.now();
      const fetched = await fetchOnce(world, prepared, fetch, validators, budget.remainingMs());
      const answer = fetched.answer;
      if (answer === null) return { ...fetched.facts, read: null, isEmpty: true };
      const isEmpty = answer.bytes.length === 0;
      const leftMs = budget.remainingMs() - (performance.now() - started);
      const read = await world.reader.read(
        {
          collector: prepared.collector.id,
          answer,
          options: prepared.options,
          cursor,
          maxItems: prepared.collector.limits.maxItems,
        },
        Math.max(leftMs, READING_MS_MIN),
        // The owner's own files and mails stay where they are.
        fetch.via === 'file' || fetch.via === 'mailbox'
          ? undefined
          : bytes => world.failing.keep(prepared.source.id, bytes),
      );
      if (read.next.some(next => next.via === 'http' && next.discovered))
        await world.robots.pass(safeUrl(answer.url), leftMs, world.onHost);
      return { ...fetched.facts, read, isEmpty };
    }),
  );
}

function interruption(): VigieError {
  return new VigieError('SourceUnreachable', { reason: 'interrupted' });
}

type Fetched = { readonly answer: Answer | null; readonly facts: Omit<Page, 'read' | 'isEmpty'> };

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

async function fetchOnce(
  world: PageWorld,
  prepared: PreparedSource,
  fetch: Fetch,
  validators: Validators,
  remainingMs: number,
): Promise<Fetched> {
  if (fetch.via === 'http') return fetchHttp(world, prepared, fetch, validators, remainingMs);
  if (fetch.via === 'browser') return fetchRendered(world, prepared, fetch, remainingMs);
  if (fetch.via === 'mailbox') return fetchMail(world, fetch, remainingMs);
  const answer = await fileAnswer(fetch, world.settingsDir, world.clock);
  return {
    answer,
    facts: { bytes: answer.bytes.length, hosts: [], movedTo: null, validators: NO_VALIDATORS },
  };
}

async function fetchMail(world: PageWorld, fetch: Mailbox, remainingMs: number): Promise<Fetched> {
  const { host } = world.mailbox;
  if (host !== null) world.onHost(host);
  const answer = await world.mailbox.answer(fetch, remainingMs);
  const hosts = host === null ? [] : [host];
  return { answer, facts: { bytes: answer.bytes.length, hosts, movedTo: null, validators: NO_VALIDATORS } };
}

async function fetchRendered(
  world: PageWorld,
  { collector }: PreparedSource,
  fetch: Rendered,
  remainingMs: number,
): Promise<Fetched> {
  const url = safeUrl(fetch.url);
  if (!world.render) throw new VigieError('BrowserMissing', { host: url.host });
  if (collector.obeysRobots) await world.robots.pass(url, remainingMs, world.onHost);
  const { hosts, wireBytes, ...answer } = await world.render(fetch, { remainingMs }).catch(error => {
    if (wasDialled(error)) world.onHost(url.host);
    throw error;
  });
  for (const host of hosts) world.onHost(host);
  return { answer, facts: { bytes: wireBytes, hosts, movedTo: null, validators: NO_VALIDATORS } };
}

/** A browser that is missing dials nobody; an unsafe address is refused before it is dialled. */
function wasDialled(error: unknown): boolean {
  return !(error instanceof VigieError && ['BrowserMissing', 'SourceUnsafe'].includes(error.code));
}

async function fetchHttp(
  world: PageWorld,
  { collector }: PreparedSource,
  fetch: Http,
  validators: Validators,
  remainingMs: number,
): Promise<Fetched> {
  const deadline = performance.now() + remainingMs;
  const request = {
    url: fetch.url,
    ...validators,
    headers: await headersOf(world, fetch),
    ...(fetch.method ? { method: fetch.method } : {}),
    ...(fetch.body === undefined ? {} : { body: fetch.body }),
    ...(collector.obeysRobots
      ? { beforeHop: (hop: URL, leftMs: number) => world.robots.pass(hop, leftMs, world.onHost) }
      : {}),
    onHost: world.onHost,
  };
  const attempt = () => world.egress.request({ ...request, totalMs: deadline - performance.now() });
  let got: EgressAnswer;
  try {
    got = await attempt();
  } catch (error) {
    const pauseMs = RETRY_PAUSE_MS * (1 + 2 * world.random());
    if (world.interrupted.aborted || !isTransient(error) || deadline - performance.now() < RETRY_MS_MIN)
      throw error;
    await wait(pauseMs);
    got = await attempt();
  }
  const facts = {
    bytes: got.wireBytes,
    hosts: got.hosts,
    movedTo: got.movedTo,
    validators: { etag: got.etag ?? null, lastModified: got.lastModified ?? null },
  };
  if (got.status === 304) return { answer: null, facts };
  const { url, status, contentType, bytes } = got;
  return { answer: { fetch, url, status, contentType, bytes, observedAt: world.clock.now() }, facts };
}

async function headersOf(world: PageWorld, fetch: Http): Promise<Record<string, string>> {
  const headers = { ...fetch.headers };
  if (fetch.auth === undefined) return headers;
  const secret = await world.secret(fetch.auth);
  if (secret === null) throw new VigieError('SecretMissing', { id: fetch.auth });
  return { ...headers, authorization: `Bearer ${secret}` };
}

/** A named HTTP status is an answer, not an accident: only the network's own failures are worth a second try. */
function isTransient(error: unknown): boolean {
  return (
    error instanceof VigieError && error.code === 'SourceUnreachable' && error.params.reason === 'network'
  );
}

/**
 * Files have one lane for all: reading them is bound by the disk and by memory, not by courtesy. So have drawn
 * pages: there is one browser, and those who wait for it must not hold a slot.
 */
function laneOf(
  world: PageWorld,
  { collector }: PreparedSource,
  fetch: Fetch,
): { host: string; intervalMs: () => number } {
  if (fetch.via === 'file') return { host: '', intervalMs: () => 0 };
  if (fetch.via === 'mailbox') return { host: 'mailbox', intervalMs: () => 0 };
  const url = safeUrl(fetch.url);
  const { host, port } = hostAndPort(url);
  const named = isNamedLocal(host, port, world.policy);
  const ownMs = named ? world.minIntervalMs : Math.max(world.minIntervalMs, collector.limits.minIntervalMs);
  const intervalMs = () => (collector.obeysRobots ? Math.max(ownMs, world.robots.delayMs(url)) : ownMs);
  return { host: fetch.via === 'browser' ? 'browser' : url.host, intervalMs };
}
