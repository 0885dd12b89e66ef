import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

let root: string | null = null;

/** The package's own folder, whether we run from dist/ or from the sources. */
export function packageRoot(): string {
  if (root) return root;
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found above the program');
    folder = parent;
  }
  root = folder;
  return folder;
}

/** Absolute path of data/: packs, lexicons, catalogues, model, demo. */
export function dataRoot(): string {
  return join(packageRoot(), 'data');
}

/** Where vigie.yaml is looked for without --config. */
export function settingsPath(flag: string | null, env: Environment, platform = process.platform): string {
  if (flag) return resolve(flag);
  if (env.VIGIE_CONFIG) return resolve(env.VIGIE_CONFIG);
  return join(userFolder('config', env, platform), 'vigie.yaml');
}

/** Where the store, the spool, the log and the backups live. */
export function dataDirectory(flag: string | null, env: Environment, platform = process.platform): string {
  if (flag) return resolve(flag);
  if (env.VIGIE_DATA_DIR) return resolve(env.VIGIE_DATA_DIR);
  return userFolder('data', env, platform);
}

/** The system's own place for a program's settings or data (XDG base directories, Apple and Windows customs). */
function userFolder(what: 'config' | 'data', env: Environment, platform: string): string {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  if (platform === 'win32') {
    const base = what === 'config' ? env.APPDATA : env.LOCALAPPDATA;
    return join(base ?? join(home, 'AppData', what === 'config' ? 'Roaming' : 'Local'), 'vigie');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'vigie');
  if (what === 'config') return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'vigie');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'vigie');
}
