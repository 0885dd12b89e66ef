import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { VigieError } from '../../domain/errors.ts';
import { type OwnCertificate, ownCertificate } from './browser-certificate.ts';
import { guardedConnector, isHere } from './connector.ts';
import type { NetworkPolicy } from './policy.ts';
import { hostAndPort, routeTo, safeUrl } from './policy.ts';

/** Bounds of one page's visit, each with its reason. */
const CONNECT_MS_MAX = 10_000;
/** All that a page loads, pictures left out: a page that needs more is an application, not a page to read. */
const TRAFFIC_BYTES_MAX = 30 * 1_048_576;
/** A page opens some dozens of connections; more at once is a scan. */
const CONNECTIONS_MAX = 128;
/** Hosts remembered as refused, for the error's words. */
const REFUSED_MAX = 100;
/** The first byte of whatever speaks TLS (a handshake record). */
const TLS_HANDSHAKE = 0x16;

export type FilteringProxy = {
  /** `http://127.0.0.1:port`, for the browser. */
  readonly address: string;
  /** Of the key with which it answers itself, in TLS, for names that the settings connect to this machine. */
  readonly print: string;
  /** `host:port` (no brackets) of what was refused so far, at most 100. */
  readonly refused: ReadonlySet<string>;
  /** Hosts contacted, for the ledger. */
  readonly hosts: ReadonlySet<string>;
  /** Bytes received from outside so far. */
  bytes(): number;
  close(): Promise<void>;
};

type Visit = {
  readonly policy: NetworkPolicy;
  readonly own: OwnCertificate;
  readonly dial: Dial;
  readonly refused: Set<string>;
  readonly hosts: Set<string>;
  readonly sockets: Set<Duplex>;
  bytes: number;
};

/** Opens a socket to `host:port` when the policy allows it, else rejects with what the policy says. */
type Dial = (place: Place, protocol: 'http:' | 'https:') => Promise<Socket>;

type Place = { readonly host: string; readonly port: number };

/**
 * The only way out of the browser: every connection it opens (pages, frames, scripts, WebSockets, redirects) is
 * judged here by the same policy and the same check at connect as our own requests. On this machine alone.
 */
export async function openFilteringProxy(policy: NetworkPolicy): Promise<FilteringProxy> {
  const visit: Visit = {
    policy,
    own: ownCertificate(),
    dial: guardedDial(policy),
    refused: new Set(),
    hosts: new Set(),
    sockets: new Set(),
    bytes: 0,
  };
  const server = createServer((request, response) => void forward(visit, request, response));
  server.on('connect', (request, socket, head) => void tunnel(visit, request, socket, head));
  server.on('connection', socket => keep(visit, socket));
  server.on('clientError', (_error, socket) => socket.destroy());
  await listening(server);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    print: visit.own.print,
    refused: visit.refused,
    hosts: visit.hosts,
    bytes: () => visit.bytes,
    close: () =>
      new Promise(resolve => {
        for (const socket of visit.sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

/** By `http:` a raw socket whatever is spoken over it later: the browser itself checks the certificate. */
function guardedDial(policy: NetworkPolicy): Dial {
  const connector = guardedConnector(policy, CONNECT_MS_MAX);
  return ({ host, port }, protocol) =>
    new Promise((resolve, reject) => {
      const options = { hostname: host, host, protocol, port: String(port) };
      connector(options, (error, socket) => (error ? reject(error) : resolve(socket as Socket)));
    });
}

/** CONNECT host:port, for https and WebSockets. */
async function tunnel(visit: Visit, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
  client.on('error', () => client.destroy());
  let place: Place | null = null;
  try {
    place = hostAndPort(safeUrl(`http://${request.url ?? ''}`));
    const here = isHere(routeTo(place.host, place.port, visit.policy));
    const upstream = here ? null : await opened(visit, place, 'http:');
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) client.unshift(head);
    if (upstream) join(client, upstream);
    else await tunnelHere(visit, client as Socket, place);
  } catch (error) {
    noteRefusal(visit, error, place);
    client.end(`HTTP/1.1 ${statusOf(error)} No\r\nContent-Length: 0\r\n\r\n`);
  }
}

/**
 * To this machine a plain request takes any certificate or none. So that the browser does alike, its TLS ends
 * here, and the server is spoken to as a plain request would be.
 */
async function tunnelHere(visit: Visit, client: Socket, place: Place): Promise<void> {
  const isSecure = (await firstByte(client)) === TLS_HANDSHAKE;
  const { key, certificate } = visit.own;
  const inner = isSecure ? new TLSSocket(client, { isServer: true, key, cert: certificate }) : client;
  inner.on('error', () => client.destroy());
  try {
    join(inner, await opened(visit, place, isSecure ? 'https:' : 'http:'));
  } catch {
    client.destroy();
  }
}

/** Looked at and put back; null when the other side left. */
function firstByte(socket: Socket): Promise<number | null> {
  return new Promise(resolve => {
    socket.once('close', () => resolve(null));
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      socket.unshift(chunk);
      resolve(chunk[0] ?? null);
    });
  });
}

function join(client: Duplex, upstream: Duplex): void {
  upstream.pipe(client);
  client.pipe(upstream);
  upstream.on('close', () => client.destroy());
  client.on('close', () => upstream.destroy());
}

/** A plain http request in absolute form. One connection each: simple, and pages on plain http are small. */
async function forward(visit: Visit, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let place: Place | null = null;
  try {
    const url = safeUrl(request.url ?? '');
    place = hostAndPort(url);
    const socket = await opened(visit, place, 'http:');
    const { 'proxy-connection': _hop, connection: _close, ...headers } = request.headers;
    const onward = httpRequest({
      createConnection: () => socket,
      method: request.method ?? 'GET',
      path: url.pathname + url.search,
      headers: { ...headers, host: url.host, connection: 'close' },
    });
    onward.on('response', answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : refuse(response, 502)));
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  } catch (error) {
    noteRefusal(visit, error, place);
    refuse(response, statusOf(error));
  }
}

async function opened(visit: Visit, place: Place, protocol: 'http:' | 'https:'): Promise<Socket> {
  if (visit.sockets.size >= CONNECTIONS_MAX) throw new Error('too many connections');
  const socket = await visit.dial(place, protocol);
  visit.hosts.add(place.host);
  keep(visit, socket);
  socket.on('data', (chunk: Buffer) => {
    visit.bytes += chunk.length;
    if (visit.bytes > TRAFFIC_BYTES_MAX) for (const open of visit.sockets) open.destroy();
  });
  return socket;
}

function keep(visit: Visit, socket: Duplex): void {
  visit.sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => visit.sockets.delete(socket));
}

/** Only the policy's own refusals are named; a host that is down is the page's affair. */
function noteRefusal(visit: Visit, error: unknown, place: Place | null): void {
  if (place === null || !isRefusal(error) || visit.refused.size >= REFUSED_MAX) return;
  visit.refused.add(`${place.host}:${place.port}`.slice(0, 300));
}

function isRefusal(error: unknown): boolean {
  return error instanceof VigieError && error.code === 'SourceUnsafe';
}

/** Forbidden, or bad gateway for a server that does not answer: a page's own status tells the two apart. */
function statusOf(error: unknown): number {
  return isRefusal(error) ? 403 : 502;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0' });
  response.end();
}
