import { join } from 'node:path';
import { makeStage } from '../../pipelines/stories/stage.ts';
import { FOLLOWS } from '../../src/domain/annotation.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { CORPORA, type EvalOptions, firm, item, labelled, percent, report, scored } from './labelled.ts';

type Told = { d?: string; t: string; s?: string; u?: string; form?: Item['form'] };
type Pair = { a: Told; b: Told; same_story: boolean; near_copy: boolean };
type Article = { id: string; text: string };

/** How the second of two told things stands to the first. */
type Relation = 'copy' | 'matter' | 'apart';

/**
 * `npm run eval -- stories`: labelled pairs, each alone; our own; then a thousand articles with ten plagiarised ones.
 * Missed: near copies that are not one story. False: pairs made one story that are no near copies; of these, those
 * that are not even the same news. The matter counts copies and what goes on with them.
 */
export async function run(options: EvalOptions): Promise<number> {
  const pairs = labelled<Pair>(options, 'text/neardup_fr_pairs.jsonl');
  if (!pairs) return 0;
  report(options, {
    ...(await figures('pairs', pairs)),
    ...(options.cases ? {} : await figures('our own pairs', ownPairs(options))),
    ...(options.cases ? {} : { 'a thousand articles': await plagiarised(options) }),
  });
  return 0;
}

async function figures(name: string, pairs: readonly Pair[]): Promise<Record<string, object>> {
  const found = await Promise.all(pairs.map((pair, index) => relationOf(pair, index)));
  const both = pairs.map((pair, index) => ({ pair, relation: found[index] ?? 'apart' }));
  const copies = both.map(({ pair, relation }): [boolean, boolean] => [relation === 'copy', pair.near_copy]);
  const matters = both.map(({ pair, relation }): [boolean, boolean] => [
    relation !== 'apart',
    pair.same_story,
  ]);
  const { accuracy: _, ...score } = scored(copies);
  return {
    [`${name}: near copies are one story`]: {
      missed: copies.filter(([said, is]) => is && !said).length,
      false: copies.filter(([said, is]) => said && !is).length,
      otherNews: both.filter(({ pair, relation }) => relation === 'copy' && !pair.same_story).length,
      ...score,
    },
    [`${name}: same news are one matter`]: scored(matters),
  };
}

/** Written for this project; see the tests. */
function ownPairs(options: EvalOptions): Pair[] {
  const cases = join(import.meta.dirname, '../pipelines/stories/pairs.jsonl');
  const pairs = labelled<{ is: string; a: Told; b: Told }>({ ...options, cases }, '') ?? [];
  return pairs.map(({ is, a, b }) => ({ a, b, near_copy: is === 'copy', same_story: is !== 'other' }));
}

async function relationOf(pair: Pair, index: number): Promise<Relation> {
  const stage = makeStage(firm('x'), loadOnce(), null);
  const items = [pair.a, pair.b].map((told, side) => itemOf(told, `${index}-${side}`));
  const { annotations } = await stage.run({ items, annotations: new Map() });
  const labels = annotations.filter(one => one.item === '').map(one => one.label);
  if (labels[0] === labels[1]) return 'copy';
  return annotations.some(one => one.item === FOLLOWS) ? 'matter' : 'apart';
}

function itemOf(told: Told, id: string): Item {
  return item(id, told.s ?? '', {
    title: told.t,
    url: told.u ?? null,
    form: told.form ?? (told.t === '' ? 'post' : 'article'),
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
  const story = new Map(annotations.filter(one => one.item === '').map(one => [one.mentionId, one.label]));
  const found = (truth ?? []).filter(pair => story.get(pair.a) === story.get(pair.b)).length;
  const copies = [...story].filter(([id, label]) => id !== label).length;
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
