import { eld } from 'eld/medium';
import { LANGUAGES } from '../../pipelines/language/small-words.ts';
import { annotate, type EvalOptions, firm, item, labelled, percent, report, stagesUpTo } from './labelled.ts';

type Case = { lang: string; text: string; kind?: string };
const OTHER = 'other';
/** The confidence from which on small words or the letters of words have decided. */
const SURE = 0.81;

/**
 * `npm run eval -- language`: each text alone, without a source's habits, beside eld (medium, restricted to the same
 * six languages) in the same run. Macro-F1 over the languages that the kind holds; any language but the six is
 * "other", and so is what cannot be told.
 */
export async function run(options: EvalOptions): Promise<number> {
  const cases = labelled<Case>(options, 'text/langid.jsonl');
  if (!cases) return 0;
  const stages = stagesUpTo(firm('x'), 'language').filter(stage => stage.name === 'language');
  const items = cases.map((one, index) => item(String(index), one.text));
  const found = await annotate(stages, items);
  const rows = cases.map((_, index) => found.get(String(index))?.[0]);
  const ours = rows.map(row => known(row?.label ?? ''));
  eld.setLanguageSubset([...LANGUAGES]);
  const theirs = cases.map(one => known(eld.detect(one.text).language));
  eld.setLanguageSubset(false);
  const gold = cases.map(one => known(one.lang));
  const kinds = [...new Set(cases.map(one => one.kind ?? 'all'))];
  const over = (of: (one: Case) => boolean): object => {
    const places = cases.flatMap((one, index) => (of(one) ? [index] : []));
    const pick = (said: readonly string[]): readonly [string, string][] =>
      places.map(index => [gold[index] ?? OTHER, said[index] ?? OTHER]);
    return {
      macroF1: macroF1(pick(ours)),
      eld: macroF1(pick(theirs)),
      accuracy: accuracy(pick(ours)),
      n: places.length,
    };
  };
  report(options, {
    ...Object.fromEntries(kinds.map(kind => [kind, over(one => (one.kind ?? 'all') === kind)])),
    '20 characters or fewer': over(one => one.text.length <= 20),
    'decided without letter groups': {
      share: percent(rows.filter(row => (row?.confidence ?? 0) >= SURE).length / Math.max(1, rows.length)),
    },
  });
  return 0;
}

function known(code: string): string {
  return LANGUAGES.find(one => one === code) ?? OTHER;
}

function macroF1(pairs: readonly (readonly [gold: string, said: string])[]): number {
  const classes = [...new Set(pairs.map(([gold]) => gold))];
  const scores = classes.map(name => {
    const hit = pairs.filter(([gold, said]) => gold === name && said === name).length;
    const size =
      pairs.filter(([gold]) => gold === name).length + pairs.filter(([, said]) => said === name).length;
    return size === 0 ? 0 : (2 * hit) / size;
  });
  return percent(scores.reduce((sum, score) => sum + score, 0) / Math.max(1, classes.length));
}

function accuracy(pairs: readonly (readonly [gold: string, said: string])[]): number {
  return percent(pairs.filter(([gold, said]) => gold === said).length / Math.max(1, pairs.length));
}
