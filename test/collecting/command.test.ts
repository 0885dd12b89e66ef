import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { EXIT, type GlobalFlags } from '../../src/app/command.ts';
import { command } from '../../src/app/commands/collect.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { type LocalServer, localServer, text } from '../net/local-server.ts';

let folder: string;
let server: LocalServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-command-'));
  server = await localServer({
    '/feed': text(
      '<rss version="2.0"><channel><title>F</title><item><title>Bon menuisier à Vannes</title>' +
        '<link>http://a.test/1</link></item></channel></rss>',
      { 'content-type': 'application/rss+xml' },
    ),
  });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(
  sources: object[],
  flags: Partial<GlobalFlags>,
  positionals: string[] = [],
  signal = new AbortController().signal,
) {
  const config = join(folder, 'vigie.yaml');
  const firm = { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] };
  const network = { connectTo: { 'a.test': server.at }, minIntervalMs: 0 };
  await writeFile(config, stringify({ firm, sources, network }));
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
  const plain = { lang: null, json: false, plain: false, color: false, input: false, dryRun: false };
  const code = await command.run({
    flags: { ...plain, quiet: false, verbose: false, config, dataDir: join(folder, 'data'), ...flags },
    values: {},
    positionals,
    io,
    clock: settableClock('2026-03-10T12:00:00.000Z'),
    signal,
  });
  io.stdout.end();
  io.stderr.end();
  return { code, out: await textOf(io.stdout), told: await textOf(io.stderr) };
}

const good = { collector: 'feed', url: 'http://a.test/feed', name: 'Ouest' };
const absent = { collector: 'feed', url: 'http://a.test/absent', name: 'Nord' };
const mistaken = { collector: 'fead', name: 'Sud' };

it('prints one JSON document, in the promised shape, and 3 when some failed', async () => {
  const { code, out } = await run([good, absent], { json: true });
  expect(code).toBe(EXIT.partial);
  const { sources } = JSON.parse(out) as { sources: Record<string, unknown>[] };
  expect(sources).toMatchObject([
    { name: 'Ouest', collector: 'feed', items: 1, new: 1, error: null },
    { name: 'Nord', collector: 'feed', items: 0, new: 0, error: { code: 'SourceUnreachable' } },
  ]);
  for (const source of sources)
    expect(Object.keys(source).toSorted()).toEqual(['collector', 'error', 'items', 'ms', 'name', 'new']);
  expect(out).toContain('Nord n’a pas répondu');
});

it('prints one line per source, in the language asked for', async () => {
  const { code, out } = await run([good], { lang: 'en' });
  expect(code).toBe(EXIT.ok);
  expect(out.split('\n')).toHaveLength(3);
  expect(out).toContain('Ouest');
  expect(out).not.toMatch(/\u001b/);
});

it('tells a mistake in the settings with its line', async () => {
  const { code, out } = await run([mistaken], { json: true });
  expect(code).toBe(EXIT.failure);
  const { sources } = JSON.parse(out) as { sources: { error: { code: string; message: string } }[] };
  expect(sources[0]?.error.code).toBe('SettingsInvalid');
  expect(sources[0]?.error.message).toMatch(/ligne \d*[1-9]/);
});

it('leaves when told, with what was read by then', async () => {
  const { code, out } = await run([good], { json: true }, [], AbortSignal.abort());
  expect(code).toBe(EXIT.interrupted);
  expect(JSON.parse(out)).toEqual({ sources: [] });
});

it('tells what a sudden stop of the machine cost, to people and in the log', async () => {
  const acknowledged = join(folder, 'data', 'acknowledged');
  expect((await run([good], {})).told).toBe('');
  await appendFile(acknowledged, '\nnever-stored\nnor-this');
  const { code, out, told } = await run([good], { json: true });
  expect(code).toBe(EXIT.ok);
  expect(Object.keys(JSON.parse(out))).toEqual(['sources']);
  expect(told).toMatch(/2\slectures perdues/);
  const log = await readFile(join(folder, 'data', 'vigie.log'), 'utf8');
  expect(
    log
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  ).toContainEqual(expect.objectContaining({ event: 'batches-lost', items: 2 }));
  expect((await run([good], {})).told).toBe('');
});

it('refuses a source that nobody has', async () => {
  await expect(run([good], {}, ['Ouestt'])).rejects.toMatchObject({
    code: 'UsageInvalid',
    params: { mend: 'Ouest' },
  });
});
