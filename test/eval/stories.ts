import { join } from 'node:path';
import { makeStage } from '../../pipelines/stories/stage.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { CORPORA, type EvalOptions, firm, item, labelled, percent, report, scored } from './labelled.ts';

type Told = { d?: string; t: string; s?: string; u?: string };
type Pair = { a: Told; b: Told; same_story: boolean; near_copy: boolean };
type Article = { id: string; text: string };

/** `npm run eval -- stories`: labelled pairs, each alone; then a thousand articles with ten plagiarised ones. */
export async function run(options: EvalOptions): Promise<number> {
  const pairs = labelled<Pair>(options, 'text/neardup_fr_pairs.jsonl');
  if (!pairs) return 0;
  const grouped = await Promise.all(pairs.map((pair, index) => areOne(pair, index)));
  const copies = pairs.map((pair, index): [boolean, boolean] => [grouped[index] ?? false, pair.near_copy]);
  const stories = pairs.map((pair, index): [boolean, boolean] => [grouped[index] ?? false, pair.same_story]);
  report(options, {
    'pairs: grouped, judged as near copies': scored(copies),
    'pairs: grouped, judged as same story': scored(stories),
    ...(options.cases ? {} : { 'a thousand articles': await plagiarised(options) }),
  });
  return 0;
}

async function areOne(pair: Pair, index: number): Promise<boolean> {
  const stage = makeStage(firm('x'), loadOnce(), null);
  const items = [pair.a, pair.b].map((told, side) => itemOf(told, `${index}-${side}`));
  const { annotations } = await stage.run({ items, annotations: new Map() });
  return annotations[0]?.label === annotations[1]?.label;
}

function itemOf(told: Told, id: string): Item {
  return item(id, told.s ?? '', {
    title: told.t,
    url: told.u ?? null,
    form: 'article',
    publishedAt: told.d ? `${told.d}T12:00:00.000Z` : '',
  });
}

async function plagiarised(options: EvalOptions): Promise<object> {
  const articles = labelled<Article>(options, 'text/neardup_en_articles_1000.jsonl') ?? [];
  const truth = labelled<{ a: string; b: string }>(
    { ...options, cases: join(CORPORA, 'text/neardup_en_articles_1000_truth.jsonl') },
    '',
  );
  const stage = makeStage(firm('x'), loadOnce(), null);
  const items = articles.map(article => item(article.id, article.text, { form: 'article' }));
  const { annotations } = await stage.run({ items, annotations: new Map() });
  const story = new Map(annotations.map(one => [one.mentionId, one.label]));
  const found = (truth ?? []).filter(pair => story.get(pair.a) === story.get(pair.b)).length;
  const copies = annotations.filter(one => one.label !== one.mentionId).length;
  return {
    found: `${found}/${truth?.length ?? 0}`,
    recall: percent(found / Math.max(1, truth?.length ?? 0)),
    grouped: copies,
  };
}

let data: ReturnType<typeof loadData> | null = null;
function loadOnce(): ReturnType<typeof loadData> {
  data ??= loadData('general');
  return data;
}
