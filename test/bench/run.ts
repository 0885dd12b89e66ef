import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeStages } from '../../pipelines/main.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { firm } from '../eval/labelled.ts';
import { chainContender, peerContenders, stageContenders } from './chain.ts';
import { cpuOf, type Rate, ratesOf } from './measure.ts';
import { pathologicalCosts } from './pathological.ts';
import { benchTexts } from './texts.ts';

/**
 * `npm run bench [-- --json]`: texts per CPU second of the whole chain and of each stage, beside the card's packages
 * on the same texts in the same run, in turns. Ratios are what counts: absolutes are this machine's. Then the start,
 * the memory of the loaded models and what pathological texts cost.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const { texts, from } = benchTexts();
const settings = firm('Menuiserie Kerlann', { establishments: [{ town: 'Vannes' }] }, 'joinery');
let data = loadData('joinery');

/** The real command, start of the process included: its own CPU as it reports it, and the clock. */
async function commandRate(): Promise<{ rate: Rate; wallSeconds: number } | null> {
  const bundle = join(import.meta.dirname, '../../dist/vigie.js');
  if (!existsSync(bundle)) return null;
  const began = performance.now();
  const child = spawn('sh', [
    '-c',
    '"$0" "$1" analyze; code=$?; times >&2; exit $code',
    process.execPath,
    bundle,
  ]);
  let heard = '';
  child.stderr.on('data', (bytes: Buffer) => {
    heard += bytes.toString();
  });
  child.stdout.resume();
  // A bundle that is older than the data stops at once: its exit tells it.
  child.stdin.on('error', () => {});
  child.stdin.end(texts.map((text, id) => `${JSON.stringify({ id, text })}\n`).join(''));
  const code = await new Promise<number | null>(done => {
    child.on('close', done);
  });
  if (code !== 0) return null;
  const cpu = timesSeconds(heard);
  const rate = { name: 'vigie analyze (command)', textsPerCpuSecond: Math.round(texts.length / cpu) };
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

/** CPU milliseconds of reading all data and making all stages once, in a process that is warm. */
const startMs =
  (await cpuOf(() => {
    data = loadData('joinery');
    makeStages(settings, data, {});
  })) / 1000;
const rates = await ratesOf(
  [
    ...peerContenders(texts),
    chainContender(texts, settings, data),
    ...stageContenders(texts, settings, data),
  ],
  texts.length,
);
const command = await commandRate();
if (command !== null) rates.push(command.rate);
const memory = JSON.parse(
  execFileSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'memory.ts')], {
    encoding: 'utf8',
  }),
) as { loaded: number; afterThousandTexts: number };
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
  startCpuMs: Math.round(startMs),
  memoryMb: { loaded: memory.loaded, afterThousandTexts: memory.afterThousandTexts },
  pathologicalCpuMsPer100kB: await pathologicalCosts(settings, data),
};
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
  process.stdout.write(`${report.texts} texts of ${report.characters} characters on average, from ${from}\n`);
  for (const rate of report.rates) {
    const figures = `${String(rate.textsPerCpuSecond).padStart(9)} texts/CPU-s  × ${rate.ratioToBothPackages.toFixed(2)}`;
    process.stdout.write(`${rate.name.padEnd(30)}${figures}\n`);
  }
  if (command !== null) process.stdout.write(`vigie analyze took ${command.wallSeconds} s by the clock\n`);
  process.stdout.write(`start: ${report.startCpuMs} ms of CPU\n`);
  process.stdout.write(
    `memory without language: ${memory.loaded.toFixed(1)} MB loaded, ${memory.afterThousandTexts.toFixed(1)} MB after a thousand texts\n`,
  );
  for (const { name, msPer100kB } of report.pathologicalCpuMsPer100kB)
    process.stdout.write(`${name.padEnd(30)}${msPer100kB.toFixed(1).padStart(9)} ms of CPU per 100 kB\n`);
}
