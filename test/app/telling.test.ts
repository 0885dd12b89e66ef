import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { EXIT, type ExitCode, type Invocation } from '../../src/app/command.ts';
import { tell, tellAnyway, tellJson } from '../../src/app/telling.ts';

type Listener = Pick<Invocation, 'flags' | 'io'>;

async function told(
  say: (listener: Listener) => ExitCode,
  asked: { readonly json?: boolean; readonly quiet?: boolean } = {},
): Promise<string> {
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
  const rest = { config: null, dataDir: null, lang: null, plain: false, color: false, input: false };
  const flags = { ...rest, dryRun: false, verbose: false, json: false, quiet: false, ...asked };
  expect(say({ flags, io })).toBe(EXIT.ok);
  io.stdout.end();
  return text(io.stdout);
}

const LINES = ['Noté\u202f!', 'Merci'];

test('what was done is told in words or as one document, and --quiet wants no words', async () => {
  const say = (listener: Listener) => tell(listener, { id: 1 }, LINES);
  expect(await told(say)).toBe('Noté\u00a0!\nMerci\n');
  expect(await told(say, { quiet: true })).toBe('');
  expect(await told(say, { json: true })).toBe('{"id":1}\n');
  expect(await told(say, { json: true, quiet: true })).toBe('{"id":1}\n');
});

test('what is wanted anyway is told as it stands; no line is not an empty one', async () => {
  const say = (listener: Listener) => tellAnyway(listener, null, LINES);
  expect(await told(say, { quiet: true })).toBe('Noté\u202f!\nMerci\n');
  expect(await told(say, { json: true })).toBe('null\n');
  expect(await told(listener => tellAnyway(listener, {}, []))).toBe('');
});

test('a document that nobody asked for as one is laid out for the eye', async () => {
  const say = (listener: Listener) => tellJson(listener, { id: 1 });
  expect(await told(say)).toBe('{\n  "id": 1\n}\n');
  expect(await told(say, { json: true })).toBe('{"id":1}\n');
});
