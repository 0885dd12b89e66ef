import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/app/command.ts';
import { command } from '../../../src/app/commands/analyze.ts';
import { systemClock } from '../../../src/platform/clock.ts';

type Output = Record<string, unknown> & { id: string | number };

async function analyze(input: string | Iterable<Buffer>, config: string | null = null) {
  const stdout = new PassThrough();
  const chunks: Buffer[] = [];
  stdout.on('data', chunk => chunks.push(chunk));
  const stdin = Readable.from(typeof input === 'string' ? [Buffer.from(input)] : input);
  const flags = {
    config,
    dataDir: null,
    lang: null,
    json: true,
    plain: false,
    color: false,
    input: false,
    dryRun: false,
    quiet: false,
    verbose: false,
  };
  const io = { stdin, stdout, stderr: new PassThrough(), env: {} };
  const code = await command.run({
    flags,
    values: {},
    positionals: [],
    io,
    clock: systemClock,
    signal: new AbortController().signal,
  });
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean);
  return { code, answers: lines.map(line => JSON.parse(line) as Output) };
}

describe('vigie analyze', () => {
  it('answers one line per text, in order, in the shape that others rely on', async () => {
    const { code, answers } = await analyze(
      '{"id":"a","text":"Très bon conseil, mais cher."}\n{"text":"Rude staff."}',
    );
    expect(code).toBe(EXIT.ok);
    expect(answers.map(one => one.id)).toEqual(['a', 2]);
    expect(answers[0]).toEqual({
      id: 'a',
      lang: { code: 'fr', confidence: expect.any(Number) },
      sentiment: {
        label: expect.stringMatching(/^(positive|neutral|negative|mixed)$/),
        polarity: expect.any(Number),
        confidence: expect.any(Number),
        abstain: expect.any(Boolean),
        because: expect.any(Array),
      },
      topics: [
        {
          topic: 'advice',
          polarity: expect.any(Number),
          because: [{ term: 'conseil', weight: expect.any(Number) }],
        },
        {
          topic: 'price',
          polarity: expect.any(Number),
          because: [{ term: 'cher', weight: expect.any(Number) }],
        },
      ],
      intent: expect.any(Array),
      brands: [],
      story: expect.any(String),
    });
  });

  it('gives a bad line an error in its place, and goes on', async () => {
    const long = `{"text":"${'a'.repeat(2_100_000)}"}`;
    const { code, answers } = await analyze(`nope\n{"id":7}\n${long}\n\n{"id":"ok","text":"Bien"}\n`);
    expect(code).toBe(EXIT.partial);
    expect(answers.map(one => [one.id, one['error']])).toEqual([
      [1, 'not-json'],
      [7, 'no-text'],
      [3, 'too-long'],
      ['ok', undefined],
    ]);
  });

  it('reads lines however the bytes come', async () => {
    const bytes = Buffer.from('{"id":1,"text":"Déçu"}\r\n{"id":2,"text":"Ravi"}');
    const { answers } = await analyze([...bytes].map(byte => Buffer.from([byte])));
    expect(answers.map(one => one.id)).toEqual([1, 2]);
  });

  it('gives one story to the same story, across chunks', async () => {
    const told = (id: number, text: string) => JSON.stringify({ id, title: text, text: `${text}.` });
    const filler = Array.from({ length: 300 }, (_, index) =>
      told(index, `Sujet ${index} numéro ${index * 7} du jour ${index}`),
    );
    const lines = [
      told(1000, 'Deux apprentis rejoignent la menuiserie Kerlann à Vannes'),
      ...filler,
      told(1001, 'Vannes : deux apprentis rejoignent la menuiserie Kerlann'),
    ];
    const { answers } = await analyze(lines.join('\n'));
    expect(answers.at(-1)?.['story']).toBe(answers[0]?.['story']);
    expect(answers[5]?.['story']).not.toBe(answers[0]?.['story']);
  });

  it('looks for the brands of the settings it is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-analyze-'));
    try {
      const config = join(folder, 'vigie.yaml');
      await writeFile(
        config,
        'firm: { name: Menuiserie Kerlann, trade: joinery, establishments: [{ town: Vannes }], aliases: [Kerlann] }\n',
      );
      const { answers } = await analyze(
        '{"text":"La menuiserie Kerlann, à Vannes."}\n{"text":"Il pleut."}',
        config,
      );
      expect(answers[0]?.['brands']).toEqual([
        {
          brand: 'Menuiserie Kerlann',
          verdict: 'kept',
          score: expect.any(Number),
          because: expect.any(Array),
        },
      ]);
      expect(answers[1]?.['brands']).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
