import { makeStage as ownPosts } from '../../pipelines/own-posts.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { annotate, type EvalOptions, firm, item, labelled, report, scored, stagesUpTo } from './labelled.ts';
import { intentFigures, readOwnSplit } from './own-split.ts';

type Case = {
  text: string;
  complaint: boolean;
  domain?: string;
  from_brand?: boolean;
  needs_reply?: boolean;
  question_only?: boolean;
};

/** `npm run eval -- intent`: what our own texts want; complaints in English tweets and in French messages; who needs an answer. */
export async function run(options: EvalOptions): Promise<number> {
  if (!options.cases) report(options, intentFigures(await readOwnSplit('intent')));
  const files = options.cases ? [''] : ['text/complaints_en.jsonl', 'text/intent_fr_freebox.jsonl'];
  for (const file of files) {
    const cases = labelled<Case>(options, file);
    if (!cases) continue;
    report(options, { [options.cases ?? file]: await figures(cases) });
  }
  return 0;
}

async function figures(cases: readonly Case[]): Promise<object> {
  const stages = stagesUpTo(firm('x'), 'intent');
  const items = cases.map((one, index) =>
    item(String(index), one.text, { authorHandle: one.from_brand ? 'theirownaccount' : null }),
  );
  const customers = items.filter((_, index) => !cases[index]?.from_brand);
  const found = await annotate(stages, customers);
  const label = (index: number): string => intentOf(found.get(String(index))) ?? 'none';
  const own = ownPosts(firm('x', { handles: ['theirownaccount'] }), loadData('general'), null);
  const setApart = (await own.run({ items, annotations: new Map() })).dropped.length;
  const asked = cases.some(one => one.needs_reply !== undefined);
  return {
    complaint: scored(cases.map((one, index) => [label(index) === 'complaint', one.complaint])),
    ...(asked
      ? {
          needsReply: scored(
            cases.map((one, index) => [
              ['complaint', 'question', 'lead'].includes(label(index)),
              one.needs_reply === true,
            ]),
          ).f1,
          questionOnly: scored(
            cases.map((one, index) => [label(index) === 'question', one.question_only === true]),
          ).f1,
          ownPosts: `${setApart}/${cases.filter(one => one.from_brand).length}`,
        }
      : {}),
  };
}

function intentOf(said: readonly Annotation[] | undefined): string | undefined {
  return said?.find(one => one.stage === 'intent')?.label;
}
