import { connect, type Socket } from 'node:net';
import { slug } from '../../domain/brand.ts';
import type { Handed } from '../../domain/channel.ts';
import { ERROR_DISPOSITIONS, type ErrorCode, VigieError } from '../../domain/errors.ts';
import type {
  House,
  HouseNews,
  PassReport,
  ReadingProgress,
  ReadingReport,
  RetagProgress,
  RetagReport,
} from '../../domain/house.ts';
import type { ReplyProposal } from '../../domain/reply.ts';
import { readLines, writeLine } from './lines.ts';
import {
  type Greeting,
  greetingOf,
  greetingSchema,
  type Identity,
  PROTOCOL_VERSION,
  type Request,
  replySchema,
} from './protocol.ts';

/** A host that listens greets at once; one that does not is gone or busy with something else. */
const GREETING_MS_MAX = 2_000;

/** The house of another process. */
export type RemoteHouse = House & {
  /** Resolves when the host is gone, or we are. */
  readonly left: Promise<void>;
};

/** The host went away before it had answered. Stays within this folder: see lasting-house.ts. */
export class HostLeft extends Error {
  /** True when the host said itself that no more than `part` was done. */
  readonly told: boolean;
  /** What was done by then of a reading or tagging: its report; null: nothing. */
  readonly part: unknown;

  constructor(told: boolean, part: unknown = null) {
    super('host left');
    this.name = 'HostLeft';
    this.told = told;
    this.part = part;
  }
}

/** What a long call may bring along. */
type Calling = {
  readonly onProgress?: ((progress: unknown) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

type Waiting = {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress?: ((progress: unknown) => void) | undefined;
};

/** One end of a connection. */
type Line = {
  readonly socket: Socket;
  readonly waiting: Map<number, Waiting>;
  readonly listeners: Set<(news: HouseNews) => void>;
  /** The host said goodbye: what it has not answered it has not done. */
  goodbye: boolean;
};

/**
 * The house of another process, answering by our settings; null when nobody listens there, or no longer.
 * Its calls reject with HostLeft when the host goes away.
 * @throws VigieError StoreMismatch when the host speaks another version; StoreBusy (kind, firm) when it works for
 *   another firm.
 */
export async function connectHouse(path: string, identity: Identity): Promise<RemoteHouse | null> {
  const { settings, settingsDir, settingsFile } = identity;
  const socket = await open(path);
  if (!socket) return null;
  const line: Line = { socket, waiting: new Map(), listeners: new Set(), goodbye: false };
  const host = await greeting(socket, value => receive(value, line));
  if (!host) return null;
  const left = new Promise<void>(resolve => {
    socket.on('close', () => {
      for (const { reject } of line.waiting.values()) reject(new HostLeft(line.goodbye));
      line.waiting.clear();
      resolve();
    });
  });
  const call = caller(line);
  const own = greetingOf(identity);
  if (slug(host.firm) !== slug(own.firm)) {
    socket.destroy();
    throw new VigieError('StoreBusy', { kind: 'otherFirm', firm: host.firm });
  }
  if (
    host.settings !== own.settings &&
    !(await agreed(call('settings', { settings, settingsDir, settingsFile })))
  )
    return null;
  return { ...houseOver(call, line), left };
}

/** False when the host left meanwhile. */
async function agreed(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof HostLeft) return false;
    throw error;
  }
}

function houseOver(call: ReturnType<typeof caller>, { socket, listeners }: Line): House {
  return {
    ask: async <A>(question: string, params: Readonly<Record<string, unknown>>) =>
      (await call('ask', { question, params })) as A,
    act: async act => String(await call('act', act)),
    undo: async actionId => void (await call('undo', { actionId })),
    read: async (sources, tell, signal) => {
      const onProgress = (progress: unknown) => tell?.(progress as ReadingProgress);
      return (await call('read', { sources }, { onProgress, signal })) as ReadingReport;
    },
    pass: async (tell, signal) => {
      const onProgress = (progress: unknown) => tell?.(progress as ReadingProgress);
      return (await call('pass', {}, { onProgress, signal })) as PassReport;
    },
    reply: async mentionId => (await call('reply', { mentionId })) as ReplyProposal,
    keepReply: async (mentionId, text) => void (await call('keepReply', { mentionId, text })),
    settle: async (incidentId, as, until) => void (await call('settle', { incidentId, as, until })),
    send: async (message, key, channels) =>
      (await call('send', { message, key, ...(channels ? { channels } : {}) })) as readonly Handed[],
    retag: async (all, tell, signal) => {
      const onProgress = (progress: unknown) => tell?.(progress as RetagProgress);
      return (await call('retag', { all }, { onProgress, signal })) as RetagReport;
    },
    onChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => socket.destroySoon(),
  };
}

/** Sends requests; one whose signal is aborted is asked to stop, and still answers with what it did by then. */
function caller({ socket, waiting }: Line) {
  let lastId = 0;
  return (
    method: Request['method'],
    params: object,
    { onProgress, signal }: Calling = {},
  ): Promise<unknown> => {
    const id = ++lastId;
    const stop = () => writeLine(socket, { id: ++lastId, method: 'stop', params: { call: id } });
    const answer = new Promise<unknown>((resolve, reject) => {
      // Not even sent, so surely not done.
      if (!socket.writable) return reject(new HostLeft(true));
      waiting.set(id, { resolve, reject, onProgress });
      writeLine(socket, { id, method, params });
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
    return answer.finally(() => signal?.removeEventListener('abort', stop));
  };
}

function open(path: string): Promise<Socket | null> {
  return new Promise(resolve => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** The host's greeting; null when none comes: it is leaving, or stuck. */
function greeting(socket: Socket, onReply: (value: unknown) => void): Promise<Greeting | null> {
  return new Promise((resolve, reject) => {
    const gone = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(null);
    };
    const timer = setTimeout(gone, GREETING_MS_MAX);
    let greeted = false;
    socket.once('close', gone);
    socket.on('error', () => {});
    readLines(socket, value => {
      if (greeted) return onReply(value);
      clearTimeout(timer);
      socket.off('close', gone);
      greeted = true;
      const parsed = greetingSchema.safeParse(value);
      if (parsed.data?.vigie === PROTOCOL_VERSION) return resolve(parsed.data);
      socket.destroy();
      reject(new VigieError('StoreMismatch', { detail: `not protocol ${PROTOCOL_VERSION}` }));
    });
  });
}

function receive(value: unknown, line: Line): void {
  const reply = replySchema.parse(value);
  if ('event' in reply) {
    if (reply.event === 'goodbye') line.goodbye = true;
    else for (const listener of line.listeners) listener(reply.news);
    return;
  }
  const call = line.waiting.get(reply.id);
  if (!call) return;
  if ('progress' in reply) {
    call.onProgress?.(reply.progress);
    return;
  }
  line.waiting.delete(reply.id);
  if ('left' in reply) call.reject(new HostLeft(true, reply.left));
  else if ('error' in reply) call.reject(errorOf(reply.error.code, reply.error.params));
  else call.resolve(reply.result);
}

function errorOf(code: string, params: Readonly<Record<string, string | number>>): Error {
  return code in ERROR_DISPOSITIONS
    ? new VigieError(code as ErrorCode, params)
    : new Error(String(params.detail));
}
