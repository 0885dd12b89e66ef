import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FORMAT, writeWeights } from '../../pipelines/sentiment/weights.ts';
import { corporaFolder, readLexicons, trainingRows } from './corpus.ts';
import { CHARACTER_BITS, WORD_BITS } from './features.ts';
import { trainTone } from './fit.ts';
import { limitsOf } from './limits.ts';
import { OPTIONS } from './options.ts';

/** `npm run train`: reads the licence-clean sets and our own, writes data/model/tone.bin and its card. */

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function main(): number {
  const folder = corporaFolder();
  if (folder === null) {
    say('The corpora are missing: put them in ../shared/corpora, or name their folder in VIGIE_CORPORA.');
    return 1;
  }
  const { rows, corpora } = trainingRows(folder);
  say(`${rows.length} texts, a fold for each domain of a language…`);
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
