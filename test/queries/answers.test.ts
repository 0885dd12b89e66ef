import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { question as accuracy } from '../../queries/accuracy.ts';
import { mostInformative } from '../../queries/formulas/informative.ts';
import { wilson } from '../../queries/formulas/wilson.ts';
import { question as todo } from '../../queries/todo.ts';
import { question as uncertain } from '../../queries/uncertain.ts';
import { saveAction, undoAction } from '../../src/platform/store/actions.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { saveTagged } from '../../src/platform/store/save-tagged.ts';
import { saveStageState } from '../../src/platform/store/stage-memory.ts';
import { article, askerOf, batchOf, source, tag, VERSIONS } from '../store/world.ts';

/** Friday 10 July 2026, so that Monday's answers are this week's. */
const NOW = '2026-07-10T10:00:00.000Z';
const MONDAY = '2026-07-06T08:00:00.000Z';
const LAST_WEEK = '2026-07-04T08:00:00.000Z';
const WEEK = { from: '2026-07-06', to: '2026-07-12' };
const FAIR = 'Kerlann tient un stand à la foire de Plouarvel avec ses confitures et son miel';

let store: Store;
const ids = new Map<string, string>();
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:' });
  ids.clear();
});
afterEach(() => store.close());

type Said = { verdict?: string; confidence?: number; tone?: string; abstain?: boolean; sure?: number };

async function told(name: string, text: string, said: Said, story?: string): Promise<string> {
  const one = article(`https://echo.example/${name}`, '', text, '2026-07-08T08:00:00.000Z');
  const { toTag } = await commitBatch(store, batchOf(source(`Echo ${name}`), NOW, [one]));
  const id = toTag[0] ?? '';
  ids.set(id, name);
  const { verdict = 'kept', confidence = 1, tone = 'neutral', abstain = false, sure = 1 } = said;
  const annotations = [
    { ...tag(id, 'relevance', verdict, { item: 'firm', abstain: verdict === 'to-check' }), confidence },
    tag(id, 'stories', story ?? id),
    { ...tag(id, 'sentiment', tone, { abstain }), confidence: sure },
  ];
  await saveTagged(
    store,
    { mentionIds: toTag, versions: VERSIONS, annotations, stories: [], memories: [], outboxIds: [] },
    NOW,
  );
  return id;
}

const asker = () => askerOf(store, NOW);
const say = (mentionId: string, verb: 'is-us' | 'not-us' | 'tone', subject = 'firm', at = NOW) =>
  saveAction(store, { mentionId, verb, subject }, at);
async function asked() {
  const answer = await uncertain.answer(asker(), {});
  return answer.questions.map(({ kind, mention }) => `${kind} ${ids.get(mention.id)}`);
}

describe('the questions of the week', () => {
  it('asks first what speaks for most, near copies once, and a sure remark never', async () => {
    await told('alone', 'Un certain Kerlann gagne le concours de belote', {
      verdict: 'to-check',
      confidence: 0.55,
    });
    const fair = await told('fair', FAIR, { verdict: 'to-check', confidence: 0.6 });
    await told('fair-2', `${FAIR} encore dimanche`, { verdict: 'to-check', confidence: 0.6 });
    await told('fair-3', `${FAIR} demain matin`, { verdict: 'to-check', confidence: 0.6 });
    await told('copy', FAIR, { verdict: 'to-check', confidence: 0.6 }, fair);
    await told('sure', 'La menuiserie Kerlann pose des fenêtres', {});
    await told('unclear', 'Kerlann, c’est quelque chose', { tone: 'positive', abstain: true, sure: 0.2 });
    const { questions, waiting } = await uncertain.answer(asker(), {});
    expect(waiting).toEqual({ us: 4, tone: 1 });
    expect(questions[0]).toMatchObject({ kind: 'us', alike: 2 });
    const order = await asked();
    expect(order[0]).toMatch(/^us fair/);
    expect(order.slice(1, 3).toSorted()).toEqual(['tone unclear', 'us alone']);
    expect(order).not.toContain('us copy');
    const { confirm } = await todo.answer(asker(), WEEK);
    expect(`us ${ids.get(confirm[0]?.id ?? '')}`).toBe(order[0]);
    expect(ids.get(confirm.at(-1)?.id ?? '')).toBe('copy');
  });

  it('asks five a week, those answered this week counted, and never twice', async () => {
    const all: string[] = [];
    for (let count = 0; count < 8; count += 1)
      all.push(await told(`m${count}`, `Kerlann numéro ${count}`, { verdict: 'to-check', confidence: 0.6 }));
    expect(await asked()).toHaveLength(5);
    await say(all[0] ?? '', 'not-us', 'firm', LAST_WEEK);
    expect(await asked()).toHaveLength(5);
    const actionId = await say(all[1] ?? '', 'is-us', 'firm', MONDAY);
    await say(all[1] ?? '', 'is-us', 'firm', NOW);
    expect(await asked()).toHaveLength(4);
    expect(await asked()).not.toContain('us m0');
    expect(await asked()).not.toContain('us m1');
    for (const id of all.slice(2, 6)) await say(id, 'is-us');
    expect(await asked()).toEqual([]);
    await undoAction(store, actionId, NOW);
    expect((await uncertain.answer(asker(), {})).answered).toBe(5);
  });

  it('ranks hundreds, texts without words too', () => {
    const doubtful = Array.from({ length: 500 }, (_, index) => {
      return {
        id: String(index),
        doubt: (index % 10) / 10,
        folded: index % 3 === 0 ? '' : `mot${index % 7} kerlann`,
      };
    });
    const ranked = mostInformative(doubtful, 100);
    expect(new Set(ranked.map(({ id }) => id)).size).toBe(100);
    expect(ranked.every(({ gain }) => Number.isFinite(gain) && gain >= 0)).toBe(true);
    expect(mostInformative([], 5)).toEqual([]);
  });
});

describe('accuracy by the owner’s own answers', () => {
  it('claims nothing under ten answers, and says how many are missing', async () => {
    const id = await told('one', 'Kerlann', {});
    await say(id, 'not-us');
    const { relevance, tone, stars } = await accuracy.answer(asker(), {});
    expect(relevance).toMatchObject({ n: 1, right: 0, missing: 9, share: null, sure: { n: 1, right: 0 } });
    expect(tone).toMatchObject({ n: 0, missing: 10, share: null });
    expect(stars).toBeNull();
  });

  it('judges what was said before the first answer, by the last one that stands', async () => {
    for (let count = 0; count < 12; count += 1) {
      const isUnsure = count >= 8;
      const id = await told(`m${count}`, `Kerlann numéro ${count}`, {
        verdict: isUnsure ? 'to-check' : 'kept',
        tone: 'negative',
        abstain: isUnsure,
      });
      await say(id, count % 4 === 0 ? 'not-us' : 'is-us');
      await say(id, 'tone', 'mixed');
      await say(id, 'tone', count < 6 ? 'negative' : 'positive', '2026-07-10T11:00:00.000Z');
    }
    const { relevance, tone } = await accuracy.answer(asker(), {});
    expect(relevance).toMatchObject({
      n: 12,
      right: 9,
      sure: { n: 8, right: 6 },
      unsure: { n: 4, right: 3 },
    });
    expect(relevance.share).toEqual({ is: 0.75, ...wilson(9, 12) });
    expect(tone).toMatchObject({ n: 12, right: 6, sure: { n: 8, right: 6 }, unsure: { n: 4, right: 0 } });
    const acts = await store.db.selectFrom('action').select('id').execute();
    for (const { id } of acts) await undoAction(store, id, NOW);
    expect(await accuracy.answer(asker(), {})).toMatchObject({
      relevance: { n: 0 },
      tone: { n: 0 },
      moved: 0,
    });
  });

  it('tells how her rated reviews were read without their stars', async () => {
    const fixed = { n: 40, right: 30, sure: 32, sureRight: 28 };
    const stars = { fixed, learnt: { ...fixed, right: 33 } };
    await store.write(trx =>
      saveStageState(trx, store, { stage: 'sentiment', version: 3, state: { stars } }, NOW),
    );
    expect((await accuracy.answer(asker(), {})).stars).toMatchObject({
      fixed: { n: 40, right: 30, sure: { n: 32, right: 28 }, unsure: { n: 8, right: 2 }, missing: 0 },
      learnt: { right: 33, share: { is: 33 / 40 } },
    });
  });
});

test.each([
  [8, 10, 0.49, 0.943],
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
])('Wilson: %i of %i', (hits, n, low, high) => {
  expect(wilson(hits, n).low).toBeCloseTo(low, 3);
  expect(wilson(hits, n).high).toBeCloseTo(high, 3);
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});
