import { clauseEnd } from '../../pipelines/sentiment/clauses.ts';
import { TONE_EVIDENCE, VERDICT_EVIDENCE } from '../../pipelines/sentiment/evidence.ts';
import { compileLexicon } from '../../pipelines/sentiment/lexicon.ts';
import { DECISION } from '../../pipelines/sentiment/model.ts';
import { type FeatureSink, Reading } from '../../pipelines/sentiment/reading.ts';
import { remarkFeatures } from '../../pipelines/sentiment/remark-features.ts';
import { emptySums } from '../../pipelines/sentiment/sums.ts';
import { HEARING_WEIGHTS, MARGINS } from '../../pipelines/sentiment/verdict.ts';
import type { QuadTable, Table, Weights } from '../../pipelines/sentiment/weights.ts';
import { characterFeatures, Words } from '../../pipelines/sentiment/words.ts';
import type { Lists, Row } from './corpus.ts';

export const WORD_BITS = 18;
export const CHARACTER_BITS = 17;
const REMARK_BITS = 22;
export const FIRM_BITS = 20;

/** The features of all rows, end to end: those of row r are features[offsets[r]] … features[offsets[r + 1] − 1]. */
export type Sparse = { readonly features: Int32Array; readonly offsets: Int32Array; readonly bits: number };

export type Features = { readonly words: Sparse; readonly characters: Sparse; readonly remarks: Sparse };

/** What the reader of the stage finds in each text: the same code, with an ear on it. */
export function extract(rows: readonly Row[], lists: Lists): Features {
  const weights = noWeights();
  const french = new Words(compileLexicon(lists['tone-fr'] ?? {}), weights);
  const english = new Words(compileLexicon(lists['tone-en'] ?? {}), weights);
  const reading = new Reading();
  const sums = emptySums();
  const wordFeatures: number[] = [];
  const gramFeatures: number[] = [];
  const wordOffsets = new Int32Array(rows.length + 1);
  const gramOffsets = new Int32Array(rows.length + 1);
  const remarkOffsets = new Int32Array(rows.length + 1);
  const remarks: number[] = [];
  const buffer = new Int32Array(128);
  const sink: FeatureSink = {
    word: feature => {
      wordFeatures.push(feature);
    },
    characters: (token, negated) => {
      const count = characterFeatures(reading.scan, token, negated, CHARACTER_BITS, buffer);
      for (let index = 0; index < count; index += 1) gramFeatures.push(buffer[index]!);
    },
  };
  for (const [index, row] of rows.entries()) {
    const words = row.lang === 'en' ? english : french;
    reading.read(row.text, words, weights);
    for (let first = 0; first < reading.scan.count; ) {
      const end = clauseEnd(reading, first);
      reading.gather(sums, weights, sink, first, end);
      first = end;
    }
    const found = remarkFeatures(reading, REMARK_BITS);
    for (let at = 0; at < found.count; at += 1) remarks.push(found.features[at]!);
    remarkOffsets[index + 1] = remarks.length;
    wordOffsets[index + 1] = wordFeatures.length;
    gramOffsets[index + 1] = gramFeatures.length;
  }
  return {
    words: { features: Int32Array.from(wordFeatures), offsets: wordOffsets, bits: WORD_BITS },
    characters: { features: Int32Array.from(gramFeatures), offsets: gramOffsets, bits: CHARACTER_BITS },
    remarks: { features: Int32Array.from(remarks), offsets: remarkOffsets, bits: REMARK_BITS },
  };
}

export function noWeights(): Weights {
  const empty = (bits: number): Table => ({ bytes: new Int8Array(2 << bits), toneStep: 0, opinionStep: 0 });
  return {
    wordBits: WORD_BITS,
    characterBits: CHARACTER_BITS,
    words: empty(WORD_BITS),
    characters: empty(CHARACTER_BITS),
    remarks: noQuads(REMARK_BITS),
    firm: { bits: FIRM_BITS, bytes: new Int8Array(1 << FIRM_BITS), step: 0 },
    fusion: noFusion(),
  };
}

function noQuads(bits: number): QuadTable {
  return { bits, cells: new Int16Array(1 << bits), step: 0 };
}

export function noFusion(): Weights['fusion'] {
  return {
    tone: new Float64Array(TONE_EVIDENCE.length),
    verdict: {
      hearing: { french: new Float64Array(HEARING_WEIGHTS), english: new Float64Array(HEARING_WEIGHTS) },
      straight: new Float64Array(MARGINS.length * VERDICT_EVIDENCE.length),
      hidden: new Float64Array(0),
      out: new Float64Array(0),
    },
    decision: new Float64Array(Object.keys(DECISION).length),
  };
}
