import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { connectHouse } from '../../src/app/host/client.ts';
import { openHouse } from '../../src/app/host/open-house.ts';
import { socketPath } from '../../src/app/host/protocol.ts';
import type { House } from '../../src/domain/house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';

const settings = settingsSchema.parse({
  firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
});
const week = { subject: 'firm', from: '2026-07-06', to: '2026-07-12' };
const opened: House[] = [];
const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vigie-host-'));
  folders.push(path);
  return path;
}

async function house(dataDir: string): Promise<House> {
  const clock = settableClock('2026-07-13T05:02:00.000Z');
  const made = await openHouse({ settings, settingsDir: dataDir, dataDir, clock });
  opened.push(made);
  return made;
}

afterEach(async () => {
  for (const made of opened.splice(0).reverse()) await made.close();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('the host of a data folder', () => {
  it('answers its clients across the socket exactly as it answers itself', async () => {
    const dataDir = folder();
    const host = await house(dataDir);
    const client = await house(dataDir);
    const own = await host.ask('volume', week);
    expect(own).toMatchObject({ mentions: 0, days: expect.any(Array) });
    expect(await client.ask('volume', week)).toEqual(own);
  });

  it.skipIf(process.platform === 'win32')('listens for its owner alone', async () => {
    const dataDir = folder();
    await house(dataDir);
    expect(statSync(socketPath(dataDir)).mode & 0o777).toBe(0o600);
  });

  it('tells every client when an action was noted, and takes it back', async () => {
    const dataDir = folder();
    const host = await house(dataDir);
    const client = await house(dataDir);
    const told = new Promise<void>(resolve => host.onChange(() => resolve()));
    const heard = new Promise<void>(resolve => client.onChange(() => resolve()));
    const id = await client.act({ mentionId: '42', verb: 'done', subject: 'firm' });
    await Promise.all([told, heard]);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await expect(client.undo(id)).resolves.toBeUndefined();
  });

  it('takes a tone that a client says, and gives one that is none back as the named error', async () => {
    const dataDir = folder();
    await house(dataDir);
    const client = await house(dataDir);
    const act = { mentionId: '42', verb: 'tone', subject: 'mixed' } as const;
    const id = await client.act(act);
    await expect(client.act({ ...act, subject: 'sad' })).rejects.toMatchObject({
      code: 'UsageInvalid',
      params: { word: 'sad' },
    });
    await expect(client.undo(id)).resolves.toBeUndefined();
  });

  it('tags again and reads for a client while it goes on, and stops when told', async () => {
    const dataDir = folder();
    const host = await house(dataDir);
    const client = await house(dataDir);
    const heard = new Promise<void>(resolve => host.onChange(() => resolve()));
    expect(await client.retag(true)).toEqual({ items: 0, failed: [] });
    await heard;
    expect(await client.read([], undefined, AbortSignal.abort())).toEqual({ sources: [] });
    expect(await client.retag(false, undefined, AbortSignal.abort())).toEqual({ items: 0, failed: [] });
  });

  it('gives a mistaken question back as the same named error', async () => {
    const dataDir = folder();
    await house(dataDir);
    const client = await house(dataDir);
    await expect(client.ask('no-such-question', {})).rejects.toMatchObject({ code: 'UsageInvalid' });
    await expect(client.ask('volume', { from: 7 })).rejects.toMatchObject({ code: 'UsageInvalid' });
  });

  it('takes over a socket left by a crash', async () => {
    const dataDir = folder();
    writeFileSync(socketPath(dataDir), '');
    const host = await house(dataDir);
    expect(await host.ask('volume', week)).toMatchObject({ mentions: 0 });
  });

  it('outlives a client that sends rubbish or leaves mid-sentence', async () => {
    const dataDir = folder();
    const host = await house(dataDir);
    for (const rubbish of ['not json\n', '{"id":1,"method":"drop"}\n', '{"id":1']) {
      await new Promise<void>(resolve => {
        const socket = connect(socketPath(dataDir), () =>
          socket.write(rubbish, () => setTimeout(() => socket.destroy(), 20)),
        );
        socket.on('close', () => resolve());
        socket.on('error', () => {});
      });
    }
    expect(await host.ask('volume', week)).toMatchObject({ mentions: 0 });
  });

  it('refuses a host of another version by name, and sees that nobody listens', async () => {
    const path = join(folder(), 'old.sock');
    expect(await connectHouse(path, { settings, settingsDir: '' })).toBeNull();
    const server = createServer(socket => socket.end('{"vigie":999}\n'));
    await new Promise<void>(resolve => server.listen(path, resolve));
    await expect(connectHouse(path, { settings, settingsDir: '' })).rejects.toMatchObject({
      code: 'StoreMismatch',
    });
    await new Promise(resolve => server.close(resolve));
  });
});
