import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FORMAT, writeWeights } from '../../pipelines/sentiment/weights.ts';
import { corporaFolder, type Row, readLexicons, readRows, trainingFiles } from './corpus.ts';
import { CHARACTER_BITS, WORD_BITS } from './features.ts';
import { type Options, trainTone } from './fit.ts';
import { limitsOf } from './limits.ts';

/** `npm run train`: reads the licence-clean sets and our own, writes data/model/tone.bin and its card. */

/** Rows that words alone do not tell teach words little. */
const HARD = 0.3;

const OPTIONS: Options = {
  tone: { passes: 8, rate: 0.1 },
  opinion: { passes: 6, rate: 0.1 },
  // English helps French with emoji and punctuation, and should not speak over it.
  rowWeight: row => (row.isEntry ? 2 : row.isHard ? HARD : 1) * (row.lang === 'en' ? 0.5 : 1),
  // Subtitles are labelled by the emotion of the scene: half of them cannot be told from their words.
  fusionWeight: row =>
    (row.isHard ? HARD : 1) * (row.group === 'fr-subtitle' ? 0.5 : row.lang === 'en' ? 0.3 : 1),
  ridge: 1e-3,
  epochs: 10,
};

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function main(): number {
  const folder = corporaFolder();
  if (folder === null) {
    say('The corpora are missing: put them in ../shared/corpora, or name their folder in VIGIE_CORPORA.');
    return 1;
  }
  const rows: Row[] = [];
  const corpora: Record<string, { rows: number; sha256: string }> = {};
  for (const file of trainingFiles(folder)) {
    const read = readRows(file);
    rows.push(...read.rows);
    corpora[path.basename(file)] = { rows: read.rows.length, sha256: read.sha256 };
  }
  say(`${rows.length} texts, one fold a domain…`);
  const { weights, held } = trainTone(rows, readLexicons(), OPTIONS);
  const { limits, figures } = limitsOf(rows, held);
  weights.fusion.decision.set(limits);
  const bytes = writeWeights(weights);
  const card = {
    format: FORMAT,
    wordBits: WORD_BITS,
    characterBits: CHARACTER_BITS,
    bytes: bytes.length,
    gzippedBytes: gzipSync(bytes).length,
    licence: 'CC BY 4.0; trained on texts under CC BY 4.0 (Helsinki-NLP/XED), MIT and our own',
    corpora,
    node: process.versions.node,
    heldOutDomains: figures,
  };
  writeFileSync(path.join(import.meta.dirname, 'tone.bin'), bytes);
  writeFileSync(path.join(import.meta.dirname, 'tone.json'), `${JSON.stringify(card, null, 2)}\n`);
  say(`${bytes.length} bytes, ${card.gzippedBytes} gzipped`);
  for (const [name, value] of Object.entries(figures)) say(`${name} ${value}`);
  return 0;
}

process.exitCode = main();
