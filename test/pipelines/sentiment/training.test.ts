import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Row } from '../../../data/model/corpus.ts';
import { trainTone } from '../../../data/model/fit.ts';
import { makeToneModel } from '../../../pipelines/sentiment/model.ts';
import { toneOf } from '../../../pipelines/sentiment/tone.ts';
import { readWeights, writeWeights } from '../../../pipelines/sentiment/weights.ts';
import { TRAINING_FILES } from '../../eval/corpus.ts';

const folder = join(import.meta.dirname, '../../../data');
const bytes = new Uint8Array(readFileSync(join(folder, 'model/tone.bin')));

test('the shipped weights are read as they were written; those of tone and cues are within their budget', () => {
  expect(Buffer.from(writeWeights(readWeights(bytes)))).toEqual(Buffer.from(bytes));
  const cues = readFileSync(join(folder, 'model/cues.bin'));
  expect(gzipSync(bytes).length + gzipSync(cues).length).toBeLessThan(1_500_000);
});

test('the card tells the remarks that the weights were trained on', () => {
  const card = JSON.parse(readFileSync(join(folder, 'model/tone.json'), 'utf8')) as {
    corpora: Record<string, { sha256: string }>;
  };
  const names = Object.keys(card.corpora).filter(name => !name.startsWith('train_'));
  expect(names.sort()).toEqual(['seed', ...TRAINING_FILES].map(name => `${name}.jsonl`).sort());
  for (const name of names) {
    const bytes = readFileSync(join(folder, `corpus/${name}`));
    expect(card.corpora[name]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('weights are read from any place of a buffer', () => {
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  expect(readWeights(shifted.subarray(1)).remarks).toEqual(readWeights(bytes).remarks);
});

test('a file that is not ours is refused', () => {
  expect(() => readWeights(new Uint8Array(10))).toThrow(RangeError);
  // In the header, among the last layers, in each table, and at the very end.
  const shares = [0.003, 0.05, 0.3, 0.5, 0.9, 0.99].map(share => Math.floor(share * bytes.length));
  for (const length of [20, ...shares, bytes.length - 1]) {
    expect(() => readWeights(bytes.slice(0, length))).toThrow(RangeError);
    // Of a larger buffer, what comes after the file is not its own.
    expect(() => readWeights(bytes.subarray(0, length))).toThrow(RangeError);
  }
});

test('weights of other evidence than is gathered are refused', () => {
  const weights = readWeights(bytes);
  const fusion = { ...weights.fusion, tone: weights.fusion.tone.slice(1) };
  expect(() => makeToneModel({}, { ...weights, fusion })).toThrow(RangeError);
  const verdict = { ...weights.fusion.verdict, straight: weights.fusion.verdict.straight.slice(1) };
  expect(() => makeToneModel({}, { ...weights, fusion: { ...weights.fusion, verdict } })).toThrow(RangeError);
});

test('the same texts give the same weights, and the weights learn', () => {
  const rows: Row[] = [];
  const plain = {
    lang: 'fr',
    phenomenon: 'plain',
    isOwn: true,
    isHard: false,
    isEntry: false,
    isVoice: false,
  };
  for (const group of ['fr-a', 'fr-b']) {
    for (let index = 0; index < 30; index += 1) {
      rows.push({ ...plain, text: `zorglub ${index} vert`, label: 'pos', group });
      rows.push({ ...plain, text: `krakatak ${index} bleu`, label: 'neg', group });
      rows.push({ ...plain, text: `la table numéro ${index}`, label: 'neu', group });
    }
  }
  const settings = { passes: 3, rate: 0.1 };
  const options = {
    tone: settings,
    opinion: settings,
    firmFeatures: 1000,
    remarks: {
      passes: 3,
      rate: 0.1,
      dropout: 0.2,
      smoothing: 0.05,
      leastRows: 2,
      mostFeatures: 1000,
      runs: 1,
    },
    firm: settings,
    verdict: { units: 4, passes: 60, rate: 1e-2, decay: 0.3, dropout: 0.2 },
    hearing: { fr: 1, en: 1 },
    hearingSharpness: 1,
    leftToRemarks: { fr: 0.5, en: 0 },
    remarkWeight: () => 0.5,
    rowWeight: () => 1,
    wordsWeight: () => 1,
    sideWeight: () => 1,
    verdictWeight: () => 1,
    ridge: 1e-3,
    folds: 2,
  };
  const lists = { 'tone-fr': { positive: ['bon'], negative: ['nul'] } };
  const first = trainTone(rows, lists, options).weights;
  expect(writeWeights(trainTone(rows, lists, options).weights)).toEqual(writeWeights(first));
  const model = makeToneModel(lists, first);
  expect(toneOf(model, 'zorglub 77 vert', 'fr').polarity).toBeGreaterThan(0);
  expect(toneOf(model, 'krakatak 77 bleu', 'fr').polarity).toBeLessThan(0);
  // A language of which there was nothing.
  expect(toneOf(model, 'zorglub 77 vert', 'en').polarity).toBeGreaterThan(-1);
});
