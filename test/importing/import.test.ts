import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXIT, type GlobalFlags } from '../../src/app/command.ts';
import { command } from '../../src/app/commands/import.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { typed as typedBy } from '../setup/keyboard.ts';

const SAVED = join(import.meta.dirname, '../collectors/fixtures/saved-page');
const SETTINGS = `# les miens
firm: { name: Menuiserie Kerlann, trade: joinery, establishments: [{ town: Vannes }] }
competitors: [{ name: Ouvertures du Golfe }]
`;

let folder: string;
let config: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-import-'));
  config = join(folder, 'vigie.yaml');
});
const begin = async () => {
  await rm(join(folder, 'data'), { recursive: true, force: true });
  await writeFile(config, SETTINGS);
};
afterAll(() => rm(folder, { recursive: true, force: true }));

type Given = {
  readonly positionals?: string[];
  readonly values?: Record<string, string>;
  readonly flags?: Partial<GlobalFlags>;
  /** Typed or pasted, a part after the other, half a second apart. */
  readonly typed?: readonly string[];
  readonly isTerminal?: boolean;
  readonly piped?: Readable;
};

async function run({ positionals = [], values = {}, flags = {}, typed = [], piped, ...given }: Given) {
  const isTerminal = piped === undefined && (given.isTerminal ?? true);
  const stdin = Object.assign(new PassThrough(), { isTTY: isTerminal });
  const stderr = Object.assign(new PassThrough(), { isTTY: isTerminal });
  const io = { stdin: piped ?? stdin, stdout: new PassThrough(), stderr, env: {} };
  const plain = { lang: null, json: false, plain: false, color: false, input: true, dryRun: false };
  const running = command.run({
    flags: { ...plain, quiet: false, verbose: false, config, dataDir: join(folder, 'data'), ...flags },
    values,
    positionals,
    io,
    clock: settableClock('2026-11-22T12:00:00.000Z'),
    signal: new AbortController().signal,
  });
  // What is typed before the question is shown would come in one go, its end with it.
  const asks = isTerminal && typed.length > 0;
  while (asks && io.stderr.readableLength === 0) await wait(10);
  for (const part of typed) await typedBy(stdin, part);
  if (!isTerminal) stdin.end();
  const code = await running;
  io.stdout.end();
  io.stderr.end();
  const plainly = async (stream: PassThrough) => (await textOf(stream)).replace(/[\u00a0\u202f]/g, ' ');
  return { code, out: await plainly(io.stdout), told: await plainly(io.stderr) };
}

const sources = async () => parse(await readFile(config, 'utf8')).sources;
const pasted = () => readFile(join(SAVED, 'google-pasted.txt'), 'utf8');

it('takes a paste in a terminal, ended by an empty line, and shows the first review', async () => {
  await begin();
  const { code, out, told } = await run({ typed: [await pasted(), '\n'] });
  expect(code).toBe(EXIT.ok);
  expect(told).toContain('sélectionnez tout');
  expect(out).toContain('Google : 2 avis lus, 2 nouveaux.');
  expect(out).toContain('Le plus récent');
  expect(out).toContain('Très bon accueil et une pose soignée.');
  expect(await sources()).toEqual([
    { collector: 'saved-page', path: join(folder, 'data', 'imports', 'google.txt'), name: 'Google' },
  ]);
  expect((await stat(join(folder, 'data', 'imports', 'google.txt'))).mode & 0o777).toBe(0o600);
});

it('adds nothing twice, and one source only, whatever way the reviews come', async () => {
  const again = await run({ positionals: ['-'], typed: [await pasted()], isTerminal: false });
  expect(again.out).toContain('rien de nouveau');
  const page = await run({ positionals: [join(SAVED, 'google-maps.html')], flags: { json: true } });
  expect(JSON.parse(page.out)).toMatchObject({ name: 'Google', collector: 'saved-page' });
  expect(await sources()).toHaveLength(1);
  expect(await readdir(join(folder, 'data', 'imports'))).toEqual(['google.txt']);
  expect(await readFile(config, 'utf8')).toContain('# les miens');
});

it('reads a table, under the name given, about a competitor', async () => {
  await begin();
  const path = join(folder, 'export.csv');
  await writeFile(path, 'Auteur;Note;Date;Avis\nClaire;2;2026-06-01;Devis jamais reçu malgré trois appels\n');
  const { code, out } = await run({
    positionals: [path],
    values: { name: 'Trustpilot', about: 'ouvertures du golfe' },
  });
  expect(code).toBe(EXIT.ok);
  expect(out).toContain('Trustpilot : 1 avis lu, 1 nouveau.');
  expect(await sources()).toMatchObject([
    { collector: 'table', name: 'Trustpilot', about: 'Ouvertures du Golfe' },
  ]);
});

it('changes nothing when nothing is recognised, nothing is pasted, or it is only asked what would be', async () => {
  await begin();
  const path = join(folder, 'recette.txt');
  await writeFile(path, 'Farine, œufs, lait.\nMélanger.\n');
  await expect(run({ positionals: [path] })).rejects.toMatchObject({
    code: 'NothingRecognised',
    params: { site: 'recette' },
  });
  expect((await run({ typed: ['\n'] })).told).toContain('Rien n’a été collé');
  const dry = await run({ positionals: [join(SAVED, 'booking.html')], flags: { dryRun: true } });
  expect(dry.out).toContain('Booking : 2 avis reconnus');
  await expect(run({ positionals: [path], values: { about: 'Ouverture du golf' } })).rejects.toMatchObject({
    code: 'UsageInvalid',
    params: { mend: 'Ouvertures du Golfe' },
  });
  expect(await readFile(config, 'utf8')).toBe(SETTINGS);
});

it('stops reading a pipe that never ends', async () => {
  await begin();
  const megabyte = Buffer.alloc(1_048_576, 'a');
  let read = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        read += 1;
        yield megabyte;
      }
    })(),
  );
  await expect(run({ piped: endless })).rejects.toMatchObject({ code: 'SourceTooLarge' });
  expect(read).toBeLessThan(100);
});

it('is left by Ctrl+C as by any other program, and passed by an answer', async () => {
  await begin();
  const cancelled = await run({ typed: ['Marie\n★★★★★\n', '\u0003'] });
  expect([cancelled.code, cancelled.out]).toEqual([EXIT.interrupted, '']);
  for (const typed of ['\n', 'non\n']) {
    const passed = await run({ typed: [typed] });
    expect([passed.code, passed.told]).toEqual([EXIT.ok, expect.stringContaining('Rien n’a été collé.')]);
  }
  expect(await readFile(config, 'utf8')).toBe(SETTINGS);
});
