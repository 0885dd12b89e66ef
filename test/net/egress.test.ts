import { createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VigieError } from '../../src/domain/errors.ts';
import { createEgress, type Egress, type EgressRequest } from '../../src/platform/net/egress.ts';
import { type LocalServer, localServer, redirect, text } from './local-server.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const bomb = gzipSync(Buffer.alloc(40 << 20, 0x41));
const page = 'Été à Nîmes';

let server: LocalServer;
let other: LocalServer;
let egress: Egress;

const encoded = (encoding: string, body: Uint8Array) =>
  ((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(body);
  }) as Parameters<typeof localServer>[0][string];

beforeAll(async () => {
  other = await localServer({ '/': text('private') });
  server = await localServer({
    '/': text(page),
    '/etag': (request, response) => {
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else
        response.writeHead(200, { etag: '"v1"', 'last-modified': 'Tue, 10 Mar 2026 12:00:00 GMT' }).end(page);
    },
    '/moved': redirect(301, '/moved-again'),
    '/moved-again': redirect(308, 'http://b.test/'),
    '/found': redirect(302, '/moved'),
    '/moved-then-found': redirect(301, '/temporary'),
    '/temporary': redirect(302, '/'),
    '/loop': redirect(302, '/loop'),
    '/far': redirect(302, 'http://b.test/echo'),
    '/near': redirect(302, '/echo'),
    '/echo': (request, response) => {
      response.end(JSON.stringify(request.headers));
    },
    '/to-own-address': (request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${request.socket.localPort}/` }).end();
    },
    '/to-other': (_request, response) => {
      response.writeHead(302, { location: `http://${other.at}/` }).end();
    },
    '/to-localhost': (_request, response) => {
      response.writeHead(302, { location: `http://localhost:${other.port}/` }).end();
    },
    '/to-file': redirect(302, 'file:///etc/passwd'),
    '/gzip': encoded('gzip', gzipSync(page)),
    '/br': encoded('br', brotliCompressSync(page)),
    '/deflate': encoded('deflate', deflateSync(page)),
    '/deflate-raw': encoded('deflate', deflateRawSync(page)),
    '/bomb': encoded('gzip', bomb),
    '/cut': encoded('gzip', gzipSync(page.repeat(99)).subarray(0, 40)),
    '/cut-br': encoded('br', brotliCompressSync(page.repeat(99)).subarray(0, 12)),
    '/cut-deflate': encoded('deflate', deflateSync(page.repeat(99)).subarray(0, 12)),
    '/twice': encoded('gzip, gzip', gzipSync(gzipSync(page))),
    '/zstd': encoded('zstd', Buffer.from(page)),
    '/large': text('', { 'content-length': String(11 << 20) }),
    '/wait-seconds': text('', { 'retry-after': '120' }, 429),
    '/wait-date': text('', { 'retry-after': 'Tue, 10 Mar 2026 12:05:00 GMT' }, 503),
    '/wait-garbage': text('', { 'retry-after': '-1, NaN' }, 503),
    '/refused': text('', {}, 403),
    '/gone': text('', {}, 410),
    '/broken': text('', {}, 500),
    '/unasked': text('', {}, 304),
    '/empty': text('', {}, 204),
    '/silent': () => undefined,
    '/form': (request, response) => {
      response.writeHead(307, { location: 'http://b.test/' }).end();
      request.resume();
    },
  });
  const connectTo = { 'a.test': server.at, 'b.test': server.at };
  egress = createEgress(
    { allowPrivate: [other.at], connectTo },
    'vigie/0.0 (+https://vigie.example)',
    () => now,
  );
});

afterAll(async () => {
  await egress.close();
  await Promise.all([server.close(), other.close()]);
});

const get = (path: string, more: Partial<EgressRequest> = {}) =>
  egress.request({ url: `http://a.test${path}`, ...more });
const words = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function failureOf(asked: Promise<unknown>): Promise<VigieError> {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(VigieError);
  return error as VigieError;
}

describe('one request', () => {
  it('brings bytes, type and host, and says who asks', async () => {
    const answer = await get('/');
    expect(words(answer.bytes)).toBe(page);
    expect(answer).toMatchObject({
      status: 200,
      url: 'http://a.test/',
      contentType: 'text/plain; charset=utf-8',
      hosts: ['a.test'],
      movedTo: null,
    });
    const headers = JSON.parse(words((await get('/echo')).bytes)) as Record<string, string>;
    expect(headers['user-agent']).toBe('vigie/0.0 (+https://vigie.example)');
    expect(headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  it('asks conditionally and takes "not modified" for an answer', async () => {
    const first = await get('/etag');
    expect(first).toMatchObject({ etag: '"v1"', lastModified: 'Tue, 10 Mar 2026 12:00:00 GMT' });
    const second = await get('/etag', { etag: first.etag, lastModified: first.lastModified });
    expect(second.status).toBe(304);
    expect((await failureOf(get('/unasked'))).code).toBe('SourceChanged');
  });

  it.each(['/gzip', '/br', '/deflate', '/deflate-raw'])('decodes %s', async path => {
    expect(words((await get(path)).bytes)).toBe(page);
  });

  it('stops at the bound, whichever side of the compression it is on', async () => {
    expect((await failureOf(get('/bomb'))).code).toBe('SourceTooLarge');
    expect((await failureOf(get('/large'))).code).toBe('SourceTooLarge');
    expect((await failureOf(get('/', { maxBytes: 5 }))).code).toBe('SourceTooLarge');
  });

  it.each(['/cut', '/cut-br', '/cut-deflate'])('takes a truncated body for an error: %s', async path => {
    expect((await failureOf(get(path))).code).toBe('SourceUnreachable');
  });

  it('takes one known encoding and no more', async () => {
    expect((await failureOf(get('/twice'))).code).toBe('SourceChanged');
    expect((await failureOf(get('/zstd'))).code).toBe('SourceChanged');
  });

  it('names what a status means', async () => {
    const codeOf = async (path: string) => (await failureOf(get(path))).code;
    expect(await codeOf('/refused')).toBe('SourceBlocked');
    expect(await codeOf('/gone')).toBe('SourceGone');
    expect(await codeOf('/broken')).toBe('SourceUnreachable');
    expect(await codeOf('/absent')).toBe('SourceUnreachable');
    expect((await failureOf(get('/wait-seconds'))).params.retryAfterMs).toBe(120_000);
    expect((await failureOf(get('/wait-date'))).params.retryAfterMs).toBe(300_000);
    const garbage = await failureOf(get('/wait-garbage'));
    expect(garbage.code).toBe('SourceRateLimited');
    expect(garbage.params).not.toHaveProperty('retryAfterMs');
    expect((await get('/empty')).bytes.length).toBe(0);
  });

  it('gives up at its deadline', async () => {
    const error = await failureOf(get('/silent', { totalMs: 300 }));
    expect(error.code).toBe('SourceUnreachable');
    expect(error.params.reason).toBe('timeout');
  });

  it('turns whatever a socket sends into an error of the house', async () => {
    for (const bytes of [
      '',
      '160301',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc',
      'HTTP/1.1 200 OK\r\nA: ',
    ]) {
      const raw = createServer(socket => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(bytes));
      });
      await new Promise<void>(done => raw.listen(0, '127.0.0.1', done));
      const { port } = raw.address() as { port: number };
      const open = createEgress({ allowPrivate: [`127.0.0.1:${port}`], connectTo: {} }, 'vigie', () => now);
      expect((await failureOf(open.request({ url: `http://127.0.0.1:${port}/` }))).code).toBe(
        'SourceUnreachable',
      );
      await open.close();
      raw.close();
    }
  });
});

describe('redirects', () => {
  it('reports where a permanent chain from the first hop leads', async () => {
    expect(await get('/moved')).toMatchObject({
      url: 'http://b.test/',
      movedTo: 'http://b.test/',
      hosts: ['a.test', 'b.test'],
    });
    expect((await get('/found')).movedTo).toBeNull();
    expect((await get('/moved-then-found')).movedTo).toBe('http://a.test/temporary');
  });

  it('ends a loop', async () => {
    expect((await failureOf(get('/loop'))).params.reason).toBe('redirects');
  });

  it('drops credentials on the way to another origin, and only there', async () => {
    const headers = { Authorization: 'Bearer x', 'X-Api-Key': 'y', Accept: 'application/json' };
    const near = JSON.parse(words((await get('/near', { headers })).bytes)) as Record<string, string>;
    expect(near).toMatchObject({ authorization: 'Bearer x', 'x-api-key': 'y' });
    const far = JSON.parse(words((await get('/far', { headers })).bytes)) as Record<string, string>;
    expect(far).not.toHaveProperty('authorization');
    expect(far).not.toHaveProperty('x-api-key');
    expect(far.accept).toBe('application/json');
  });

  it('never carries a form elsewhere', async () => {
    expect((await failureOf(get('/form', { method: 'POST', body: 'a=1' }))).code).toBe('SourceUnsafe');
  });

  it('asks before each hop', async () => {
    const hops: string[] = [];
    await get('/moved', { beforeHop: async url => void hops.push(url.href) });
    expect(hops).toEqual(['http://a.test/moved', 'http://a.test/moved-again', 'http://b.test/']);
  });
});

describe('private addresses', () => {
  it('take a name of the web to a server of this machine, with or without TLS', async () => {
    const answer = await egress.request({ url: 'https://a.test/' });
    expect(words(answer.bytes)).toBe(page);
    const elsewhere = egress.request({ url: `https://${other.at}/` });
    expect((await failureOf(elsewhere)).code).toBe('SourceUnreachable');
  });

  it('are reached by what the settings write, and by nothing else', async () => {
    expect(words((await egress.request({ url: `http://${other.at}/` })).bytes)).toBe('private');
    expect(words((await get('/to-other')).bytes)).toBe('private');
    const before = other.seen.length;
    for (const url of [
      `http://localhost:${other.port}/`,
      `http://[::ffff:127.0.0.1]:${other.port}/`,
      `http://127.0.0.2:${other.port}/`,
      `http://${server.at}/`,
      `http://user:pw@${other.at}/`,
    ])
      expect((await failureOf(egress.request({ url }))).code).toBe('SourceUnsafe');
    for (const path of ['/to-own-address', '/to-localhost', '/to-file'])
      expect((await failureOf(get(path))).code).toBe('SourceUnsafe');
    expect(other.seen.length).toBe(before);
  });
});
