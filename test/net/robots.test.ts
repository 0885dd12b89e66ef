import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEgress, type Egress } from '../../src/platform/net/egress.ts';
import { createRobotsGate } from '../../src/platform/net/robots.ts';
import { createReader, type Reader } from '../../src/platform/worker/reader.ts';
import { type LocalServer, localServer, redirect, text } from './local-server.ts';

let servers: LocalServer[];
let egress: Egress;
let reader: Reader;

beforeAll(async () => {
  servers = await Promise.all([
    localServer({
      '/robots.txt': text(
        'User-agent: *\nDisallow: /\n\nUser-agent: vigie\nCrawl-delay: 2.5\nDisallow: /private\nAllow: /',
      ),
    }),
    localServer({}),
    localServer({ '/robots.txt': text('', {}, 503) }),
    localServer({ '/robots.txt': text(`User-agent: *\nDisallow: /${'*a'.repeat(40_000)}$`) }),
    localServer({ '/robots.txt': text('User-agent: *\nCrawl-delay: 86400') }),
    localServer({ '/robots.txt': text('User-agent: *\nCrawl-delay: -7') }),
    localServer({
      '/robots.txt': (_request, response) => {
        setTimeout(() => response.writeHead(200).end('User-agent: *'), 300);
      },
    }),
    localServer({ '/robots.txt': redirect(302, 'http://free.test/robots.txt') }),
  ]);
  const names = [
    'ruled.test',
    'free.test',
    'down.test',
    'hostile.test',
    'slow.test',
    'odd.test',
    'late.test',
    'elsewhere.test',
  ];
  const connectTo = Object.fromEntries(names.map((name, i) => [name, servers[i]?.at ?? '']));
  egress = createEgress({ allowPrivate: [], connectTo }, 'vigie', Date.now);
  reader = createReader();
});

afterAll(async () => {
  await Promise.all([egress.close(), reader.close(), ...servers.map(server => server.close())]);
});

it('obeys the rules that name us, and asks for them once', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  const pass = (path: string) => gate.pass(new URL(path, 'http://ruled.test'), 60_000);
  await Promise.all([pass('/avis'), pass('/prix')]);
  await expect(pass('/private/1')).rejects.toMatchObject({
    code: 'SourceBlocked',
    params: { host: 'ruled.test', reason: 'robots' },
  });
  expect(servers[0]?.seen.map(({ path }) => path)).toEqual(['/robots.txt']);
});

it('reads a site without rules, and leaves a site in trouble alone', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  await gate.pass(new URL('http://free.test/a'), 60_000);
  await expect(gate.pass(new URL('http://down.test/a'), 60_000)).rejects.toMatchObject({
    code: 'SourceUnreachable',
    params: { reason: 'robots' },
  });
});

it('asks again for rules that it had no time for, and takes nobody’s haste for a failure', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  const url = new URL('http://late.test/a');
  const hasty = gate.pass(url, 50);
  const patient = gate.pass(url, 60_000);
  await expect(hasty).rejects.toMatchObject({ code: 'SourceUnreachable', params: { reason: 'robots' } });
  await patient;
  await gate.pass(url, 60_000);
  expect(servers[6]?.seen).toHaveLength(2);
});

it('tells which hosts it asked, once', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  const asked: string[] = [];
  for (const path of ['/a', '/b'])
    await gate.pass(new URL(path, 'http://elsewhere.test'), 60_000, host => asked.push(host));
  expect(asked).toEqual(['elsewhere.test', 'free.test']);
});

it('bears rules made to be slow', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  await gate.pass(new URL(`http://hostile.test/${'a'.repeat(2_000)}b`), 60_000);
});

it('knows how long a site wants to be left alone, within bounds', async () => {
  const gate = createRobotsGate(egress, reader.robots);
  const delays: number[] = [];
  for (const host of ['ruled.test', 'free.test', 'slow.test', 'odd.test']) {
    const url = new URL(`http://${host}/`);
    expect(gate.delayMs(url)).toBe(0);
    await gate.pass(url, 60_000);
    delays.push(gate.delayMs(url));
  }
  expect(delays).toEqual([2_500, 0, 60_000, 0]);
});
