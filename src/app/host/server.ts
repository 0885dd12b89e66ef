import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { VigieError } from '../../domain/errors.ts';
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
  socket.on('close', () => {
    clients.delete(socket);
    unsubscribe();
  });
  // A client that goes away mid-answer is its own business.
  socket.on('error', () => {});
  writeLine(socket, { vigie: PROTOCOL_VERSION });
  readLines(socket, value => {
    const request = requestSchema.parse(value);
    answer(house, request, progress => writeLine(socket, { id: request.id, progress })).then(
      result => writeLine(socket, { id: request.id, result: result ?? null }),
      error => {
        const known = error instanceof VigieError;
        const reply = known
          ? { code: error.code, params: error.params }
          : { code: 'Bug', params: { detail: String(error) } };
        writeLine(socket, { id: request.id, error: reply });
      },
    );
  });
}

async function answer(
  house: House,
  request: Request,
  onProgress: (progress: unknown) => void,
): Promise<unknown> {
  switch (request.method) {
    case 'ask': {
      const { question, params } = askSchema.parse(request.params);
      return house.ask(question, params);
    }
    case 'act':
      return house.act(actSchema.parse(request.params) as Act);
    case 'undo':
      return house.undo(undoSchema.parse(request.params).actionId);
    case 'read':
      return house.read(readSchema.parse(request.params).sources, onProgress);
  }
}
