import { chmod, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { checkSettings, readSettings } from '../../platform/settings-file.ts';
import { checkWhole } from '../setup/check-whole.ts';
import { wordError } from '../wording.ts';
import type { Finding, Patient } from './check.ts';

/** A year of a small firm, its backup and the working files of a reading. */
const NEEDED_MB = 500;
const MB = 1_048_576;

export async function checkSettingsFile({ catalogue, path }: Patient): Promise<Finding> {
  const id = 'settings';
  const text = await readSettings(path).catch((error: unknown) => {
    if (error instanceof VigieError) return error;
    throw error;
  });
  if (text instanceof VigieError) {
    const words =
      text.code === 'SettingsMissing'
        ? say(catalogue, 'care.settings.missing', { path })
        : wordError(catalogue, text);
    return { id, state: 'failed', words };
  }
  const checked = checkSettings(text);
  const [problem] = await checkWhole(text, checked);
  if (problem)
    return { id, state: 'failed', words: wordError(catalogue, new VigieError('SettingsInvalid', problem)) };
  return { id, state: 'ok', words: say(catalogue, 'care.settings.ok', { n: checked.sources.length }) };
}

/** Settings name people and mail addresses; the data folder holds passwords where no keychain does. */
export async function checkPrivate({ catalogue, path, dataDir }: Patient): Promise<Finding> {
  const id = 'private';
  const fine: Finding = { id, state: 'ok', words: say(catalogue, 'care.private.ok') };
  // On Windows the user's own folders keep others out; modes mean nothing there.
  if (process.platform === 'win32') return fine;
  const places = [path, dataDir, join(dataDir, '.env'), join(dataDir, 'imports')];
  const open: string[] = [];
  for (const place of places) {
    const info = await stat(place).catch(() => null);
    if (info && (info.mode & 0o077) !== 0) open.push(place);
  }
  const [first] = open;
  if (first === undefined) return fine;
  return {
    id,
    state: 'failed',
    words: say(catalogue, 'care.private.open', { path: first }),
    async fix() {
      for (const place of open) await chmod(place, (await stat(place)).isDirectory() ? 0o700 : 0o600);
    },
  };
}

export async function checkDisk({ catalogue, dataDir }: Patient): Promise<Finding> {
  const folder = await nearestFolder(dataDir);
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / MB);
  if (free >= NEEDED_MB) return { id: 'disk', state: 'ok', words: say(catalogue, 'care.disk.ok', { free }) };
  return { id: 'disk', state: 'failed', words: say(catalogue, 'err.disk', { free, needed: NEEDED_MB }) };
}

/** The data folder is made at the first reading: until then its disk is that of the folder above. */
async function nearestFolder(path: string): Promise<string> {
  const exists = await stat(path).then(
    info => info.isDirectory(),
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestFolder(dirname(path));
}
