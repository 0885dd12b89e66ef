import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { EXIT } from '../../src/app/command.ts';
import { command as collect } from '../../src/app/commands/collect.ts';
import { command } from '../../src/app/commands/doctor.ts';
import { slug } from '../../src/domain/brand.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { noteMail } from '../../src/platform/store/answered.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';
import { type LocalServer, localServer, text } from '../net/local-server.ts';

const FEED =
  '<rss version="2.0"><channel><title>F</title><item><title>Bon menuisier à Vannes</title>' +
  '<link>http://a.test/1</link></item></channel></rss>';

let folder: string;
let config: string;
let server: LocalServer;
let isWell = true;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-doctor-'));
  config = join(folder, 'vigie.yaml');
  server = await localServer({
    '/feed': (request, response) =>
      isWell
        ? text(FEED, { 'content-type': 'application/rss+xml' })(request, response)
        : response.writeHead(500).end(),
  });
});
beforeEach(() => rm(join(folder, 'data'), { recursive: true, force: true }));
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(which: typeof command, values: Record<string, boolean> = {}, json = true) {
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
  const plain = { lang: null, plain: false, color: false, input: false, dryRun: false, quiet: false };
  const code = await which.run({
    flags: { ...plain, json, verbose: false, config, dataDir: join(folder, 'data') },
    values,
    positionals: [],
    io,
    clock: settableClock('2026-03-10T12:00:00.000Z'),
    signal: new AbortController().signal,
  });
  io.stdout.end();
  const out = await textOf(io.stdout);
  const checks = json && which === command ? JSON.parse(out).checks : [];
  const state = (id: string) => checks.find((check: { id: string }) => check.id === id)?.state;
  return { code, out: out.replace(/[\u00a0\u202f]/g, ' '), checks, state };
}

const settings = (more: object = {}) =>
  writeFile(
    config,
    stringify({
      firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
      network: { connectTo: { 'a.test': server.at }, minIntervalMs: 0 },
      ...more,
    }),
    { mode: 0o600 },
  );

it('looks at everything without making anything', async () => {
  await settings();
  await chmod(config, 0o600);
  const { checks, state } = await run(command);
  expect(checks.map((check: { id: string }) => check.id)).toEqual([
    'settings',
    'private',
    'disk',
    'sources',
    'browser',
    'mailbox',
    'sending',
    'autostart',
    'clock',
  ]);
  expect([state('settings'), state('disk'), state('sources'), state('mailbox')]).toEqual([
    'ok',
    'ok',
    'note',
    'note',
  ]);
  await expect(stat(join(folder, 'data'))).rejects.toThrow();
  const { out } = await run(command, {}, false);
  expect(out).toContain('✓ Réglages');
});

it('says what is wrong with the settings, or that there are none', async () => {
  await writeFile(config, 'firm: { name: A, trade: joinery, establishments: [] }\n', { mode: 0o600 });
  const wrong = await run(command);
  expect([wrong.code, wrong.state('settings')]).toEqual([EXIT.failure, 'failed']);
  await rm(config);
  const none = await run(command, {}, false);
  expect(none.code).toBe(EXIT.failure);
  expect(none.out).toContain('aucun pour le moment');
});

it('closes what others could read', async () => {
  await settings();
  await mkdir(join(folder, 'data'), { recursive: true });
  await chmod(config, 0o644);
  await chmod(join(folder, 'data'), 0o755);
  expect((await run(command)).state('private')).toBe('failed');
  const { checks } = await run(command, { fix: true });
  expect(checks).toContainEqual({ id: 'private', state: 'failed', message: 'réparé', fixed: true });
  expect((await stat(config)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
});

it('tells a failing site with its day, exits 3, and reads it again when asked to mend', async () => {
  await settings({ sources: [{ collector: 'feed', url: 'http://a.test/feed', name: 'Ouest' }] });
  await chmod(config, 0o600);
  isWell = false;
  await run(collect);
  const failing = await run(command);
  expect([failing.code, failing.state('sources')]).toEqual([EXIT.partial, 'partial']);
  expect(failing.out).toContain('Ouest ne répond plus depuis mardi 10 mars.');
  isWell = true;
  const { checks } = await run(command, { fix: true });
  expect(checks).toContainEqual({ id: 'sources', state: 'partial', message: 'réparé', fixed: true });
});

it('says that letters are stopped, which is no fault, and that a channel refuses, which is one', async () => {
  await settings({ channels: [{ channel: 'ntfy', url: 'https://ntfy.example/kerlann' }] });
  await chmod(config, 0o600);
  const store = await openStore({ dataDir: join(folder, 'data'), brandId: slug('Menuiserie Kerlann') });
  const stop = { key: '<stop@mail.example>', verb: 'stop', at: '2026-03-09T09:00:00.000Z' } as const;
  await noteMail(store, stop, async () => {});
  await store.close();
  await chmod(join(folder, 'data'), 0o700);
  const stopped = await run(command);
  expect(stopped.checks.map(({ id, state }: { id: string; state: string }) => [id, state])).toContainEqual([
    'sending',
    'note',
  ]);
  expect(stopped.out).toContain('vigie letter --send');
  const again = await openStore({ dataDir: join(folder, 'data'), brandId: slug('Menuiserie Kerlann') });
  const outbox = openOutbox(again);
  const id = await outbox.note('test:1', '2026-03-10T09:00:00.000Z');
  await outbox.begin({ id }, 'ntfy:1', '2026-03-10T09:00:00.000Z');
  await outbox.end({ id, incidentIds: [] }, 'ntfy:1', {
    status: 'refused',
    at: '2026-03-10T09:00:01.000Z',
    tries: 1,
    nextAt: null,
    error: { code: 'DeliveryRefused', params: {} },
    receipt: null,
  });
  await again.close();
  const { code, checks } = await run(command);
  const sending = checks.filter((check: { id: string }) => check.id === 'sending');
  expect(code).toBe(EXIT.failure);
  expect(sending.map((check: { state: string }) => check.state)).toEqual(['failed', 'note']);
});
