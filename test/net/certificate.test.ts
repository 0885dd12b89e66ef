import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCertificate } from '../../src/platform/net/browser-certificate.ts';
import { createEgress } from '../../src/platform/net/egress.ts';
import type { NetworkPolicy } from '../../src/platform/net/policy.ts';
import { type LocalServer, localServer, text } from './local-server.ts';

let secure: Server;
let port = 0;
let plain: LocalServer;

beforeAll(async () => {
  const { key, certificate } = ownCertificate();
  secure = createServer({ key, cert: certificate }, (_request, response) => response.end('here'));
  await new Promise<void>(done => secure.listen(0, done));
  port = (secure.address() as AddressInfo).port;
  plain = await localServer({ '/': text('plain') });
});

afterAll(async () => {
  secure.closeAllConnections();
  secure.close();
  await plain.close();
});

async function read(policy: Partial<NetworkPolicy>, url: string): Promise<string> {
  const egress = createEgress({ allowPrivate: [], connectTo: {}, ...policy }, 'vigie', Date.now);
  try {
    return new TextDecoder().decode((await egress.request({ url })).bytes);
  } finally {
    await egress.close();
  }
}

describe('a certificate that is not the name’s own', () => {
  it.each(['127.0.0.1', '127.8.9.10', 'localhost'])(
    'will do for a name connected to this machine: %s',
    async here => {
      const connectTo = { 'avis.example': `${here}:${port}` };
      await expect(read({ connectTo }, 'https://avis.example/')).resolves.toBe('here');
    },
  );

  // 0.0.0.0 reaches the same server without being an address of the loopback.
  it('will not do for a name connected to any other address', async () => {
    const connectTo = { 'avis.example': `0.0.0.0:${port}`, 'plain.example': `0.0.0.0:${plain.port}` };
    await expect(read({ connectTo }, 'https://avis.example/')).rejects.toMatchObject({
      code: 'SourceUnreachable',
      params: { detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    await expect(read({ connectTo }, 'https://plain.example/')).rejects.toMatchObject({
      code: 'SourceUnreachable',
    });
    expect(plain.seen).toEqual([]);
  });

  it('will not do for a private address that is only allowed', async () => {
    const allowPrivate = [`127.0.0.1:${port}`];
    await expect(read({ allowPrivate }, `https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'SourceUnreachable',
      params: { detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  it('is made anew each time, well formed and signed by itself', () => {
    const [one, other] = [ownCertificate(), ownCertificate()];
    const read = new X509Certificate(one.certificate);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.subject).toBe('CN=vigie');
    expect(one.print).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(one.print).not.toBe(other.print);
  });
});
