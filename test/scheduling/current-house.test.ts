import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHouse } from '../../src/app/host/open-house.ts';
import { currentHouse } from '../../src/app/scheduling/current-house.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { loadSettings } from '../../src/platform/settings-file.ts';

const FIRM = 'firm: { name: Kerlann, trade: joinery, establishments: [{ town: Vannes }] }\n';
let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'vigie-current-')), 'vigie.yaml');
  await writeFile(path, FIRM);
});
afterEach(() => rm(dirname(path), { recursive: true, force: true }));

it('takes changed settings at the next pass; wrong ones leave the earlier in service, told once', async () => {
  const told: string[] = [];
  const open = async () => {
    const settings = await loadSettings(path);
    const dataDir = join(dirname(path), 'data');
    const clock = settableClock('2026-07-13T05:02:00.000Z');
    return { settings, house: await openHouse({ settings, settingsDir: dirname(path), dataDir, clock }) };
  };
  const current = await currentHouse(path, open, ({ code }) => void told.push(code));
  try {
    const first = await current.house();
    expect(await current.house()).toBe(first);
    await writeFile(path, `${FIRM}competitors: [{ name: Guenroc }]\n`);
    const second = await current.house();
    expect(second).not.toBe(first);
    expect(current.settings().competitors.map(({ name }) => name)).toEqual(['Guenroc']);
    await writeFile(path, 'firm: { name: }\n');
    expect(await current.house()).toBe(second);
    expect(await current.house()).toBe(second);
    expect(told).toEqual(['SettingsInvalid']);
    await rm(path);
    expect(await current.house()).toBe(second);
  } finally {
    await current.close();
  }
});
