import type { Annotation } from '../../src/domain/annotation.ts';
import {
  annotate,
  type EvalOptions,
  firm,
  item,
  labelled,
  percent,
  report,
  scored,
  stagesUpTo,
} from './labelled.ts';
import { readOwnSplit, topicFigures } from './own-split.ts';

type Case = { text: string; lang?: string; aspects?: Readonly<Record<string, string>> };

/** The corpus' three aspects as our topics; NE: not spoken of. */
const ASPECTS: Readonly<Record<string, readonly string[]>> = {
  prix: ['price'],
  cuisine: ['food', 'quality'],
  service: ['service', 'waiting'],
};
const POLARITIES: Readonly<Record<string, string>> = {
  Positive: 'positive',
  Négative: 'negative',
  Neutre: 'neutral',
};
/** As many as say something within seconds; a fixed stride, so that any run reads the same. */
const CASES_MAX = 1200;

/** `npm run eval -- topics`: price, food and service in French restaurant reviews, and all topics of our own texts. */
export async function run(options: EvalOptions): Promise<number> {
  if (!options.cases) report(options, topicFigures(await readOwnSplit('topics')));
  const all = labelled<Case>(options, 'sentiment/eval_fr.jsonl.gz')?.filter(one => one.aspects);
  if (!all) return 0;
  const stride = Math.max(1, Math.floor(all.length / CASES_MAX));
  const cases = all.filter((_, index) => index % stride === 0);
  const stages = stagesUpTo(firm('x', {}, 'restaurant'), 'topics');
  const found = await annotate(
    stages,
    cases.map((one, index) => item(String(index), one.text)),
  );
  const rows = cases.map((one, index) => ({
    aspects: one.aspects ?? {},
    said: found.get(String(index)) ?? [],
  }));
  const pairs = Object.entries(ASPECTS).map(
    ([aspect, topics]) =>
      [
        aspect,
        rows.map(row => [topicsOf(row.said, topics).length > 0, isSpokenOf(row.aspects[aspect])] as const),
      ] as const,
  );
  report(options, {
    reviews: cases.length,
    'presence F1': {
      ...Object.fromEntries(pairs.map(([aspect, said]) => [aspect, scored(said).f1])),
      micro: scored(pairs.flatMap(([, said]) => said)).f1,
    },
    'polarity where both speak': polarity(rows),
  });
  return 0;
}

type Row = { readonly aspects: Readonly<Record<string, string>>; readonly said: readonly Annotation[] };

function isSpokenOf(value: string | undefined): boolean {
  return value !== undefined && value !== 'NE';
}

function topicsOf(said: readonly Annotation[], topics: readonly string[]): Annotation[] {
  return said.filter(one => one.stage === 'topics' && topics.includes(one.item));
}

function polarity(rows: readonly Row[]): object {
  let right = 0;
  let opposite = 0;
  let all = 0;
  for (const { aspects, said } of rows)
    for (const [aspect, topics] of Object.entries(ASPECTS)) {
      const truth = POLARITIES[aspects[aspect] ?? ''];
      const found = topicsOf(said, topics);
      if (!truth || found.length === 0) continue;
      all += 1;
      const score = found.reduce((sum, one) => sum + one.score, 0) / found.length;
      const label =
        found.length === 1 && found[0]
          ? found[0].label
          : score > 0.12
            ? 'positive'
            : score < -0.12
              ? 'negative'
              : 'neutral';
      const guess = label === 'mixed' ? 'neutral' : label;
      if (guess === truth) right += 1;
      if ((guess === 'positive' && truth === 'negative') || (guess === 'negative' && truth === 'positive'))
        opposite += 1;
    }
  return {
    accuracy: percent(right / Math.max(1, all)),
    opposite: percent(opposite / Math.max(1, all)),
    n: all,
  };
}
