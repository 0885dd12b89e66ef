import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/app/command.ts';
import { run } from '../../src/app/run.ts';
import { commands } from '../../src/generated/commands.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-help-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function called(...argv: string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const [out, told] = [text(stdout), text(stderr)];
  const env = {
    LANG: 'fr_FR.UTF-8',
    VIGIE_CONFIG: join(folder, 'vigie.yaml'),
    VIGIE_DATA_DIR: join(folder, 'data'),
  };
  const clock = { now: () => '2026-07-13T05:02:00.000Z' };
  const code = await run(argv, {
    io: { stdin, stdout, stderr, env },
    clock,
    signal: new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  return { code, out: await out, told: await told };
}

describe('help', () => {
  it('shows six commands, then all of them', async () => {
    const six = (await called('--help')).out.split('\n').filter(line => line.startsWith('  vigie'));
    expect(six.map(line => line.trim().split(/\s{2,}/)[0])).toEqual([
      'vigie',
      'vigie init',
      'vigie demo',
      'vigie letter',
      'vigie import',
      'vigie doctor',
    ]);
    const all = (await called('--help', '--all')).out;
    for (const name of Object.keys(commands).filter(name => name !== 'dashboard'))
      expect(all).toContain(`  vigie ${name} `);
    for (const line of all.split('\n').slice(2, -3)) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('explains every command with an example that names it', async () => {
    for (const [name, load] of Object.entries(commands)) {
      const { examples } = await load();
      expect([name, examples.length > 0]).toEqual([name, true]);
      for (const example of examples) expect(example).toContain('vigie');
    }
    const [asked, flagged] = [await called('help', 'import'), await called('import', '--help')];
    expect(asked).toEqual(flagged);
    expect(asked.out).toContain('vigie import avis-google.html');
  });

  it('guesses what was meant, for commands, options and their words', async () => {
    const of = async (...argv: string[]) => {
      const { code, told } = await called(...argv);
      return [
        code,
        told
          .trim()
          .split(/[\u00a0 ]/)
          .slice(-2)
          .join(' '),
      ];
    };
    expect(await of('lettre')).toEqual([EXIT.usage, 'vigie letter']);
    expect(await of('import', '--abuot')).toEqual([EXIT.usage, ': --about']);
    // Rightly named, without its value.
    expect(await of('init', '--mailbox')).toEqual([EXIT.usage, '--mailbox …']);
    expect(await of('help', 'imprt')).toEqual([EXIT.usage, 'help import']);
    expect(await of('completion', 'bsh')).toEqual([EXIT.usage, 'completion bash']);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('knows every command and option in %s', async shell => {
    const { code, out } = await called('completion', shell);
    expect(code).toBe(EXIT.ok);
    for (const [name, load] of Object.entries(commands)) {
      expect(out).toContain(name);
      for (const option of Object.keys((await load()).options)) expect(out).toContain(option);
    }
  });

  it('completes in a real bash', async () => {
    const script = join(folder, 'vigie.bash');
    writeFileSync(script, (await called('completion', 'bash')).out);
    const offered = (...words: string[]) => {
      const ask = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vigie; echo "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', ask, 'bash', script, ...words], { encoding: 'utf8' }).trim();
    };
    expect(offered('vigie', 'doc')).toBe('doctor');
    expect(offered('vigie', 'autostart', 'o')).toBe('on off');
    expect(offered('vigie', 'import', '--ab')).toBe('--about');
  });
});
