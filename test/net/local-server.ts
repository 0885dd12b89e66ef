import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LocalServer = {
  readonly port: number;
  /** `127.0.0.1:port`, as connectTo and allowPrivate write it. */
  readonly at: string;
  /** Paths asked for, in order, with the host they were asked under. */
  readonly seen: readonly {
    readonly host: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[];
  close(): Promise<void>;
};

export type Routes = Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>;

/** A real server on the loopback; unknown paths answer 404. */
export async function localServer(routes: Routes): Promise<LocalServer> {
  const seen: LocalServer['seen'][number][] = [];
  const listener: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    seen.push({ host: request.headers.host ?? '', path: request.url ?? '/', headers: request.headers });
    const route = routes[path];
    if (route) route(request, response);
    else response.writeHead(404).end('no such page');
  };
  const server = createServer(listener);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    at: `127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a text and headers. */
export function text(body: string, headers: Record<string, string> = {}, status = 200) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(body);
  };
}

export function redirect(status: number, location: string) {
  return text('', { location }, status);
}
