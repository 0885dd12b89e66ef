import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeAlerts } from '../../src/app/alerting/judge.ts';
import { alertMessage } from '../../src/app/alerting/message.ts';
import { run } from '../../src/app/run.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { knownIncidents } from '../../src/platform/store/incidents.ts';
import { review, source } from '../store/world.ts';
import { bench } from './world.ts';

const NOW = '2026-07-14T12:20:00.000Z';
const SETTINGS = `language: fr
firm:
  name: Boulangerie Pélissou
  trade: bakery
  establishments: [{ town: Albi }]
`;
let folder = '';
let id = '';
let message: Awaited<ReturnType<typeof alertMessage>> = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alerts-'));
  await writeFile(join(folder, 'vigie.yaml'), SETTINGS);
  const local = await bench(NOW, undefined, join(folder, 'data'));
  await local.tell(
    source('Google'),
    review('a', 1, 'Du plastique dans le pain', '2026-07-14T09:00:00.000Z'),
    {
      tone: 'negative',
    },
  );
  await judgeAlerts(local);
  id = (await knownIncidents(local.store.db, local.store, '2026-01-01T00:00:00.000Z'))[0]?.id ?? '';
  message = await alertMessage(local, [id], loadCatalogue('fr'));
  await local.store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function vigie(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  const io = { stdin: Readable.from([]), stdout: into('out'), stderr: into('err'), env: {} };
  const code = await run([...argv, ...places], {
    io,
    clock: { now: () => NOW },
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

const spaced = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ');

test('the message of a stored incident, whole, and none once it is seen to', async () => {
  expect(message).toMatchObject({
    kind: 'alert',
    subject: 'Un avis parle de «\u00a0plastique\u00a0»\u00a0: à vérifier d’abord',
    link: 'https://avis.example/kerlann',
  });
  expect(message?.html).toContain('Vérifiez au fournil');
  const told = 'Un avis parle de « plastique » : à vérifier d’abord (Google, message à venir)';
  expect(spaced((await vigie('alerts')).out)).toBe(`${id.slice(0, 8)}  14/07  ${told}\n`);
  expect((await vigie('alerts', '--json')).out).toContain(`"id":"${id}"`);
  const later = await vigie('alerts', 'snooze', id.slice(0, 6), '--until', '2026-07-20');
  expect(later).toMatchObject({ code: 0, out: expect.stringContaining('lundi') });
  expect((await vigie('alerts', 'ack', id.slice(0, 6))).code).toBe(0);
  expect((await vigie('alerts', 'list')).out).toContain('vous vous en occupez');
  const local = await bench(NOW, undefined, join(folder, 'data'));
  expect(await alertMessage(local, [id], loadCatalogue('fr'))).toBeNull();
  await local.store.close();
});

test('what is not known is said, and without a channel a trial says so', async () => {
  expect((await vigie('alerts', 'ack', 'ffff')).code).toBe(2);
  expect((await vigie('alerts', 'dance')).code).toBe(2);
  expect((await vigie('alerts', 'snooze', id, '--until', '2020-01-01')).code).toBe(2);
  expect(await vigie('alerts', 'test')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Aucun moyen d’envoi'),
  });
});
