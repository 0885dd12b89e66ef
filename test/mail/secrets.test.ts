import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunProgram } from '../../src/platform/run-program.ts';
import { runProgram } from '../../src/platform/run-program.ts';
import { openSecrets } from '../../src/platform/secrets.ts';

const ODD = 'p\'"`$é \n#=%\\x';
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vigie-secrets-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** A keychain as the system's program keeps one: what it is given on standard input, by its arguments. */
function keychain(kept: Map<string, string>, seen: string[] = []): RunProgram {
  return async (file, args, options) => {
    seen.push([file, ...args].join(' '));
    const id = args.at(-1)!;
    if (args[0] === 'lookup')
      return kept.has(id) ? { code: 0, stdout: `${kept.get(id)}\n` } : { code: 1, stdout: '' };
    kept.set(id, options?.stdin ?? '');
    return { code: 0, stdout: '' };
  };
}

describe('secrets', () => {
  it('keeps any password in a file that only its owner reads, where there is no keychain', async () => {
    const secrets = openSecrets({ dataDir, env: {}, platform: 'linux', run: runProgram });
    expect(await secrets.get('mailbox')).toBeNull();
    expect(await secrets.place('mailbox')).toBeNull();
    await secrets.save('mailbox', ODD);
    await secrets.save('smtp', 'autre');
    expect(await secrets.get('mailbox')).toBe(ODD);
    expect(await secrets.get('smtp')).toBe('autre');
    expect(await secrets.place('mailbox')).toBe('file');
    expect((await stat(join(dataDir, '.env'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(dataDir, '.env'), 'utf8')).not.toContain(ODD);
  });

  it('reads what she wrote by hand, and the environment before everything', async () => {
    await writeFile(join(dataDir, '.env'), 'VIGIE_SECRET_MAILBOX="à la main"\nOTHER=1\n');
    const secrets = openSecrets({ dataDir, env: {}, platform: 'linux' });
    expect(await secrets.get('mailbox')).toBe('à la main');
    await secrets.save('ntfy', 'tk');
    expect(await secrets.get('mailbox')).toBe('à la main');
    expect(await readFile(join(dataDir, '.env'), 'utf8')).toContain('OTHER=1');
    const given = openSecrets({ dataDir, env: { VIGIE_SECRET_MAILBOX: 'dehors' }, platform: 'linux' });
    expect(await given.get('mailbox')).toBe('dehors');
    expect(await given.place('mailbox')).toBe('environment');
  });

  it('prefers a keychain that answers, and gives it nothing as an argument', async () => {
    const kept = new Map<string, string>();
    const seen: string[] = [];
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
    const secrets = openSecrets({ dataDir, env, platform: 'linux', run: keychain(kept, seen) });
    await secrets.save('mailbox', ODD);
    expect(await secrets.get('mailbox')).toBe(ODD);
    expect(await secrets.place('mailbox')).toBe('keychain');
    expect(seen.join('\n')).not.toContain(ODD);
    expect(seen.join('\n')).not.toContain(Buffer.from(ODD).toString('base64'));
    await expect(stat(join(dataDir, '.env'))).rejects.toThrow();
  });

  it('falls back to the file when the keychain takes a value and does not give it', async () => {
    const run: RunProgram = async (_file, args) => ({ code: args[0] === 'lookup' ? 1 : 0, stdout: '' });
    const env = { DBUS_SESSION_BUS_ADDRESS: 'x' };
    const secrets = openSecrets({ dataDir, env, platform: 'linux', run });
    await secrets.save('mailbox', 'gardé');
    expect(await secrets.place('mailbox')).toBe('file');
    expect(await secrets.get('mailbox')).toBe('gardé');
  });

  it('asks for no id that could be anything but an id', async () => {
    const secrets = openSecrets({ dataDir, env: {}, platform: 'linux' });
    for (const id of ['', 'A', 'a b', '../x', 'x\n', '-s'])
      await expect(secrets.get(id), id).rejects.toThrow(RangeError);
  });
});
