import { setTimeout as wait } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { VigieError } from '../domain/errors.ts';
import { mailboxError } from './mailbox-errors.ts';
import { fetchNew, MAIL_BOUNDS, type NewMail, type NewMailQuestion } from './mailbox-fetch.ts';
import { type Dial, dialOf } from './net/dial.ts';
import type { NetworkPolicy } from './net/policy.ts';
import { unsafe } from './net/policy.ts';

export type MailboxPlace = {
  readonly address: string;
  readonly imap: string;
  readonly user?: string | undefined;
};

export type OpenMailbox = {
  readonly mailbox: MailboxPlace;
  readonly password: string;
  readonly network: NetworkPolicy;
  /** Ends everything at once: the total deadline is the caller's. */
  readonly signal: AbortSignal;
};

export type MailSession = {
  /** New messages of the listed senders: found by the server, nothing else is opened, nothing is marked read. */
  fetchNew(question: NewMailQuestion): Promise<NewMail>;
  /** Puts a message into the folder, unread. `once`: not when one with that Message-ID is there. True: put there now. */
  append(folder: string, raw: Uint8Array, once?: string): Promise<boolean>;
  /** Calls `onNew` when the folder grows, connecting again as often as needed, until the signal or `close`. */
  idle(folder: string, onNew: () => void): Promise<void>;
  close(): Promise<void>;
};

/**
 * A session with the owner's mailbox. TLS always, but with a private host that the settings name.
 *
 * @throws VigieError MailboxRefused (password), SourceUnreachable, SourceUnsafe
 */
export async function openMailbox(opening: OpenMailbox): Promise<MailSession> {
  const { signal } = opening;
  const url = new URL(opening.mailbox.imap);
  const host = url.hostname;
  let client = await connected(opening, url);
  let closed = false;
  const stop = () => client.close();
  signal.addEventListener('abort', stop, { once: true });
  const guarded = async <T>(work: (client: ImapFlow) => Promise<T>): Promise<T> => {
    try {
      return await work(client);
    } catch (error) {
      throw mailboxError(error, host, signal.aborted);
    }
  };
  return {
    fetchNew: question => guarded(current => fetchNew(current, question)),
    append: (folder, raw, once) => guarded(current => append(current, folder, raw, once)),
    async idle(folder, onNew) {
      client.close();
      for (let first = true; !closed && !signal.aborted; first = false) {
        const next = await reconnected(opening, url, first ? 0 : RECONNECT_MS_MIN).catch(error => {
          if (signal.aborted) return null;
          throw error;
        });
        if (next === null) return;
        client = next;
        // What came while nobody listened is told by nothing else.
        if (!first && !closed) onNew();
        await watch(client, folder, onNew, () => closed || signal.aborted);
      }
    },
    async close() {
      closed = true;
      signal.removeEventListener('abort', stop);
      // A server that does not answer the farewell is left without one.
      const farewell = client.logout().catch(() => undefined);
      await Promise.race([farewell, wait(FAREWELL_MS, undefined, { ref: false })]);
      client.close();
    },
  };
}

const FAREWELL_MS = 1_000;

async function connected(
  { mailbox, password, network, signal }: OpenMailbox,
  url: URL,
  silenceMs: number = MAIL_BOUNDS.silenceMs,
): Promise<ImapFlow> {
  const secure = url.protocol === 'imaps:';
  const port = url.port === '' ? (secure ? 993 : 143) : Number(url.port);
  const dial = await dialOf(url.hostname, port, network);
  signal.throwIfAborted();
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client({
    host: dial.address,
    port: dial.port,
    secure,
    ...(secure ? {} : { doSTARTTLS: !dial.named }),
    ...(dial.servername ? { servername: dial.servername } : {}),
    auth: { user: mailbox.user ?? mailbox.address, pass: password },
    tls: tlsOptions(dial),
    logger: false,
    disableAutoIdle: true,
    clientInfo: { name: 'vigie' },
    connectionTimeout: MAIL_BOUNDS.connectMs,
    greetingTimeout: MAIL_BOUNDS.connectMs,
    socketTimeout: silenceMs,
    maxLineLength: MAIL_BOUNDS.lineBytes,
    maxLiteralSize: MAIL_BOUNDS.messageBytes,
    maxResponseSize: MAIL_BOUNDS.messageBytes + MAIL_BOUNDS.lineBytes,
  });
  // Errors of a connection that nobody waits on any more are told by the next command, not by a crash.
  client.on('error', () => undefined);
  const stop = () => client.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    if (!client.secureConnection && !dial.named) throw unsafe('mailbox without TLS', url.hostname);
    return client;
  } catch (error) {
    client.close();
    throw mailboxError(error, url.hostname, signal.aborted);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function tlsOptions(dial: Dial) {
  return { minVersion: 'TLSv1.2' as const, rejectUnauthorized: !dial.here };
}

async function append(
  client: ImapFlow,
  folder: string,
  raw: Uint8Array,
  once: string | undefined,
): Promise<boolean> {
  if (once !== undefined) {
    const lock = await client.getMailboxLock(folder, { readOnly: true });
    try {
      const found = await client.search({ header: { 'message-id': once } }, { uid: true });
      if (found && found.length > 0) return false;
    } finally {
      lock.release();
    }
  }
  const done = await client.append(folder, Buffer.from(raw), []);
  if (!done) throw new VigieError('SourceUnreachable', { reason: 'protocol', detail: 'append refused' });
  return true;
}

/** One watch over the folder, until the connection ends or the caller does. */
async function watch(
  client: ImapFlow,
  folder: string,
  onNew: () => void,
  isOver: () => boolean,
): Promise<void> {
  const grown = ({ count, prevCount }: { count: number; prevCount: number }) => {
    if (count > prevCount) onNew();
  };
  client.on('exists', grown);
  try {
    await client.mailboxOpen(folder, { readOnly: true });
    while (client.usable && !isOver()) await client.idle();
  } catch {
    // A connection that broke is opened again by the caller.
  } finally {
    client.off('exists', grown);
    client.close();
  }
}

/** While it watches, a server says nothing for hours; every five minutes it is asked whether it is still there. */
const WATCH_SILENCE_MS = 300_000;
const RECONNECT_MS_MIN = 1_000;
const RECONNECT_MS_MAX = 300_000;

/** Twice as long between two tries each time, five minutes at most; a refused password ends it. */
async function reconnected(opening: OpenMailbox, url: URL, firstMs: number): Promise<ImapFlow> {
  for (
    let pauseMs = firstMs;
    ;
    pauseMs = Math.min(Math.max(pauseMs * 2, RECONNECT_MS_MIN), RECONNECT_MS_MAX)
  ) {
    await wait(pauseMs, undefined, { signal: opening.signal }).catch(() => {
      throw mailboxError(null, url.hostname, true);
    });
    try {
      return await connected(opening, url, WATCH_SILENCE_MS);
    } catch (error) {
      if (!(error instanceof VigieError) || error.disposition !== 'retry') throw error;
    }
  }
}
