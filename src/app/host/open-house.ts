import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HOME_TENANT, slug } from '../../domain/brand.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import type { Invocation } from '../command.ts';
import { type ChangingHouse, changingHouse, type Settled } from './changing-house.ts';
import { connectHouse } from './client.ts';
import type { Entered } from './lasting-house.ts';
import { localHouse, type OwnHouse } from './local-house.ts';
import { greetingOf, type Identity, socketPath } from './protocol.ts';
import { serveHouse } from './server.ts';

/**
 * Between the lock of a starting host and its socket lie some 300 ms, and a leaving one lets go of the store
 * within its own bound (work.ts); a store held for longer than both is held by something else.
 */
const HOST_MOVING_MS_MAX = 15_000;
/** A one-shot command of another firm is gone by then; its dashboard is not. */
const OTHER_FIRM_MS_MAX = 3_000;
const HOST_RETRY_MS = 100;

type Opening = Identity & {
  readonly dataDir: string;
  readonly clock: Clock;
};

/**
 * The house of a data folder: the running host's through its socket, or else this process becomes the host.
 * DuckDB's own lock on the store decides who is host, so no second lock can disagree with it. A client whose host
 * leaves goes on with the next one, or as the host.
 * @throws VigieError StoreBusy when another process holds the store and does not answer, or (kind, firm) works
 *   for another firm; StoreMismatch when the host is of another version.
 */
export async function openHouse(opening: Opening): Promise<ChangingHouse> {
  await mkdir(opening.dataDir, { recursive: true, mode: 0o700 });
  const first = await enterHouse(opening);
  const { own } = first;
  if (own === null) return changingHouse(await lasting(opening, first), next => lastingBy(opening, next));
  const stays = async () => undefined;
  const by = async (settings: Settings) => ({ house: own.under({ ...opening, settings }), leave: stays });
  // The store stays open whatever settings are left.
  return changingHouse({ house: first.house, leave: stays }, by, first.house.close);
}

async function lastingBy(opening: Opening, settings: Settings): Promise<Settled> {
  const next = { ...opening, settings };
  return lasting(next, await enterHouse(next));
}

async function lasting(opening: Opening, first: Entered): Promise<Settled> {
  const { lastingHouse } = await import('./lasting-house.ts');
  const house = lastingHouse(first, () => enterHouse(opening), opening.settings);
  return { house, leave: house.close };
}

/** `own`: this process is the host, and answers by any settings of the firm. */
type EnteredOwn = Entered & { readonly own: OwnHouse | null };

async function enterHouse(opening: Opening): Promise<EnteredOwn> {
  const path = socketPath(opening.dataDir);
  const started = performance.now();
  for (;;) {
    try {
      const remote = await connectHouse(path, opening);
      if (remote) return { house: remote, left: remote.left, own: null };
      const own = await becomeHost(opening, path);
      return { house: own, left: null, own };
    } catch (error) {
      if (!(error instanceof VigieError) || error.code !== 'StoreBusy') throw error;
      const patience = error.params.kind === 'otherFirm' ? OTHER_FIRM_MS_MAX : HOST_MOVING_MS_MAX;
      if (performance.now() - started > patience) throw error;
      await wait(HOST_RETRY_MS);
    }
  }
}

async function becomeHost(opening: Opening, path: string): Promise<OwnHouse> {
  const { settings, dataDir, clock } = opening;
  const { openStore } = await import('../../platform/store/open.ts');
  const store = await openStore({ dataDir, tenantId: HOME_TENANT, brandId: slug(settings.firm.name) });
  const house = localHouse({ ...identityOf(opening), store, clock });
  try {
    const server = await serveHouse(house, path, greetingOf(opening));
    // Together: the server waits for answers, the house stops what would be long in coming.
    return { ...house, close: async () => void (await Promise.all([server.close(), house.close()])) };
  } catch (error) {
    await house.close();
    throw error;
  }
}

function identityOf({ settings, settingsDir, settingsFile }: Identity): Identity {
  return { settings, settingsDir, ...(settingsFile === undefined ? {} : { settingsFile }) };
}

/** The house that a command's flags and settings name. */
export async function openInvokedHouse({
  flags,
  io,
  clock,
}: Invocation): Promise<{ house: ChangingHouse; settings: Settings }> {
  const path = settingsPath(flags.config, io.env);
  const settings = await loadSettings(path);
  const dataDir = dataDirectory(flags.dataDir, io.env);
  const house = await openHouse({
    settings,
    settingsDir: dirname(path),
    settingsFile: resolve(path),
    dataDir,
    clock,
  });
  return { house, settings };
}
