import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { afterEach, describe, expect, it } from 'vitest';
import { openAutostart } from '../../src/platform/autostart/autostart.ts';
import { lastingProgram } from '../../src/platform/autostart/lasting-copy.ts';
import { propertyList } from '../../src/platform/autostart/launchd.ts';
import type { Task } from '../../src/platform/autostart/system-task.ts';
import { serviceUnit, timerUnit } from '../../src/platform/autostart/systemd.ts';
import { taskXml } from '../../src/platform/autostart/task-scheduler.ts';
import type { Ran } from '../../src/platform/run-program.ts';

const CHECKOUT = join(import.meta.dirname, '..', '..');
const GOLDENS = join(import.meta.dirname, 'goldens');
const folders: string[] = [];

/** Spaces, accents, quotes, and what XML, systemd and a shell each take for their own. */
const task: Task = {
  name: 'vigie',
  program: '/opt/Node é 24/bin/node',
  args: ['/home/zoé/l’atelier & <fils>/vigie', 'watch', '--data-dir', '/home/zoé/100 % "bois"/$HOME\\x'],
};
const windowsTask: Task = {
  name: 'vigie',
  program: 'C:\\Program Files\\nodejs\\node.exe',
  args: ['C:\\Users\\Zoé & Fils\\vigie', 'watch', '--data-dir', 'D:\\données 100 %\\'],
};
const windowsEnv = { USERDOMAIN: 'ATELIER', USERNAME: 'Zoé', SystemRoot: 'C:\\Windows' };

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'vigie-autostart-'));
  folders.push(path);
  return path;
}

async function golden(name: string, text: string): Promise<void> {
  const path = join(GOLDENS, name);
  if (process.env.UPDATE_GOLDENS) await writeFile(path, text);
  expect(text).toBe(await readFile(path, 'utf8'));
}

afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true });
});

describe('what the system is told to run', () => {
  it('is a timer and a service of systemd', async () => {
    await golden('vigie.timer', timerUnit());
    await golden('vigie.service', serviceUnit(task));
  });

  it('is an agent of launchd', () => golden('app.vigie.vigie.plist', propertyList(task)));

  it('is a task of Windows', () => golden('task.xml', taskXml(windowsTask, windowsEnv)));

  it('reads back word for word from the property list, whatever the paths hold', () => {
    fc.assert(
      fc.property(fc.array(word(), { minLength: 1, maxLength: 5 }), args => {
        const xml = propertyList({ ...task, args });
        expect(texts(xml, 'array')).toEqual([task.program, ...args]);
      }),
    );
  });

  it('reads back word for word from the task, as Windows splits a command line', () => {
    fc.assert(
      fc.property(fc.array(word(), { minLength: 1, maxLength: 5 }), args => {
        const [line = ''] = texts(taskXml({ ...windowsTask, args }, windowsEnv), 'Exec').slice(-1);
        expect(windowsWords(line)).toEqual(['--headless', windowsTask.program, ...args]);
      }),
    );
  });
});

/** A path or a flag: no control characters, which no XML can hold. */
function word() {
  const hostile = fc.constantFrom('"', '\\', '&', '<', '>', "'", ' ', '%', '$', 'é', '\u2019', ']]>', '--');
  return fc
    .array(fc.oneof(hostile, fc.constantFrom('a', 'B', '/', '.')), { minLength: 1, maxLength: 12 })
    .map(parts => parts.join('').trim() || 'x');
}

/** Texts of the elements below the named one. */
function texts(xml: string, name: string): string[] {
  const found: string[] = [];
  const walk = (nodes: ReturnType<typeof parseDocument>['children'], inside: boolean): void => {
    for (const node of nodes) {
      if (node.type === 'text' && inside && node.data.trim() !== '') found.push(node.data);
      if ('children' in node)
        walk(node.children as typeof nodes, inside || ('name' in node && node.name === name));
    }
  };
  walk(parseDocument(xml, { xmlMode: true, decodeEntities: true }).children, false);
  return found;
}

/** CommandLineToArgvW: 2n backslashes before a quotation mark are n, one more makes it a character. */
function windowsWords(line: string): string[] {
  const words: string[] = [];
  let current = '';
  let quoted = false;
  let begun = false;
  for (let i = 0; i < line.length; ) {
    const slashes = /^\\*/.exec(line.slice(i))![0].length;
    const next = line[i + slashes];
    if (next === '"') {
      current += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) current += '"';
      else quoted = !quoted;
      begun = true;
      i += slashes + 1;
    } else if (slashes > 0) {
      current += '\\'.repeat(slashes);
      begun = true;
      i += slashes;
    } else if (next === ' ' && !quoted) {
      if (begun) words.push(current);
      current = '';
      begun = false;
      i += 1;
    } else {
      current += next;
      begun = true;
      i += 1;
    }
  }
  return begun ? [...words, current] : words;
}

describe('whether it will run', () => {
  const opened = async (platform: NodeJS.Platform, answers: (args: readonly string[]) => Ran | null) => {
    const dataDir = await folder();
    const program = { node: process.execPath, root: CHECKOUT };
    const world = { config: join(dataDir, 'vigie.yaml'), dataDir, isUsual: true, env: { HOME: dataDir } };
    const run = async (_file: string, args: readonly string[]) => answers(args);
    return { dataDir, autostart: openAutostart({ ...world, program, platform, run }) };
  };
  const shown = (state: string) => (args: readonly string[]) => ({
    code: 0,
    stdout: args.includes('show') ? state : '',
  });
  const ENABLED =
    'LoadState=loaded\nUnitFileState=enabled\nActiveState=active\nNextElapseUSecRealtime=Sun 2026-11-22 10:30:00 UTC\n';

  it('is what systemd says, with the time of the next pass', async () => {
    const { autostart } = await opened('linux', shown(ENABLED));
    expect(await autostart.on()).toMatchObject({ state: 'on', nextAt: '2026-11-22T10:30:00.000Z' });
  });

  it('is told as broken when the timer was stopped, or removed by hand', async () => {
    for (const state of [ENABLED.replace('=active', '=inactive'), 'LoadState=not-found\n']) {
      const { autostart } = await opened('linux', shown(state));
      expect(await autostart.on()).toMatchObject({ state: 'broken', reason: 'stopped' });
    }
  });

  it('is told as broken when the program is gone', async () => {
    const { autostart, dataDir } = await opened('linux', shown(ENABLED));
    await autostart.on();
    const record = join(dataDir, 'autostart.json');
    const { node, script } = JSON.parse(await readFile(record, 'utf8'));
    await writeFile(record, JSON.stringify({ node, script: `${script}-gone` }));
    expect(await autostart.status()).toMatchObject({ state: 'broken', reason: 'program' });
  });

  it('is unsupported where no scheduler answers, and off where none was asked', async () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(await (await opened(platform, () => null)).autostart.on()).toMatchObject({
        state: 'unsupported',
      });
    const { autostart } = await opened('darwin', () => ({ code: 113, stdout: '' }));
    expect(await autostart.status()).toMatchObject({ state: 'off' });
  });

  it('sees a Mac’s agent that was disabled in its settings, and a disabled task of Windows', async () => {
    const disabled = '\t"app.vigie.vigie" => disabled\n\t"com.other" => enabled\n';
    const mac = await opened('darwin', args => ({
      code: 0,
      stdout: args[0] === 'print-disabled' ? disabled : '',
    }));
    expect(await mac.autostart.on()).toMatchObject({ state: 'broken', reason: 'stopped' });
    const off = taskXml(windowsTask, windowsEnv).replace(/(<Settings>[\s\S]*<Enabled>)true/, '$1false');
    const windows = await opened('win32', () => ({ code: 0, stdout: off }));
    expect(await windows.autostart.on()).toMatchObject({ state: 'broken', reason: 'stopped' });
    const fine = await opened('win32', () => ({ code: 0, stdout: taskXml(windowsTask, windowsEnv) }));
    expect(await fine.autostart.on()).toMatchObject({ state: 'on' });
  });
});

describe('a program that npx unpacked', () => {
  it('is copied to a lasting place with the packages beside it, and replaces an older copy', async () => {
    const root = await folder();
    const dataDir = join(await folder(), 'données');
    const modules = join(root, '_npx', 'ab12', 'node_modules');
    await mkdir(join(modules, 'vigie', 'bin'), { recursive: true });
    await writeFile(join(modules, 'vigie', 'package.json'), '{"version":"1.2.3"}');
    await writeFile(join(modules, 'vigie', 'bin', 'vigie'), 'program');
    await mkdir(join(modules, 'beside'));
    await writeFile(join(modules, 'beside', 'x.js'), 'package');
    await mkdir(join(dataDir, 'program', '1.2.2'), { recursive: true });
    const place = { node: process.execPath, root: join(modules, 'vigie') };
    const lasting = await lastingProgram(place, dataDir);
    await rm(root, { recursive: true });
    expect(lasting.root).toBe(join(dataDir, 'program', '1.2.3', 'node_modules', 'vigie'));
    expect(await readFile(join(lasting.root, 'bin', 'vigie'), 'utf8')).toBe('program');
    expect(await readFile(join(lasting.root, '..', 'beside', 'x.js'), 'utf8')).toBe('package');
    await expect(readFile(join(dataDir, 'program', '1.2.2'))).rejects.toThrow(/ENOENT/);
  });

  it('stays where it is when it is installed', async () => {
    expect((await lastingProgram({ node: process.execPath, root: CHECKOUT }, await folder())).root).toBe(
      CHECKOUT,
    );
  });
});
