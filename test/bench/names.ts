import { nameIndex } from '../../pipelines/relevance/names.ts';
import { brandsOf } from '../../src/domain/brand.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { findPhrases } from '../../src/domain/text/phrases.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { firm } from '../eval/labelled.ts';
import { rateOf } from './measure.ts';
import { benchTexts } from './texts.ts';

/**
 * Prints how fast names are found among few and among many, beside one regular expression of the same names, and what
 * the names weigh. `node --expose-gc test/bench/names.ts`
 */
const COUNTS = [10, 300, 10_000];
/** The regular expression tries each name at each place: more would take minutes. */
const EXPRESSION_MAX = 300;
const TRADES = ['Menuiserie', 'Boulangerie', 'Garage', 'Hôtel', 'Plomberie'];
const SYLLABLES = ['ker', 'lan', 'mor', 'bi', 'tre', 'goul', 'ven', 'pla', 'dou', 'nez', 'gou', 'poul'];

/** The same names each time, no two alike. */
function nameOf(index: number): string {
  const { length } = SYLLABLES;
  const places = [
    index,
    Math.floor(index / length),
    Math.floor(index / length ** 2),
    Math.floor(index / length ** 3),
  ];
  const made = places.map(place => SYLLABLES[place % length]).join('');
  return `${TRADES[index % TRADES.length]} ${made}`;
}

const { texts, from } = benchTexts();
const data = loadData('general');
process.stdout.write(
  `${texts.length} texts of ${from}; texts per CPU second, words cut before as for all stages\n`,
);
const folded = texts.map(fold);
const words = folded.map(foldedWords);
for (const count of COUNTS) {
  const names = Array.from({ length: count }, (_, index) => nameOf(index));
  const [firmAlone] = brandsOf(firm('\u2014'));
  if (!firmAlone) throw new Error('a firm is a brand');
  const brand = { ...firmAlone, towns: [] };
  const brands = names.map(name => ({ ...brand, name, subject: name }));
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const index = nameIndex(brands, data.pack, {}, new Set());
  globalThis.gc?.();
  const weight = (process.memoryUsage().heapUsed - before) / 1e6;
  const tree = await rateOf('tree', texts.length, () => {
    for (const one of words) findPhrases(index.names, one);
  });
  const expression = new RegExp(`\\b(?:${names.map(fold).join('|')})\\b`, 'g');
  const plain =
    count > EXPRESSION_MAX
      ? null
      : await rateOf('expression', texts.length, () => {
          for (const one of folded) one.match(expression);
        });
  process.stdout.write(
    `${String(count).padStart(6)} names: ${tree.textsPerCpuSecond} in the tree (${weight.toFixed(1)} MB), ` +
      `${plain ? plain.textsPerCpuSecond : 'not tried'} by one expression\n`,
  );
}
