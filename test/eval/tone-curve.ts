import { corporaFolder, readLexicons, trainingRows } from '../../data/model/corpus.ts';
import { trainTone } from '../../data/model/fit.ts';
import { mulberry, shuffle } from '../../data/model/linear.ts';
import { OPTIONS } from '../../data/model/options.ts';
import { makeToneModel, type ToneModel } from '../../pipelines/sentiment/model.ts';
import { SPLIT_NAMES } from './corpus.ts';
import type { EvalOptions } from './labelled.ts';
import { ownCases, type ToneCase, toneCases } from './tone-cases.ts';
import { judgeBy } from './tone-judges.ts';
import { type Judged, meanScore, scoreOf } from './tone-metrics.ts';

const POINTS = [0, 1000, 3000, 10_000, 40_000, Number.POSITIVE_INFINITY];
/** Fewer than `npm run train` has: six models are trained. */
const FOLDS = 3;
const SEED = 11;

/**
 * `npm run eval -- tone-curve`: what rows of our own bring, drawn at random from all files of the training split. The model is
 * trained anew for each point beside the outside texts, and never written. Binary macro-F1 is the mean of domains,
 * 4-way is accuracy on our own test splits, each apart.
 */
export async function run(options: EvalOptions): Promise<number> {
  const folder = corporaFolder();
  const french = toneCases(options, 'sentiment/eval_fr.jsonl.gz');
  const english = toneCases(options, 'sentiment/eval_en.jsonl.gz');
  if (folder === null || french === null || english === null) return 0;
  const own = SPLIT_NAMES.map(name => ownCases(options, name));
  const hard = (row: ToneCase): boolean => row.phenomenon !== 'plain';
  const { rows } = trainingRows(folder);
  const outside = rows.filter(row => !row.isOwn);
  const ours = rows.filter(row => row.isOwn);
  const order = Int32Array.from(ours.keys());
  shuffle(order, mulberry(SEED));
  const lists = readLexicons();
  options.out(
    `| own rows | eval_fr binary / 3-way F1 | eval_en binary / 3-way F1 | plain, 4-way | hard, ${SPLIT_NAMES.join(' | ')} |\n`,
  );
  options.out(`|---|---|---|---|${'---|'.repeat(SPLIT_NAMES.length)}\n`);
  for (const point of POINTS) {
    const some = [...order.subarray(0, point)].sort((a, b) => a - b).map(place => ours[place]!);
    const { weights } = trainTone([...outside, ...some], lists, { ...OPTIONS, folds: FOLDS });
    const model = makeToneModel(lists, weights);
    const cells = [
      byDomain(model, french),
      byDomain(model, english),
      fourWay(
        model,
        own.flat().filter(row => !hard(row)),
      ),
      ...own.map(split => fourWay(model, split.filter(hard))),
    ];
    options.out(`| ${[some.length, ...cells].join(' | ')} |\n`);
  }
  return 0;
}

function judged(model: ToneModel, cases: readonly ToneCase[]): Judged[] {
  const judge = judgeBy(model);
  return cases.map(judge);
}

function byDomain(model: ToneModel, cases: readonly ToneCase[]): string {
  const domains = [...Map.groupBy(cases, row => row.domain).values()];
  const { binary, threeWay } = meanScore(domains.map(some => scoreOf(judged(model, some))));
  return `${binary?.toFixed(1)} / ${threeWay?.toFixed(1)}`;
}

function fourWay(model: ToneModel, cases: readonly ToneCase[]): string {
  return scoreOf(judged(model, cases)).fourWay?.toFixed(1) ?? '–';
}
