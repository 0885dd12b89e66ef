import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEgress, type Egress } from '../../src/platform/net/egress.ts';
import { createRobotsGate } from '../../src/platform/net/robots.ts';
import { createReader, type Reader } from '../../src/platform/worker/reader.ts';
import { type LocalServer, localServer, text } from './local-server.ts';

let servers: LocalServer[];
let egress: Egress;
let reader: Reader;

beforeAll(async () => {
  servers = await Promise.all([
    localServer({
      '/robots.txt': text('User-agent: *\nDisallow: /\n\nUser-agent: vigie\nDisallow: /private\nAllow: /'),
    }),
    localServer({}),
    localServer({ '/robots.txt': text('', {}, 503) }),
    localServer({ '/robots.txt': text(`User-agent: *\nDisallow: /${'*a'.repeat(40_000)}$`) }),
  ]);
  const names = ['ruled.test', 'free.test', 'down.test', 'hostile.test'];
  const connectTo = Object.fromEntries(names.map((name, i) => [name, servers[i]?.at ?? '']));
  egress = createEgress({ allowPrivate: [], connectTo }, 'vigie', Date.now);
  reader = createReader();
});

afterAll(async () => {
  await Promise.all([egress.close(), reader.close(), ...servers.map(server => server.close())]);
});

it('obeys the rules that name us, and asks for them once', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  const pass = (path: string) => gate.pass(new URL(path, 'http://ruled.test'), 5_000);
  await Promise.all([pass('/avis'), pass('/prix')]);
  await expect(pass('/private/1')).rejects.toMatchObject({
    code: 'SourceBlocked',
    params: { host: 'ruled.test', reason: 'robots' },
  });
  expect(servers[0]?.seen.map(({ path }) => path)).toEqual(['/robots.txt']);
});

it('reads a site without rules, and leaves a site in trouble alone', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  await gate.pass(new URL('http://free.test/a'), 5_000);
  await expect(gate.pass(new URL('http://down.test/a'), 5_000)).rejects.toMatchObject({
    code: 'SourceUnreachable',
    params: { reason: 'robots' },
  });
});

it('bears rules made to be slow', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  await gate.pass(new URL(`http://hostile.test/${'a'.repeat(2_000)}b`), 5_000);
});
