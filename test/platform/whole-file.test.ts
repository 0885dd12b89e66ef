import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillWhole, writeWhole } from '../../src/platform/whole-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-whole-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('a file is replaced whole, for its owner alone unless told otherwise', async () => {
  const path = join(folder, 'lettre.html');
  await writeFile(path, 'avant');
  await chmod(path, 0o644);
  await writeWhole(path, 'après');
  expect(await readFile(path, 'utf8')).toBe('après');
  expect(await modeOf(path)).toBe(0o600);
  await writeWhole(path, 'partagé', 0o640);
  expect(await modeOf(path)).toBe(0o640);
  expect(await readdir(folder)).toEqual(['lettre.html']);
});

test('of many writers at once one wins, whole', async () => {
  const path = join(folder, 'vigie.yaml');
  const texts = Array.from({ length: 20 }, (_, n) => `${n}\n`.repeat(5_000));
  await Promise.all(texts.map(text => writeWhole(path, text)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['vigie.yaml']);
});

test('what fails half way leaves the old file and nothing beside it', async () => {
  const path = join(folder, 'avis.csv');
  await writeFile(path, 'avant');
  const cut = fillWhole(path, async part => {
    await writeFile(part, 'à moitié');
    throw new RangeError('cut');
  });
  await expect(cut).rejects.toThrow(RangeError);
  expect(await readFile(path, 'utf8')).toBe('avant');
  expect(await readdir(folder)).toEqual(['avis.csv']);
  const nowhere = join(folder, 'absent', 'avis.csv');
  await expect(writeWhole(nowhere, '')).rejects.toMatchObject({
    code: 'FileUnwritable',
    params: { path: nowhere, detail: 'ENOENT' },
  });
});
