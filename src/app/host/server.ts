import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { slug } from '../../domain/brand.ts';
import type { Message } from '../../domain/channel.ts';
import { type ErrorParams, VigieError } from '../../domain/errors.ts';
import { type Act, type House, VERBS } from '../../domain/house.ts';
import { settingsSchema } from '../../domain/settings/settings.ts';
import { readLines, writeLine } from './lines.ts';
import type { OwnHouse } from './local-house.ts';
import { type Greeting, type Request, requestSchema } from './protocol.ts';
import { DRAIN_MS_MAX } from './work.ts';

const askSchema = z.object({ question: z.string(), params: z.record(z.string(), z.unknown()) });
const actSchema = z.object({
  mentionId: z.string(),
  verb: z.enum(VERBS),
  subject: z.string(),
  until: z.string().optional(),
});
const undoSchema = z.object({ actionId: z.string() });
const readSchema = z.object({ sources: z.array(z.string()) });
const mentionSchema = z.object({ mentionId: z.string() });
const keepSchema = z.object({ mentionId: z.string(), text: z.string() });
const settleSchema = z.object({
  incidentId: z.string(),
  as: z.enum(['acknowledged', 'snoozed']),
  until: z.string().optional(),
});
const sendSchema = z.object({
  message: z.object({
    kind: z.enum(['alert', 'letter', 'test']),
    subject: z.string(),
    summary: z.string(),
    text: z.string(),
    html: z.string().nullable(),
    link: z.string().nullable(),
    replyTo: z.string().optional(),
  }),
  key: z.string(),
  channels: z.array(z.string()).optional(),
});
const retagSchema = z.object({ all: z.boolean() });
const stopSchema = z.object({ call: z.number() });
const identitySchema = z.object({
  settings: settingsSchema,
  settingsDir: z.string(),
  settingsFile: z.string().exactOptional(),
});

/** A client that is there takes its last lines at once. */
const GOODBYE_MS_MAX = 1_000;

/** What goes on elsewhere, in part done, when this host leaves. */
const LONG: ReadonlySet<Request['method']> = new Set(['read', 'pass', 'retag']);

type Serving = {
  readonly house: OwnHouse;
  readonly greeting: Greeting;
  readonly clients: Set<Socket>;
  /** Every request on its way, until its answer is written. */
  readonly answering: Set<Promise<void>>;
  leaving: boolean;
};

export type HouseServer = {
  /**
   * Refuses what comes from now on, in a way that its client takes elsewhere; resolves once what is under way is
   * answered. To be called before the house closes, which stops what is long.
   */
  close(): Promise<void>;
};

/**
 * Lets other commands use the house through a socket of this data folder.
 * The caller holds the store's lock, so a socket file that already stands there is left over from a crash.
 */
export async function serveHouse(house: OwnHouse, path: string, greeting: Greeting): Promise<HouseServer> {
  const isFile = !path.startsWith('\\\\');
  if (isFile) rmSync(path, { force: true });
  const serving: Serving = { house, greeting, clients: new Set(), answering: new Set(), leaving: false };
  const server = createServer(socket => serveClient(serving, socket));
  await listen(server, path);
  if (isFile) chmodSync(path, 0o600);
  return {
    async close() {
      serving.leaving = true;
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      await Promise.race([
        Promise.allSettled(serving.answering),
        wait(DRAIN_MS_MAX, undefined, { ref: false }),
      ]);
      for (const client of serving.clients) {
        writeLine(client, { event: 'goodbye' });
        client.end();
      }
      await Promise.race([closed, wait(GOODBYE_MS_MAX, undefined, { ref: false })]);
      for (const client of serving.clients) client.destroy();
    },
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

function serveClient(serving: Serving, socket: Socket): void {
  const { clients, answering, greeting } = serving;
  let house: House = serving.house;
  clients.add(socket);
  const unsubscribe = house.onChange(news => writeLine(socket, { event: 'news', news }));
  /** What is under way for this client, by request: stopped when it asks so or is gone. */
  const calls = new Map<number, AbortController>();
  socket.on('close', () => {
    clients.delete(socket);
    unsubscribe();
    for (const call of calls.values()) call.abort();
  });
  // A client that goes away mid-answer is its own business.
  socket.on('error', () => {});
  writeLine(socket, greeting);
  readLines(socket, value => {
    const { id, method, params } = requestSchema.parse(value);
    if (method === 'stop') return calls.get(stopSchema.parse(params).call)?.abort();
    if (serving.leaving) return writeLine(socket, { id, left: null });
    if (method === 'settings') {
      house = houseFor(serving, params);
      return writeLine(socket, { id, result: null });
    }
    const call = new AbortController();
    calls.set(id, call);
    // A reading that our leaving cut short goes on elsewhere; one that its client stopped is over.
    const cut = () => serving.leaving && !call.signal.aborted && LONG.has(method);
    const tell = (progress: unknown) => writeLine(socket, { id, progress });
    const answered = answer(house, { method, params }, tell, call.signal)
      .then(
        result => writeLine(socket, cut() ? { id, left: result } : { id, result: result ?? null }),
        error => writeLine(socket, { id, error: replyOf(error) }),
      )
      .finally(() => {
        calls.delete(id);
        answering.delete(answered);
      });
    answering.add(answered);
  });
}

/** The house by a client's own settings. Another firm's would mix what two owners read: its client never asks. */
function houseFor({ house, greeting }: Serving, params: Request['params']): House {
  const identity = identitySchema.parse(params);
  if (slug(identity.settings.firm.name) !== slug(greeting.firm)) throw new Error('settings of another firm');
  return house.under(identity);
}

function replyOf(error: unknown): { code: string; params: ErrorParams } {
  return error instanceof VigieError
    ? { code: error.code, params: error.params }
    : { code: 'Bug', params: { detail: String(error) } };
}

type Asked = {
  readonly method: Exclude<Request['method'], 'stop' | 'settings'>;
  readonly params: Request['params'];
};

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
    case 'pass':
      return house.pass(onProgress, signal);
    case 'reply':
      return house.reply(mentionSchema.parse(given).mentionId);
    case 'keepReply': {
      const { mentionId, text } = keepSchema.parse(given);
      return house.keepReply(mentionId, text);
    }
    case 'settle': {
      const { incidentId, as, until } = settleSchema.parse(given);
      return house.settle(incidentId, as, until);
    }
    case 'send': {
      const { message, key, channels } = sendSchema.parse(given);
      return house.send(message as Message, key, channels);
    }
    case 'retag':
      return house.retag(retagSchema.parse(given).all, onProgress, signal);
  }
}
