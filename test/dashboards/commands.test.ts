import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT, type ExitCode } from '../../src/app/command.ts';
import { run } from '../../src/app/run.ts';

const SETTINGS = `language: fr
firm:
  name: Menuiserie Kerlann
  trade: joinery
  establishments: [{ town: Vannes }]
competitors: [{ name: Ouvertures du Golfe }]
`;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-show-'));
  writeFileSync(join(folder, 'vigie.yaml'), SETTINGS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One command line on a new store, where there is no terminal. */
async function vigie(...argv: string[]): Promise<{ code: ExitCode; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const out = text(stdout);
  const err = text(stderr);
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  const code = await run([...argv, ...places], {
    io: { stdin, stdout, stderr, env: {} },
    clock: { now: () => '2026-07-13T05:02:00.000Z' },
    signal: new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  return { code, out: (await out).replaceAll('\u00a0', ' '), err: await err };
}

test('vigie alone, without a terminal, is a page of plain text', async () => {
  const { code, out } = await vigie();
  expect(code).toBe(EXIT.ok);
  expect(out).toContain('Menuiserie Kerlann, Vannes · lundi 13 juillet · pas encore lu');
  expect(out).toContain('Rien ne vous attend. Aucun site n’a encore été lu.');
  expect(out).not.toContain('\u001b');
});

test('--json is one document: both screens and the figures', async () => {
  const { out } = await vigie('--json');
  const summary = JSON.parse(out) as { period: object; home: { week: { title: string } } };
  expect(summary.period).toEqual({ from: '2026-07-06', to: '2026-07-12' });
  expect(summary.home.week.title).toBe('Semaine du 6 au 12 juillet');
});

test('the letter is written as text, Markdown, HTML and JSON', async () => {
  expect((await vigie('letter')).out).toMatch(/^Aucun site n’a encore été lu\n/);
  expect((await vigie('letter', '--md')).out).toMatch(/^# Aucun site/);
  expect((await vigie('letter', '--html')).out).toMatch(/^<!DOCTYPE html>/);
  expect(JSON.parse((await vigie('letter', '--json')).out)).toMatchObject({ language: 'fr' });
});

test('a week may be named by its number or by one of its days', async () => {
  expect((await vigie('letter', '--week', '2026-W27')).out).toContain('semaine du 29 juin au 5 juillet');
  expect((await vigie('letter', '--week', '2026-07-02')).out).toContain('semaine du 29 juin au 5 juillet');
  const wrong = await vigie('letter', '--week', 'hier', '--lang', 'fr');
  expect(wrong.code).toBe(EXIT.usage);
  expect(wrong.err).toContain('--week 2026-W28');
});

test('two forms at once are a slip, told as one', async () => {
  const { code, err } = await vigie('letter', '--md', '--html');
  expect(code).toBe(EXIT.usage);
  expect(err).toContain('--html');
});
