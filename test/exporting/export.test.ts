import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { DuckDBInstance } from '@duckdb/node-api';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/app/run.ts';

const SETTINGS = `language: fr
firm: { name: Menuiserie Kerlann, trade: joinery, establishments: [{ town: Vannes }] }
sources: [{ collector: table, path: ./avis.csv, name: Google }]
`;
const REVIEWS = `date,note,auteur,avis
2026-07-07,5,Anne Le Bihan,"Belle pose, chantier propre."
2026-07-08,2,Luc,"=HYPERLINK(""http://mal.example"";""clic"")"
2026-02-09,1,Marc,"Personne ne rappelle ; « dommage »
sur deux lignes"
`;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-export-'));
  writeFileSync(join(folder, 'vigie.yaml'), SETTINGS);
  writeFileSync(join(folder, 'avis.csv'), REVIEWS);
  await vigie('collect');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function vigie(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const [out, err] = [text(stdout), text(stderr)];
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  const code = await run([...argv, ...places], {
    io: { stdin, stdout, stderr, env: {} },
    clock: { now: () => '2026-07-13T07:02:00.000Z' },
    signal: new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

async function exported(format: string, ...more: string[]): Promise<string> {
  const path = join(folder, `out [1] *.${format}`);
  const { out } = await vigie('export', '--format', format, '--out', path, '--json', ...more);
  expect(JSON.parse(out)).toMatchObject({ path });
  return path;
}

describe('vigie export', () => {
  test('csv, as a French spreadsheet opens it, with nothing that it could run', async () => {
    const csv = readFileSync(await exported('csv'), 'utf8');
    const lines = csv.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeffRepère;Jour;Publié le;/);
    expect(csv).toContain(`"'=HYPERLINK(""http://mal.example"";""clic"")"`);
    expect(csv).toContain('"Personne ne rappelle ; « dommage »\nsur deux lignes"');
    expect(csv).not.toContain('Le Bihan');
    expect(lines).toHaveLength(5);
  });

  test('csv and xlsx say in her words what the store names by keys; jsonl keeps the keys', async () => {
    const [head = '', ...rows] = readFileSync(await exported('csv'), 'utf8')
      .trim()
      .split('\r\n');
    const at = (title: string) => head.split(';').indexOf(title);
    const praised = rows.find(row => row.includes('Belle pose')) ?? '';
    const cells = praised.split(';');
    expect([cells[at('Genre')], cells[at('Est-ce vous')], cells[at('Ton')]]).toEqual([
      'avis',
      'oui',
      'favorable',
    ]);
    expect(cells[at('Ton incertain')]).toBe('non');
    expect(cells[at('Ce qui revient')]).toContain('Pose soignée (favorable)');
    const line = readFileSync(await exported('jsonl'), 'utf8')
      .split('\n')
      .find(one => one.includes('Belle pose'));
    expect(JSON.parse(line ?? '')).toMatchObject({
      kind: 'review',
      verdict: 'kept',
      tone: 'positive',
      toneUnclear: false,
    });
  });

  test('the days asked for, and the whole history kept otherwise', async () => {
    const csv = readFileSync(await exported('csv', '--from', '2026-07-01'), 'utf8');
    expect(csv.split('\r\n')).toHaveLength(4);
  });

  test('xlsx opens with typed cells, and texts that only look like formulas', async () => {
    const book = new excel.Workbook();
    await book.xlsx.readFile(await exported('xlsx'));
    const cells = (book.worksheets[0]!.getSheetValues() as unknown[][]).slice(2);
    expect(cells).toHaveLength(3);
    const texts = cells.map(row => row[9]);
    expect(texts).toContain(`'=HYPERLINK("http://mal.example";"clic")`);
    expect(cells[0]?.[2]).toBeInstanceOf(Date);
    expect(cells.map(row => row[6]).sort()).toEqual([1, 2, 5]);
  });

  test('jsonl keeps every text as it is', async () => {
    const lines = readFileSync(await exported('jsonl'), 'utf8')
      .trim()
      .split('\n');
    const texts = lines.map(line => (JSON.parse(line) as { text: string }).text);
    expect(texts).toContain('=HYPERLINK("http://mal.example";"clic")');
  });

  test('parquet has the columns’ own types', async () => {
    const path = await exported('parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `select typeof(day) as day, typeof("publishedAt") as at, sum(rating) over () as total from '${path}'`,
    );
    expect(reader.getRowObjects()[0]).toEqual({ day: 'DATE', at: 'TIMESTAMP', total: 8 });
    connection.closeSync();
    instance.closeSync();
  });

  test.each(['csv', 'xlsx', 'jsonl', 'parquet'])(
    'a file (%s) that cannot be written is told',
    async format => {
      const { code, err } = await vigie('export', '--format', format, '--out', join(folder, 'nowhere', 'a'));
      expect(code).toBe(1);
      expect(err).toContain('n’a pas pu être écrit');
      expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    },
  );

  test('a format that there is not is an order that cannot be followed', async () => {
    expect((await vigie('export', '--format', 'pdf')).code).toBe(2);
  });
});
