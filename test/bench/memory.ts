import { makeStages } from '../../pipelines/main.ts';
import { runStages } from '../../pipelines/run.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { firm, item } from '../eval/labelled.ts';
import { benchTexts } from './texts.ts';

/**
 * `node --expose-gc test/bench/memory.ts`: what the loaded models and lexicons weigh, in MB, before and after a
 * thousand texts with clear small words (so that the language detector stays on the disk), as one line of JSON.
 */
const before = mb();
const data = loadData('joinery');
const stages = makeStages(
  firm('Menuiserie Kerlann', { establishments: [{ town: 'Vannes' }] }, 'joinery'),
  data,
  {},
);
const loaded = mb();
const texts = benchTexts()
  .texts.filter(text => text.length > 120)
  .slice(0, 1000);
const items = texts.map((text, index) => item(String(index), text));
await runStages(
  stages.filter(stage => stage.name !== 'stories' && stage.name !== 'language'),
  items,
);
process.stdout.write(
  `${JSON.stringify({ loaded: loaded - before, afterThousandTexts: mb() - before, held: stages.length })}\n`,
);

/** Heap and typed arrays that are still held. */
function mb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1e5) / 10;
}
