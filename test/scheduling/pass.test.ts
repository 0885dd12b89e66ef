import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localHouse } from '../../src/app/host/local-house.ts';
import type { House } from '../../src/domain/house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { openStore } from '../../src/platform/store/open.ts';

const clock = settableClock('2026-07-08T08:00:00.000Z');
const posted: { kind: string; key: string }[] = [];
let folder: string;
let server: Server;
let house: House;

const REVIEWS = ['date,note,texte', '2026-07-01,5,"Très bien, merci, fenêtres parfaites"'];
const write = (lines: readonly string[]) => writeFile(join(folder, 'avis.csv'), `${lines.join('\n')}\n`);
const passAt = (at: string) => {
  clock.set(at);
  return house.pass();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-pass-'));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      posted.push(JSON.parse(body));
      response.end('ok');
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = settingsSchema.parse({
    firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
    sources: [{ collector: 'table', path: './avis.csv', name: 'Google' }],
    channels: [{ channel: 'webhook', url: `http://${at}/` }],
    network: { allowPrivate: [at] },
  });
  const store = await openStore({ dataDir: ':memory:', brandId: 'menuiserie-kerlann' });
  house = localHouse({ store, settings, settingsDir: folder, clock });
});

afterAll(async () => {
  await house.close();
  await new Promise(done => server.close(done));
  await rm(folder, { recursive: true, force: true });
});

describe('the owner’s days, pass by pass', () => {
  it('alerts her once of a bad review, writes on Monday, and once only after a month away', async () => {
    await write(REVIEWS);
    expect(await passAt('2026-07-08T08:00:00.000Z')).toMatchObject({ alerts: 0, letter: false });
    await write([...REVIEWS, '2026-07-09,1,"Jamais rappelé, chantier abandonné, acompte perdu"']);
    const [found, joined] = await Promise.all([passAt('2026-07-09T10:00:00.000Z'), house.pass()]);
    expect(found).toMatchObject({ alerts: 1, waiting: 0, nextAt: '2026-07-09T10:10:00.000Z' });
    expect(joined).toBe(found);
    expect(await passAt('2026-07-09T10:30:00.000Z')).toMatchObject({ delivered: 1, waiting: 0 });
    await passAt('2026-07-09T11:00:00.000Z');
    expect(await passAt('2026-07-13T05:30:00.000Z')).toMatchObject({ letter: true });
    expect(await passAt('2026-07-13T06:00:00.000Z')).toMatchObject({ letter: false });
    expect(await passAt('2026-08-12T06:00:00.000Z')).toMatchObject({ letter: true });
    expect(await passAt('2026-08-12T06:30:00.000Z')).toMatchObject({ letter: false });
    expect(posted.map(({ kind }) => kind)).toEqual(['alert', 'letter', 'letter']);
    expect(new Set(posted.map(({ key }) => key)).size).toBe(3);
  });
});
