import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT, type ExitCode } from '../../src/app/command.ts';
import { openHouse } from '../../src/app/host/open-house.ts';
import { run } from '../../src/app/run.ts';
import type { House } from '../../src/domain/house.ts';
import { questions } from '../../src/generated/questions.ts';
import { loadSettings } from '../../src/platform/settings-file.ts';

const SETTINGS = `language: fr
firm:
  name: Menuiserie Kerlann
  trade: joinery
  establishments: [{ town: Vannes }]
competitors: [{ name: Ouvertures du Golfe }]
`;
const clock = { now: () => '2026-07-13T05:02:00.000Z' };
let folder = '';
let house: House;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-ask-'));
  const path = join(folder, 'vigie.yaml');
  writeFileSync(path, SETTINGS);
  // One host for all: each command line is then a client, and the store is opened once.
  house = await openHouse({
    settings: await loadSettings(path),
    settingsDir: folder,
    dataDir: join(folder, 'data'),
    clock,
  });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(...argv: string[]): Promise<{ code: ExitCode; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const out = text(stdout);
  const err = text(stderr);
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  const io = { stdin, stdout, stderr, env: {} };
  const code = await run(['ask', ...argv, ...places], { io, clock, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

const EVERY_OPTION = [
  ['--week', '2026-W28'],
  ['--subject', 'ouvertures-du-golfe'],
  ['--search', 'pose'],
  ['--verdict', 'kept'],
  ['--tone', 'negative'],
  ['--kind', 'review'],
  ['--site', 'Google'],
  ['--topic', 'price'],
  ['--copies'],
  ['--limit', '3'],
  ['--offset', '1'],
].flat();

describe.each(Object.keys(questions))('vigie ask %s', id => {
  test('answers as it stands, as JSON, and with every option at once', async () => {
    for (const options of [[], ['--json', '--lang', 'fr', '--plain'], [...EVERY_OPTION, '--json']]) {
      const { code, out, err } = await ask(id, ...options);
      expect({ options, code, err: err.replace(/^Sans effet pour cette question.*\n/, '') }).toEqual({
        options,
        code: EXIT.ok,
        err: '',
      });
      expect(JSON.parse(out)).toBeTypeOf('object');
    }
  });
});

/** The days that an answer is about, as `vigie ask volume` lists them. */
async function daysOf(...argv: string[]): Promise<string[]> {
  const { days } = JSON.parse((await ask('volume', '--json', ...argv)).out) as { days: { day: string }[] };
  return [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
}

test('the days asked for: last week, a week by its number or one of its days, or any period', async () => {
  expect(await daysOf()).toEqual(['2026-07-06', '2026-07-12']);
  expect(await daysOf('--week', '2026-W27')).toEqual(['2026-06-29', '2026-07-05']);
  expect(await daysOf('--week', '2026-07-02')).toEqual(['2026-06-29', '2026-07-05']);
  expect(await daysOf('--from', '2026-07-01', '--to', '2026-07-03')).toEqual(['2026-07-01', '2026-07-03']);
  expect(await daysOf('--from', '2026-07-10')).toEqual(['2026-07-10', '2026-07-13']);
  expect(await daysOf('--to', '2026-07-02')).toEqual(['2026-06-29', '2026-07-02']);
});

test('an option that a question does not know is told, not silently obeyed', async () => {
  const { err } = await ask('todo', '--topic', 'price');
  expect(err).toContain('--topic');
});

test.each([
  ['mentions', '--week', 'hier', '--week 2026-W28'],
  ['mentions', '--week', '2026-W54', '--week 2026-W28'],
  ['mentions', '--week', '2025-W53', '--week 2026-W28'],
  ['volume', '--week', '2026-02-30', '--week 2026-W28'],
  ['volume', '--from', '2026-7-1', '--from 2026-07-13'],
  ['volume', '--to', '', '--to 2026-07-13'],
  ['volume', '--from', '2027-01-01', 'vigie ask --help'],
  ['mentions', '--limit', 'trois', 'vigie ask --help'],
  ['mentions', '--offset', '-1', 'vigie ask --help'],
  ['mentions', '--tone', 'furious', 'vigie ask --help'],
  ['topics', '--limit', '0', 'vigie ask --help'],
])('%s %s=%s is a slip, told with its mend', async (id, option, value, mend) => {
  const { code, out, err } = await ask(id, `${option}=${value}`);
  expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
  expect(err).toContain(mend);
});
