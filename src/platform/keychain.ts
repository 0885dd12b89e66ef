import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunProgram } from './run-program.ts';
import { writeWhole } from './whole-file.ts';

/** The system's own place for secrets. Values are ASCII; they go through standard input, never through an argument. */
export type Keychain = {
  get(id: string): Promise<string | null>;
  /** False: it did not take it. */
  save(id: string, value: string): Promise<boolean>;
};

export type KeychainWorld = {
  readonly platform: NodeJS.Platform;
  readonly run: RunProgram;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
};

const SERVICE = 'vigie';

/** null: this system has none that a program without a window can reach. */
export function keychainOf(world: KeychainWorld): Keychain | null {
  if (world.platform === 'darwin') return appleKeychain(world);
  if (world.platform === 'win32') return windowsProtection(world);
  // Without a session bus `secret-tool` can only fail, slowly on some systems.
  return world.env.DBUS_SESSION_BUS_ADDRESS ? secretService(world) : null;
}

function appleKeychain({ run }: KeychainWorld): Keychain {
  return {
    async get(id) {
      const ran = await run('security', ['find-generic-password', '-s', SERVICE, '-a', id, '-w']);
      return ran?.code === 0 ? lineOf(ran.stdout) : null;
    },
    async save(id, value) {
      const hex = Buffer.from(value, 'ascii').toString('hex');
      const stdin = `add-generic-password -U -s ${SERVICE} -a ${id} -X ${hex}\n`;
      return (await run('security', ['-i'], { stdin }))?.code === 0;
    },
  };
}

function secretService({ run }: KeychainWorld): Keychain {
  return {
    async get(id) {
      const ran = await run('secret-tool', ['lookup', 'service', SERVICE, 'id', id]);
      return ran?.code === 0 ? lineOf(ran.stdout) : null;
    },
    async save(id, value) {
      const args = ['store', `--label=Vigie: ${id}`, 'service', SERVICE, 'id', id];
      return (await run('secret-tool', args, { stdin: value }))?.code === 0;
    },
  };
}

/** DPAPI: the file can be read on this machine by this user alone (0600 means nothing on Windows). */
function windowsProtection({ run, dataDir }: KeychainWorld): Keychain {
  const fileOf = (id: string) => join(dataDir, `${id}.protected`);
  const through = async (method: 'Protect' | 'Unprotect', base64: string): Promise<string | null> => {
    const script = [
      'Add-Type -AssemblyName System.Security',
      '$given = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim())',
      `$made = [Security.Cryptography.ProtectedData]::${method}($given, $null, 'CurrentUser')`,
      '[Convert]::ToBase64String($made)',
    ].join('; ');
    const args = ['-NoProfile', '-NonInteractive', '-Command', script];
    const ran = await run('powershell.exe', args, { stdin: base64, timeoutMs: 20_000 });
    return ran?.code === 0 ? lineOf(ran.stdout) : null;
  };
  return {
    async get(id) {
      const kept = await readFile(fileOf(id), 'utf8').catch(() => null);
      const plain = kept === null ? null : await through('Unprotect', kept);
      return plain === null ? null : Buffer.from(plain, 'base64').toString('ascii');
    },
    async save(id, value) {
      const kept = await through('Protect', Buffer.from(value, 'ascii').toString('base64'));
      if (kept === null) return false;
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      await writeWhole(fileOf(id), kept);
      return true;
    },
  };
}

function lineOf(stdout: string): string | null {
  const line = stdout.trim();
  return line === '' ? null : line;
}
