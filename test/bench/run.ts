import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeStages } from '../../pipelines/main.ts';
import { runStages } from '../../pipelines/run.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { firm, item } from '../eval/labelled.ts';
import { naturalPattern, plainSentiment, plainStemmer } from '../eval/tone-peers.ts';
import { type Rate, rateOf } from './measure.ts';
import { benchTexts } from './texts.ts';

/**
 * `npm run bench [-- --json]`: texts per CPU second of the whole chain and of each stage, beside the card's packages
 * on the same texts in the same run. Ratios are what counts: absolutes are this machine's.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const { texts, from } = benchTexts();
const settings = firm('Menuiserie Kerlann', { establishments: [{ town: 'Vannes' }] }, 'joinery');
const data = loadData('joinery');
const items = texts.map((text, index) =>
  item(String(index), text, { publishedAt: '2026-07-13T05:00:00.000Z' }),
);
/** As many as `vigie analyze` hands over at once. */
const BATCH_ITEMS = 250;

async function chain(): Promise<void> {
  const stages = makeStages(settings, data, {});
  for (let first = 0; first < items.length; first += BATCH_ITEMS) {
    await runStages(stages, items.slice(first, first + BATCH_ITEMS));
  }
}

/** Each stage alone on what the earlier ones said, whose cost is not counted. */
async function stageRates(): Promise<Rate[]> {
  const rates: Rate[] = [];
  const said = new Map<string, Annotation[]>(items.map(one => [one.id, []]));
  for (const stage of makeStages(settings, data, {})) {
    let last: readonly Annotation[] = [];
    const run = async (): Promise<void> => {
      last = (await stage.run({ items, annotations: said })).annotations;
    };
    rates.push(await rateOf(`  ${stage.name}`, items.length, run));
    for (const one of last) said.get(one.mentionId)?.push(one);
  }
  return rates;
}

async function peerRates(): Promise<Rate[]> {
  const sentiment = plainSentiment();
  const stem = plainStemmer();
  const pattern = naturalPattern('French');
  const over = (work: (text: string) => number) => () => {
    for (const text of texts) work(text);
  };
  return [
    await rateOf('sentiment', texts.length, over(sentiment)),
    await rateOf('natural PorterStemmerFr', texts.length, over(stem)),
    await rateOf('natural pattern French', texts.length, over(pattern)),
    await rateOf(
      'sentiment + PorterStemmerFr',
      texts.length,
      over(text => sentiment(text) + stem(text)),
    ),
  ];
}

/** The real command, start of the process included: its own CPU as it reports it, and the clock. */
async function commandRate(): Promise<{ rate: Rate; wallSeconds: number } | null> {
  const bundle = join(import.meta.dirname, '../../dist/vigie.js');
  if (!existsSync(bundle)) return null;
  const began = performance.now();
  const child = spawn('sh', ['-c', '"$0" "$1" analyze; times >&2', process.execPath, bundle]);
  let heard = '';
  child.stderr.on('data', (bytes: Buffer) => {
    heard += bytes.toString();
  });
  child.stdout.resume();
  child.stdin.end(items.map((one: Item) => `${JSON.stringify({ id: one.id, text: one.text })}\n`).join(''));
  await new Promise<void>(done => {
    child.on('close', () => {
      done();
    });
  });
  const cpu = timesSeconds(heard);
  const rate = { name: 'vigie analyze (command)', textsPerCpuSecond: Math.round(items.length / cpu) };
  return { rate, wallSeconds: Math.round(performance.now() - began) / 1000 };
}

/** The second line of the shell's `times`: user and system time of its children, as 0m1.23s. */
function timesSeconds(heard: string): number {
  const last = heard.trim().split('\n').at(-1) ?? '';
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, one) => sum + 60 * Number(one[1]) + Number(one[2]),
    0,
  );
}

const rates = [
  ...(await peerRates()),
  await rateOf('whole chain', items.length, chain),
  ...(await stageRates()),
];
const command = await commandRate();
if (command !== null) rates.push(command.rate);
const base = rates.find(rate => rate.name === 'sentiment + PorterStemmerFr')!.textsPerCpuSecond;
const report = {
  texts: texts.length,
  from,
  characters: Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length),
  rates: rates.map(rate => ({
    ...rate,
    ratioToBothPackages: Math.round((100 * rate.textsPerCpuSecond) / base) / 100,
  })),
  commandWallSeconds: command?.wallSeconds ?? null,
};
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
  process.stdout.write(`${report.texts} texts of ${report.characters} characters on average, from ${from}\n`);
  for (const rate of report.rates) {
    const figures = `${String(rate.textsPerCpuSecond).padStart(9)} texts/CPU-s  × ${rate.ratioToBothPackages.toFixed(2)}`;
    process.stdout.write(`${rate.name.padEnd(30)}${figures}\n`);
  }
  if (command !== null) process.stdout.write(`vigie analyze took ${command.wallSeconds} s by the clock\n`);
}
