import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { type ErrorParams, VigieError } from '../../domain/errors.ts';
import { type Act, type House, VERBS } from '../../domain/house.ts';
import { readLines, writeLine } from './lines.ts';
import { PROTOCOL_VERSION, type Request, requestSchema } from './protocol.ts';

const askSchema = z.object({ question: z.string(), params: z.record(z.string(), z.unknown()) });
const actSchema = z.object({
  mentionId: z.string(),
  verb: z.enum(VERBS),
  subject: z.string(),
  until: z.string().optional(),
});
const undoSchema = z.object({ actionId: z.string() });
const readSchema = z.object({ sources: z.array(z.string()) });
const retagSchema = z.object({ all: z.boolean() });
const stopSchema = z.object({ call: z.number() });

/**
 * Lets other commands use the house through a socket of this data folder.
 * The caller holds the store's lock, so a socket file that already stands there is left over from a crash.
 */
export async function serveHouse(house: House, path: string): Promise<{ close(): Promise<void> }> {
  const isFile = !path.startsWith('\\\\');
  if (isFile) rmSync(path, { force: true });
  const clients = new Set<Socket>();
  const server = createServer(socket => serveClient(house, socket, clients));
  await listen(server, path);
  if (isFile) chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise(resolve => {
        for (const client of clients) client.destroy();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      server.on('error', () => {});
      // A one-shot command that happens to be the host leaves when its own work is done.
      server.unref();
      resolve();
    });
  });
}

function serveClient(house: House, socket: Socket, clients: Set<Socket>): void {
  clients.add(socket);
  const unsubscribe = house.onChange(() => writeLine(socket, { event: 'change' }));
  /** What is under way for this client, by request: stopped when it asks so or is gone. */
  const calls = new Map<number, AbortController>();
  socket.on('close', () => {
    clients.delete(socket);
    unsubscribe();
    for (const call of calls.values()) call.abort();
  });
  // A client that goes away mid-answer is its own business.
  socket.on('error', () => {});
  writeLine(socket, { vigie: PROTOCOL_VERSION });
  readLines(socket, value => {
    const { id, method, params } = requestSchema.parse(value);
    if (method === 'stop') return calls.get(stopSchema.parse(params).call)?.abort();
    const call = new AbortController();
    calls.set(id, call);
    answer(house, { method, params }, progress => writeLine(socket, { id, progress }), call.signal)
      .then(
        result => writeLine(socket, { id, result: result ?? null }),
        error => writeLine(socket, { id, error: replyOf(error) }),
      )
      .finally(() => calls.delete(id));
  });
}

function replyOf(error: unknown): { code: string; params: ErrorParams } {
  return error instanceof VigieError
    ? { code: error.code, params: error.params }
    : { code: 'Bug', params: { detail: String(error) } };
}

type Asked = { readonly method: Exclude<Request['method'], 'stop'>; readonly params: Request['params'] };

async function answer(
  house: House,
  { method, params: given }: Asked,
  onProgress: (progress: unknown) => void,
  signal: AbortSignal,
): Promise<unknown> {
  switch (method) {
    case 'ask': {
      const { question, params } = askSchema.parse(given);
      return house.ask(question, params);
    }
    case 'act':
      return house.act(actSchema.parse(given) as Act);
    case 'undo':
      return house.undo(undoSchema.parse(given).actionId);
    case 'read':
      return house.read(readSchema.parse(given).sources, onProgress, signal);
    case 'retag':
      return house.retag(retagSchema.parse(given).all, onProgress, signal);
  }
}
