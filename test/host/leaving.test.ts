import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { connectHouse } from '../../src/app/host/client.ts';
import { openHouse } from '../../src/app/host/open-house.ts';
import { socketPath } from '../../src/app/host/protocol.ts';
import type { House } from '../../src/domain/house.ts';
import { type Settings, settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, 'dist/vigie.js');
const firm = { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] };
const SETTINGS = settingsSchema.parse({ firm });
const week = { subject: 'firm', from: '2026-07-06', to: '2026-07-12' };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vigie-leaving-'));
  ends.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function client(dataDir: string, settings: Settings = SETTINGS): Promise<House> {
  const clock = settableClock('2026-07-13T05:02:00.000Z');
  const house = await openHouse({ settings, settingsDir: dataDir, dataDir, clock });
  ends.push(house.close);
  return house;
}

type Host = { readonly process: ChildProcess; readonly ended: Promise<number | null>; leave(): void };

/** A running host of this folder. */
async function host(dataDir: string, settings: Settings = SETTINGS): Promise<Host> {
  const file = join(dataDir, 'host-settings.json');
  writeFileSync(file, JSON.stringify(settings));
  const script = join(import.meta.dirname, 'host-process.ts');
  const child = spawn(process.execPath, [script, dataDir, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>(done => child.once('exit', done));
  ends.push(() => child.kill('SIGKILL') && ended);
  await new Promise<void>((ready, refuse) => {
    child.stdout.once('data', () => ready());
    child.once('exit', () => refuse(new Error('the host ended before it was ready')));
  });
  return { process: child, ended, leave: () => void child.stdin.write('leave\n') };
}

describe('when the host leaves', () => {
  it('what was asked is answered, there or by the next host, and it ends', async () => {
    const dataDir = folder();
    const first = await host(dataDir);
    const own = await client(dataDir);
    const asked = Array.from({ length: 20 }, () => own.ask('volume', week));
    first.leave();
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ mentions: 0 });
    expect(await first.ended).toBe(0);
    expect(await own.ask('volume', week)).toMatchObject({ mentions: 0 });
    const id = await own.act({ mentionId: '42', verb: 'done', subject: 'firm' });
    await expect(own.undo(id)).resolves.toBeUndefined();
  });

  it('a killed one is replaced too, but what it may have noted is not noted twice', async () => {
    const dataDir = folder();
    const first = await host(dataDir);
    const own = await client(dataDir);
    first.process.kill('SIGSTOP');
    const act = own.act({ mentionId: '42', verb: 'done', subject: 'firm' });
    const told = expect(act).rejects.toMatchObject({ code: 'StoreBusy' });
    first.process.kill('SIGKILL');
    await told;
    expect(await own.ask('volume', week)).toMatchObject({ mentions: 0 });
  });

  it('a client that is shown goes on by itself: the next host’s changes reach it', async () => {
    const dataDir = folder();
    const first = await host(dataDir);
    const shown = await client(dataDir);
    const moved = new Promise<void>(heard => shown.onChange(() => heard()));
    first.leave();
    await first.ended;
    // Told once that something may have changed meanwhile; by then it is the host.
    await moved;
    const next = await connectHouse(socketPath(dataDir), { settings: SETTINGS, settingsDir: dataDir });
    const heard = new Promise<void>(resolve => shown.onChange(() => resolve()));
    await next?.act({ mentionId: '42', verb: 'done', subject: 'firm' });
    await heard;
    await next?.close();
    expect(next).not.toBeNull();
  });

  it('a reading goes on with what was not read yet, and every site is told once', async () => {
    const dataDir = folder();
    const asked: string[] = [];
    const site = createServer((request, response) => {
      const path = request.url ?? '';
      if (path !== '/robots.txt') asked.push(path);
      // The slow one hangs at the first host, and answers the next.
      if (path === '/slow.xml' && asked.filter(one => one === path).length === 1) return left.leave();
      response.setHeader('content-type', 'application/rss+xml');
      response.end(`<rss version="2.0"><channel><title>A</title></channel></rss>`);
    });
    await new Promise<void>(done => site.listen(0, '127.0.0.1', done));
    ends.push(
      () => site.closeAllConnections(),
      () => site.close(),
    );
    const at = `127.0.0.1:${(site.address() as AddressInfo).port}`;
    const names = ['quick', 'slow'];
    const settings = settingsSchema.parse({
      firm,
      sources: names.map(name => ({ collector: 'feed', name, url: `http://${at}/${name}.xml` })),
      network: { allowPrivate: [at], minIntervalMs: 0 },
    });
    const left = await host(dataDir, settings);
    const own = await client(dataDir, settings);
    const { sources } = await own.read([]);
    expect(sources.map(({ name, error }) => ({ name, error }))).toEqual(
      names.map(name => ({ name, error: null })),
    );
    expect(asked.filter(path => path === '/quick.xml')).toHaveLength(1);
    expect(await left.ended).toBe(0);
  });

  it.skipIf(!existsSync(BUNDLE))('four letters written at once all succeed', async () => {
    const dataDir = folder();
    const settings = join(dataDir, 'vigie.yaml');
    writeFileSync(settings, JSON.stringify({ firm }));
    const command = [join(ROOT, 'bin/vigie'), 'letter', '--config', settings, '--data-dir', dataDir];
    const letters = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
      const code = new Promise<number | null>(done => child.once('exit', done));
      const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return { code: await code, err, written: out.length > 0 };
    });
    for (const letter of await Promise.all(letters))
      expect(letter).toEqual({ code: 0, err: '', written: true });
  });
});

describe('a client with other settings than the host', () => {
  it('is answered by its own, whatever the host was opened with', async () => {
    const dataDir = folder();
    await host(dataDir);
    const table = { collector: 'table', name: 'Nouvelle', path: 'missing.csv' };
    const later = await client(dataDir, settingsSchema.parse({ firm, sources: [table] }));
    const { sources } = await later.read([]);
    expect(sources.map(source => source.name)).toEqual(['Nouvelle']);
  });

  it('of another firm is refused in words', async () => {
    const dataDir = folder();
    await host(dataDir);
    const settings = settingsSchema.parse({ firm: { ...firm, name: 'Ouvertures du Golfe' } });
    await expect(connectHouse(socketPath(dataDir), { settings, settingsDir: dataDir })).rejects.toMatchObject(
      {
        code: 'StoreBusy',
        params: { kind: 'otherFirm', firm: 'Menuiserie Kerlann' },
      },
    );
  });
});

it.skipIf(process.platform === 'win32')('a host that cannot listen lets go of the store', async () => {
  const dataDir = folder();
  mkdirSync(join(socketPath(dataDir), 'in-the-way'), { recursive: true });
  await expect(client(dataDir)).rejects.toThrow();
  rmSync(socketPath(dataDir), { recursive: true });
  await expect(host(dataDir)).resolves.toBeDefined();
});
