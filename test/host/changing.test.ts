import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ChangingHouse } from '../../src/app/host/changing-house.ts';
import { openHouse } from '../../src/app/host/open-house.ts';
import { dashboardActions } from '../../src/app/showing/actions.ts';
import type { HouseNews } from '../../src/domain/house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { type LocalServer, localServer, text } from '../net/local-server.ts';

const FEED =
  '<rss version="2.0"><channel><title>F</title><item><title>Menuiserie Kerlann à Vannes</title>' +
  '<link>http://a.test/1</link></item></channel></rss>';
const clock = settableClock('2026-07-13T05:02:00.000Z');

let folder: string;
let server: LocalServer;
let opened: ChangingHouse[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-changing-'));
  opened = [];
  server = await localServer({ '/feed': text(FEED, { 'content-type': 'application/rss+xml' }) });
  await writeFile(join(folder, 'own.yaml'), stringify(written()));
});
afterEach(async () => {
  for (const house of opened.toReversed()) await house.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const written = () => ({
  firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
  network: { connectTo: { 'a.test': server.at }, minIntervalMs: 0 },
});

async function house(): Promise<ChangingHouse> {
  const settings = settingsSchema.parse(written());
  const made = await openHouse({ settings, settingsDir: folder, dataDir: join(folder, 'data'), clock });
  opened.push(made);
  return made;
}

function actionsOf(own: ChangingHouse) {
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
  const flags = { lang: null, plain: false, color: false, input: true, dryRun: false, quiet: false };
  const config = join(folder, 'own.yaml');
  const more = { json: false, verbose: false, config, dataDir: join(folder, 'data') };
  const { signal } = new AbortController();
  return dashboardActions(
    { flags: { ...flags, ...more }, values: {}, positionals: [], io, clock, signal },
    own,
  );
}

it.each(['host', 'client'])(
  'a site added in the dashboard of the %s is read at once, without a restart',
  async role => {
    const first = await house();
    const own = role === 'host' ? first : await house();
    const news: HouseNews['kind'][] = [];
    own.onChange(({ kind }) => news.push(kind));
    const actions = actionsOf(own);
    await expect(own.read(['feed'])).rejects.toMatchObject({ code: 'UsageInvalid' });
    expect(await actions.addSource('http://a.test/feed')).toBe('changed');
    await expect.poll(() => news).toContain('read');
    const { mentions } = await own.ask<{ mentions: { title: string }[] }>('mentions', {
      subject: 'firm',
      limit: 5,
    });
    expect(mentions.map(({ title }) => title)).toEqual(['Menuiserie Kerlann à Vannes']);
    expect(await actions.addCompetitor('Ouvertures du Golfe')).toBe('changed');
    expect(actions.context()?.rivals.map(({ name }) => name)).toEqual(['Ouvertures du Golfe']);
    expect(await actions.addCompetitor('Ouvertures du Golfe')).toBe('known');
  },
);

it('what is under way ends by the settings that it began with, and listeners stay', async () => {
  const own = await house();
  const before = own.ask('volume', { subject: 'firm', from: '2026-07-06', to: '2026-07-12' });
  const heard = new Promise<HouseNews>(resolve => own.onChange(resolve));
  await own.take(settingsSchema.parse({ ...written(), competitors: [{ name: 'Guenroc' }] }));
  expect(await before).toMatchObject({ mentions: 0 });
  expect(await heard).toEqual({ kind: 'changed' });
  const again = new Promise<HouseNews>(resolve => own.onChange(resolve));
  await own.act({ mentionId: '42', verb: 'done', subject: 'firm' });
  expect(await again).toEqual({ kind: 'changed' });
});
