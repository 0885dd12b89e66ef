import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { VigieError } from '../../domain/errors.ts';
import { guardedConnector } from './connector.ts';
import type { NetworkPolicy } from './policy.ts';
import { hostAndPort, safeUrl } from './policy.ts';

/** Bounds of one page's visit, each with its reason. */
const CONNECT_MS_MAX = 10_000;
/** All that a page loads, pictures left out: a page that needs more is an application, not a page to read. */
const TRAFFIC_BYTES_MAX = 30 * 1_048_576;
/** A page opens some dozens of connections; more at once is a scan. */
const CONNECTIONS_MAX = 128;
/** Hosts remembered as refused, for the error's words. */
const REFUSED_MAX = 100;

export type FilteringProxy = {
  /** `http://127.0.0.1:port`, for the browser. */
  readonly address: string;
  /** `host:port` of what was refused so far, at most 100. */
  readonly refused: ReadonlySet<string>;
  /** Hosts contacted, for the ledger. */
  readonly hosts: ReadonlySet<string>;
  /** Bytes received from outside so far. */
  bytes(): number;
  close(): Promise<void>;
};

type Visit = {
  readonly dial: Dial;
  readonly refused: Set<string>;
  readonly hosts: Set<string>;
  readonly sockets: Set<Duplex>;
  bytes: number;
};

/** Opens a socket to `host:port` when the policy allows it, else rejects with what the policy says. */
type Dial = (host: string, port: number) => Promise<Socket>;

/**
 * The only way out of the browser: every connection it opens (pages, frames, scripts, WebSockets, redirects) is
 * judged here by the same policy and the same check at connect as our own requests. On this machine alone.
 */
export async function openFilteringProxy(policy: NetworkPolicy): Promise<FilteringProxy> {
  const visit: Visit = {
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

/** A raw socket whatever is spoken over it later: inside a tunnel the browser itself checks the certificate. */
function guardedDial(policy: NetworkPolicy): Dial {
  const connector = guardedConnector(policy, CONNECT_MS_MAX);
  return (host, port) =>
    new Promise((resolve, reject) => {
      const options = { hostname: host, host, protocol: 'http:', port: String(port) };
      connector(options, (error, socket) => (error ? reject(error) : resolve(socket as Socket)));
    });
}

/** CONNECT host:port, for https and WebSockets. */
async function tunnel(visit: Visit, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
  client.on('error', () => client.destroy());
  const target = request.url ?? '';
  try {
    const { host, port } = hostAndPort(safeUrl(`http://${target}`));
    const upstream = await opened(visit, host, port);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    upstream.pipe(client);
    client.pipe(upstream);
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  } catch (error) {
    noteRefusal(visit, error, target);
    client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  }
}

/** A plain http request in absolute form. One connection each: simple, and pages on plain http are small. */
async function forward(visit: Visit, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let target = '';
  try {
    const url = safeUrl(request.url ?? '');
    const { host, port } = hostAndPort(url);
    target = `${host}:${port}`;
    const socket = await opened(visit, host, port);
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
    noteRefusal(visit, error, target);
    refuse(response, 403);
  }
}

async function opened(visit: Visit, host: string, port: number): Promise<Socket> {
  if (visit.sockets.size >= CONNECTIONS_MAX) throw new Error('too many connections');
  const socket = await visit.dial(host, port);
  visit.hosts.add(host);
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
function noteRefusal(visit: Visit, error: unknown, target: string): void {
  const unsafe = error instanceof VigieError && error.code === 'SourceUnsafe';
  if (unsafe && visit.refused.size < REFUSED_MAX) visit.refused.add(target.slice(0, 300));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0' });
  response.end();
}
