import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/app/run.ts';
import { wordError } from '../../src/app/wording.ts';
import { VigieError } from '../../src/domain/errors.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-errors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command line says on stderr, in a French system, with these settings. */
async function said(settings: string, ...argv: string[]): Promise<string> {
  const path = join(folder, 'vigie.yaml');
  writeFileSync(path, settings);
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const err = text(stderr);
  const env = { LANG: 'fr_FR.UTF-8', VIGIE_CONFIG: path, VIGIE_DATA_DIR: join(folder, 'data') };
  await run(argv, {
    io: { stdin, stdout, stderr, env },
    clock: { now: () => '2026-07-13T05:02:00.000Z' },
    signal: new AbortController().signal,
  });
  stderr.end();
  return err;
}

const ENGLISH =
  'language: en\nfirm: { name: Kerlann Joinery, trade: joinery, establishments: [{ town: Vannes }] }\n';

describe('an error speaks the language of', () => {
  test('the settings, even where they hold a mistake', async () => {
    expect(await said(ENGLISH, 'letter', '--week', 'soon')).toContain('is not understood');
    expect(await said(`${ENGLISH}competitor: []\n`, 'letter')).toContain('is not a known name');
    expect(await said(`${ENGLISH}firm: [\n`, 'letter')).toContain('Nothing was changed');
  });

  test('the command line before the settings, the system without either', async () => {
    expect(await said(ENGLISH, 'letter', '--week', 'soon', '--lang=fr')).toContain('n’est pas compris');
    expect(await said('firm: {}\n', 'lettre')).toContain('n’est pas compris');
    expect(await said(ENGLISH, 'letter', '--no-such-option')).toContain('is not understood');
  });
});

test.each(['fr', 'en'] as const)('in %s an error is one line of 200 characters at most', language => {
  const catalogue = loadCatalogue(language);
  const hostile = `\u001b[31m${'sournois\n'.repeat(30)}\u202e`;
  const mistake = { line: 3, path: hostile, expected: hostile, got: hostile, mend: hostile, more: 12 };
  const errors = [
    ...['syntax', 'unknown', 'missing', 'type', 'choice', 'range', 'format'].map(
      kind => new VigieError('SettingsInvalid', { ...mistake, kind }),
    ),
    new VigieError('StoreBusy', { kind: 'otherFirm', firm: hostile }),
    new VigieError('StoreBusy', { detail: 'host left' }),
  ];
  for (const error of errors) {
    const line = wordError(catalogue, error);
    expect(line.length).toBeLessThanOrEqual(200);
    expect(line).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u);
  }
});
