import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** What `npm run build` writes and `bin/vigie` runs. */
const BUNDLE = join(ROOT, 'dist/vigie.js');

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** `vigie demo` in a process group of its own, as a terminal starts it, once its folder stands. */
async function demo(): Promise<{ child: ChildProcess; temp: string; ended: Promise<unknown[]> }> {
  const temp = mkdtempSync(join(tmpdir(), 'vigie-signal-'));
  folders.push(temp);
  const child = spawn(process.execPath, [join(ROOT, 'bin/vigie'), 'demo', '--json'], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temp },
  });
  const ended = new Promise<unknown[]>(resolve => child.once('exit', (...how) => resolve(how)));
  while (!readdirSync(temp).some(name => existsSync(join(temp, name, 'store')))) {
    if (child.exitCode !== null) throw new Error('the demonstration ended before it had begun');
    await wait(20);
  }
  return { child, temp, ended };
}

const skipped = process.platform === 'win32' || !existsSync(BUNDLE);

describe.skipIf(skipped)('a demonstration that is cut short', () => {
  test('Ctrl+C, which the terminal sends to the whole group, leaves nothing behind', async () => {
    const { child, temp, ended } = await demo();
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(temp)).toEqual([]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    '%s to bin/vigie alone reaches the program, and impatience changes nothing',
    async (signal, code) => {
      const { child, temp, ended } = await demo();
      child.kill(signal);
      await wait(50);
      child.kill(signal);
      expect(await ended).toEqual([code, null]);
      expect(readdirSync(temp)).toEqual([]);
    },
  );
});
