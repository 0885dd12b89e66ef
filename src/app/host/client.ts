import { connect, type Socket } from 'node:net';
import { ERROR_DISPOSITIONS, type ErrorCode, VigieError } from '../../domain/errors.ts';
import type {
  House,
  ReadingProgress,
  ReadingReport,
  RetagProgress,
  RetagReport,
} from '../../domain/house.ts';
import { readLines, writeLine } from './lines.ts';
import { greetingSchema, PROTOCOL_VERSION, type Request, replySchema } from './protocol.ts';

/** A host that listens greets at once; one that does not is gone or busy with something else. */
const GREETING_MS_MAX = 2_000;

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

/**
 * The house of another process, or null when nobody listens there.
 * @throws VigieError StoreMismatch when the host speaks another version.
 */
export async function connectHouse(path: string): Promise<House | null> {
  const socket = await open(path);
  if (!socket) return null;
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<() => void>();
  await greeting(socket, value => receive(value, waiting, listeners));
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new VigieError('StoreBusy', { detail: 'host left' }));
    waiting.clear();
  });
  const call = caller(socket, waiting);
  return {
    ask: async <A>(question: string, params: Readonly<Record<string, unknown>>) =>
      (await call('ask', { question, params })) as A,
    act: async act => String(await call('act', act)),
    undo: async actionId => void (await call('undo', { actionId })),
    read: async (sources, tell, signal) => {
      const onProgress = (progress: unknown) => tell?.(progress as ReadingProgress);
      return (await call('read', { sources }, { onProgress, signal })) as ReadingReport;
    },
    retag: async (all, tell, signal) => {
      const onProgress = (progress: unknown) => tell?.(progress as RetagProgress);
      return (await call('retag', { all }, { onProgress, signal })) as RetagReport;
    },
    onChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => void socket.end(),
  };
}

/** Sends requests; one whose signal is aborted is asked to stop, and still answers with what it did by then. */
function caller(socket: Socket, waiting: Map<number, Waiting>) {
  let lastId = 0;
  return (
    method: Request['method'],
    params: object,
    { onProgress, signal }: Calling = {},
  ): Promise<unknown> => {
    const id = ++lastId;
    const stop = () => writeLine(socket, { id: ++lastId, method: 'stop', params: { call: id } });
    const answer = new Promise<unknown>((resolve, reject) => {
      if (socket.destroyed) return reject(new VigieError('StoreBusy', { detail: 'host left' }));
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

function greeting(socket: Socket, onReply: (value: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (detail: string) => {
      socket.destroy();
      reject(new VigieError('StoreMismatch', { detail }));
    };
    const timer = setTimeout(() => refuse('no greeting'), GREETING_MS_MAX);
    let greeted = false;
    socket.once('close', () => refuse('closed at greeting'));
    socket.on('error', () => {});
    readLines(socket, value => {
      if (greeted) return onReply(value);
      clearTimeout(timer);
      socket.removeAllListeners('close');
      greeted = true;
      const parsed = greetingSchema.safeParse(value);
      if (parsed.data?.vigie === PROTOCOL_VERSION) resolve();
      else refuse(`protocol ${parsed.data?.vigie ?? 'unknown'}, ours ${PROTOCOL_VERSION}`);
    });
  });
}

function receive(value: unknown, waiting: Map<number, Waiting>, listeners: ReadonlySet<() => void>): void {
  const reply = replySchema.parse(value);
  if ('event' in reply) {
    for (const listener of listeners) listener();
    return;
  }
  const call = waiting.get(reply.id);
  if (!call) return;
  if ('progress' in reply) {
    call.onProgress?.(reply.progress);
    return;
  }
  waiting.delete(reply.id);
  if ('error' in reply) {
    const { code, params } = reply.error;
    call.reject(
      code in ERROR_DISPOSITIONS
        ? new VigieError(code as ErrorCode, params)
        : new Error(String(params.detail)),
    );
  } else call.resolve(reply.result);
}
