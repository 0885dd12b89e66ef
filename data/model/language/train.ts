import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import {
  FEATURES_MAX,
  LETTER_CLASSES,
  letterFeatures,
  ROW,
  writeLetterWeights,
} from '../../../pipelines/language/letters.ts';
import { corporaFolder, readRows } from '../corpus.ts';
import { bent, wordsOf } from './bending.ts';
import { international } from './international.ts';

/**
 * `npm run train:language`: a linear model over the letters of words, from our own word lists (Spanish, German,
 * Italian, Dutch and the languages that are told as other) and from the words of the training texts (French,
 * English). Writes data/model/language.bin and its card.
 */
const BITS = 15;
const PASSES = 7;
const RATE = 0.5;
const RIDGE = 2e-5;
/** A word that only one text writes is a name or a slip. */
const COUNT_MIN = 5;
/** The small words of data/lexicons/language.yaml count as so many others: they stand in every sentence. */
const SMALL_WORD_COUNT = 6;
/** Half the people leave the accents out: each word counts without them too, for so much. */
const FOLDED_SHARE = 0.4;
/** Wrong encodings lose the accented letters whole. */
const DAMAGED_SHARE = 0.25;
/** The training texts hold words of everybody; the lists of the others hold their own alone. */
/** One form of so many: Portuguese is not to outweigh all other languages. */
const PORTUGUESE_STEP = 3;
const CLASS_WEIGHTS: Readonly<Record<string, number>> = { fr: 0.7, en: 0.7, other: 0.8 };

const root = path.resolve(import.meta.dirname, '../../..');
const lists = path.join(root, 'data/corpus/languages');

type Example = { readonly word: string; readonly at: number; readonly weight: number };

function examples(): { words: Example[]; sources: Record<string, string> } {
  const words: Example[] = [];
  const sources: Record<string, string> = {};
  const read = (name: string): Record<string, string> => {
    const bytes = readFileSync(path.join(lists, name));
    sources[name] = createHash('sha256').update(bytes).digest('hex');
    return parse(bytes.toString('utf8')) as Record<string, string>;
  };
  const small = parse(readFileSync(path.join(root, 'data/lexicons/language.yaml'), 'utf8')) as Record<
    string,
    string[]
  >;
  const shared = read('international.yaml');
  LETTER_CLASSES.forEach((code, at) => {
    const own =
      code === 'other'
        ? [...otherWords(read('other.yaml')), ...portuguese(read('es.yaml'), shared)]
        : [...bent(code, read(`${code}.yaml`)), ...international(code, shared)];
    const counted = new Map(own.map(word => [word, 1]));
    if (code === 'fr' || code === 'en')
      for (const [word, count] of corpusWords(code, sources))
        counted.set(word, Math.max(count, counted.get(word) ?? 0));
    for (const word of small[code] ?? [])
      counted.set(word, Math.max(SMALL_WORD_COUNT, counted.get(word) ?? 0));
    const total = [...counted.values()].reduce((sum, count) => sum + count, 0);
    for (const [word, count] of counted) {
      const weight = (20_000 * (CLASS_WEIGHTS[code] ?? 1) * count) / total;
      words.push({ word, at, weight });
      const plain = word.normalize('NFKD').replace(/\p{M}/gu, '');
      if (plain !== word) words.push({ word: plain, at, weight: weight * FOLDED_SHARE });
      const damaged = word.replace(/[^a-z]/g, '');
      if (damaged.length > 3 && damaged !== word)
        words.push({ word: damaged, at, weight: weight * DAMAGED_SHARE });
    }
  });
  return { words, sources };
}

/** Words of the training texts and of our own, by the logarithm of how often they stand there. */
function corpusWords(code: string, sources: Record<string, string>): Map<string, number> {
  const folder = corporaFolder();
  if (folder === null) throw new Error('The corpora are missing: put them in ../shared/corpora');
  const counts = new Map<string, number>();
  const own = code === 'fr' ? ['fr-hospitality', 'fr-workshops', 'fr-more'] : ['en-firms'];
  const files = [
    path.join(folder, `sentiment/train_${code}.jsonl.gz`),
    ...own.map(name => path.join(root, `data/corpus/${name}.jsonl`)),
  ];
  for (const file of files) {
    const { rows, sha256 } = readRows(file);
    sources[path.basename(file)] = sha256;
    for (const { text, lang } of rows) {
      if (lang !== code) continue;
      // Capitals inside a sentence are names: of no language.
      for (const [word] of text.replaceAll('’', "'").matchAll(/(?<![\p{L}\d])[\p{L}]+(?![\p{L}\d])/gu))
        if (word === word.toLowerCase()) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return new Map(
    [...counts]
      .filter(([word, count]) => count >= COUNT_MIN && word.length > 1)
      .map(([word, count]) => [word, Math.log1p(count)]),
  );
}

/** The nearest neighbour that is not read: the endings that Portuguese gives to what Spanish writes alike. */
function portuguese(spanish: Record<string, string>, shared: Record<string, string>): string[] {
  const { ar = '', er = '', ir = '' } = spanish;
  const own = new Set(international('es', shared));
  return [...bent('pt', { ar, er, ir }), ...international('pt', shared)].filter(
    (word, index) => index % PORTUGUESE_STEP === 0 && !own.has(word),
  );
}

function otherWords(byLanguage: Record<string, string>): string[] {
  return Object.values(byLanguage).flatMap(list => wordsOf(list));
}

/** Softmax regression by AdaGrad. */
function fitted(words: readonly Example[]): Float64Array {
  const classes = LETTER_CLASSES.length;
  const weights = new Float64Array(ROW << BITS);
  const squares = new Float64Array(ROW << BITS).fill(1e-3);
  const features = new Int32Array(FEATURES_MAX);
  const scores = new Float64Array(classes);
  const order = words.map((_, index) => index);
  let state = 20_260_713;
  const next = (): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ 0x297a2d39;
    state ^= state >>> 12;
    return (state >>> 0) / 2 ** 32;
  };
  const mean = words.reduce((sum, { weight }) => sum + weight, 0) / words.length;
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      const other = Math.floor(next() * (index + 1));
      [order[index], order[other]] = [order[other]!, order[index]!];
    }
    for (const index of order) {
      const { word, at, weight } = words[index]!;
      const count = letterFeatures(word, 0, word.length, BITS, features);
      const scale = 1 / Math.sqrt(count);
      scores.fill(0);
      for (let k = 0; k < count; k += 1)
        for (let one = 0; one < classes; one += 1) scores[one]! += weights[features[k]! * ROW + one]! * scale;
      const top = Math.max(...scores);
      let sum = 0;
      for (let one = 0; one < classes; one += 1) sum += Math.exp(scores[one]! - top);
      for (let one = 0; one < classes; one += 1) {
        const error =
          (Math.exp(scores[one]! - top) / sum - (one === at ? 1 : 0)) * scale * Math.min(4, weight / mean);
        for (let k = 0; k < count; k += 1) {
          const place = features[k]! * ROW + one;
          const gradient = error + RIDGE * weights[place]!;
          squares[place]! += gradient * gradient;
          weights[place]! -= (RATE * gradient) / Math.sqrt(squares[place]!);
        }
      }
    }
  }
  return weights;
}

function main(): number {
  const { words, sources } = examples();
  const weights = fitted(words);
  const largest = weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const step = Math.min(largest, 4) / 127;
  const bytes = Int8Array.from(weights, one => Math.max(-127, Math.min(127, Math.round(one / step))));
  const file = writeLetterWeights({ bits: BITS, step, bytes });
  const card = {
    bits: BITS,
    words: Object.fromEntries(
      LETTER_CLASSES.map((code, at) => [code, words.filter(word => word.at === at).length]),
    ),
    bytes: file.length,
    gzippedBytes: gzipSync(file).length,
    licence:
      'CC BY 4.0; French and English words from texts under CC BY 4.0 (Helsinki-NLP/XED), MIT and our own',
    sources,
  };
  writeFileSync(path.join(root, 'data/model/language.bin'), file);
  writeFileSync(path.join(root, 'data/model/language.json'), `${JSON.stringify(card, null, 2)}\n`);
  process.stderr.write(`${JSON.stringify({ ...card, sources: undefined })}\n`);
  return 0;
}

process.exitCode = main();
