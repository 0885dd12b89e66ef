import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HOME_TENANT, slug } from '../../domain/brand.ts';
import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import type { Invocation } from '../command.ts';
import { connectHouse } from './client.ts';
import { localHouse } from './local-house.ts';
import { socketPath } from './protocol.ts';
import { serveHouse } from './server.ts';

/** Between the lock of a starting host and its socket lie some 300 ms; ten times that is a fault. */
const HOST_STARTING_MS_MAX = 3_000;
const HOST_RETRY_MS = 100;

type Opening = {
  readonly settings: Settings;
  /** Relative paths in the settings start here. */
  readonly settingsDir: string;
  readonly dataDir: string;
  readonly clock: Clock;
};

/**
 * The house of a data folder: the running host's through its socket, or else this process becomes the host.
 * DuckDB's own lock on the store decides who is host, so no second lock can disagree with it.
 * @throws VigieError StoreBusy when another process holds the store and does not answer.
 */
export async function openHouse({ settings, settingsDir, dataDir, clock }: Opening): Promise<House> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = socketPath(dataDir);
  const deadline = performance.now() + HOST_STARTING_MS_MAX;
  for (;;) {
    const remote = await connectHouse(path);
    if (remote) return remote;
    try {
      return await becomeHost({ settings, settingsDir, dataDir, clock }, path);
    } catch (error) {
      const busy = error instanceof VigieError && error.code === 'StoreBusy';
      if (!busy || performance.now() > deadline) throw error;
      await wait(HOST_RETRY_MS);
    }
  }
}

async function becomeHost({ dataDir, ...opening }: Opening, path: string): Promise<House> {
  const { openStore } = await import('../../platform/store/open.ts');
  const store = await openStore({
    dataDir,
    tenantId: HOME_TENANT,
    brandId: slug(opening.settings.firm.name),
  });
  const house = localHouse({ store, ...opening });
  const server = await serveHouse(house, path);
  return {
    ...house,
    close: async () => {
      await server.close();
      await house.close();
    },
  };
}

/** The house that a command's flags and settings name. */
export async function openInvokedHouse({
  flags,
  io,
  clock,
}: Invocation): Promise<{ house: House; settings: Settings }> {
  const path = settingsPath(flags.config, io.env);
  const settings = await loadSettings(path);
  const dataDir = dataDirectory(flags.dataDir, io.env);
  const house = await openHouse({ settings, settingsDir: dirname(path), dataDir, clock });
  return { house, settings };
}
