import type { Annotation } from '../../src/domain/annotation.ts';
import { annotate, type EvalOptions, firm, item, labelled, percent, report, stagesUpTo } from './labelled.ts';

type Case = { lang: string; text: string; kind?: string };

/** `npm run eval -- language`: each text alone, without a source's habits. */
export async function run(options: EvalOptions): Promise<number> {
  const cases = labelled<Case>(options, 'text/langid.jsonl');
  if (!cases) return 0;
  const stages = stagesUpTo(firm('x'), 'language').filter(stage => stage.name === 'language');
  const items = cases.map((one, index) => item(String(index), one.text));
  const found = await annotate(stages, items);
  const said = cases.map((_, index) => found.get(String(index))?.[0]);
  const kinds = [...new Set(cases.map(one => one.kind ?? 'all'))];
  report(options, {
    accuracy: right(cases, said, () => true),
    ...Object.fromEntries(kinds.map(kind => [kind, right(cases, said, one => (one.kind ?? 'all') === kind)])),
    '20 characters or fewer': right(cases, said, one => one.text.length <= 20),
    'French and English sentences': right(
      cases,
      said,
      one => (one.lang === 'fr' || one.lang === 'en') && one.kind !== 'word' && one.kind !== 'wordpair',
    ),
    'decided by stop-words alone': decidedCheaply(cases, said),
  });
  return 0;
}

function right(
  cases: readonly Case[],
  said: readonly (Annotation | undefined)[],
  of: (one: Case) => boolean,
): object {
  const some = cases.flatMap((one, index) => (of(one) ? [said[index]?.label === one.lang] : []));
  return { accuracy: percent(some.filter(Boolean).length / Math.max(1, some.length)), n: some.length };
}

function decidedCheaply(cases: readonly Case[], said: readonly (Annotation | undefined)[]): object {
  const cheap = (index: number): boolean =>
    said[index]?.because.every(one => !one.term.startsWith('rule:')) === true &&
    (said[index]?.confidence ?? 0) >= 0.9;
  const sentences = cases.flatMap((one, index) => (one.text.length > 40 ? [index] : []));
  const decided = sentences.filter(cheap);
  const correct = decided.filter(index => said[index]?.label === cases[index]?.lang);
  return {
    share: percent(decided.length / Math.max(1, sentences.length)),
    accuracy: percent(correct.length / Math.max(1, decided.length)),
  };
}
