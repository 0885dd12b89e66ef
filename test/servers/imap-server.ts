import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { ImapConnection } from './imap-connection.ts';

export type StoredMail = {
  readonly uid: number;
  readonly raw: Buffer;
  readonly receivedAt: Date;
  readonly flags: Set<string>;
};

export type Folder = { validity: number; nextUid: number; readonly messages: StoredMail[] };

/** What a test may bring about. */
export type Faults = {
  /** Closes the connection in the middle of the n-th body that is fetched (1: the first). */
  dropInBody?: number;
  /** Takes the APPEND in, and goes away before it says so. */
  dropAfterAppend?: boolean;
  /** Says nothing any more once signed in. */
  silent?: boolean;
};

/** A small IMAP4rev1 server on the loopback that remembers what was opened. */
export type ImapServer = {
  readonly port: number;
  /** `127.0.0.1:port` */
  readonly at: string;
  readonly folders: Map<string, Folder>;
  readonly faults: Faults;
  /** UIDs whose body was asked for, in order. */
  readonly opened: number[];
  /** Each command line, passwords hidden. */
  readonly commands: string[];
  readonly connections: () => number;
  add(raw: string | Buffer, options?: { folder?: string; receivedAt?: Date }): number;
  /** Closes every connection, as a provider does in the night. */
  hangUp(): void;
  close(): Promise<void>;
};

export async function imapServer(user: string, password: string): Promise<ImapServer> {
  const folders = new Map<string, Folder>([['INBOX', { validity: 1_700_000_001, nextUid: 1, messages: [] }]]);
  const sockets = new Set<Socket>();
  const connections = new Set<ImapConnection>();
  const faults: Faults = {};
  const opened: number[] = [];
  const commands: string[] = [];
  let count = 0;
  const add: ImapServer['add'] = (raw, { folder = 'INBOX', receivedAt = new Date() } = {}) => {
    const place = folders.get(folder)!;
    const uid = place.nextUid++;
    place.messages.push({ uid, raw: Buffer.from(raw), receivedAt, flags: new Set() });
    for (const connection of connections) connection.grown(folder);
    return uid;
  };
  const server: Server = createServer(socket => {
    count += 1;
    // Many small answers: none waits for the one before to be acknowledged.
    socket.setNoDelay(true);
    sockets.add(socket);
    const connection = new ImapConnection(socket, { user, password, folders, faults, opened, commands, add });
    connections.add(connection);
    socket.on('close', () => {
      sockets.delete(socket);
      connections.delete(connection);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    at: `127.0.0.1:${port}`,
    folders,
    faults,
    opened,
    commands,
    connections: () => count,
    add,
    hangUp,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        hangUp();
      }),
  };
}
