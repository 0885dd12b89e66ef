import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { questions } from '../../src/generated/questions.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { saveTagged } from '../../src/platform/store/save-tagged.ts';
import { failSource, sourceState } from '../../src/platform/store/source-state.ts';
import { article, askerOf, batchOf, review, source, tag, VERSIONS } from './world.ts';

/** DuckDB plans with what the columns hold at that moment; the host keeps its plans while they change. */
let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vigie-again-'));
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const WEEK = { from: '2026-07-06', to: '2026-07-12' };
/** What some questions are asked instead of a week. */
const ASKED: Readonly<Record<string, object>> = {
  accuracy: {},
  channels: {},
  uncertain: {},
  search: { search: 'titre' },
};
const NOW = '2026-07-13T05:00:00.000Z';

async function answers(): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  for (const [id, load] of Object.entries(questions)) {
    const question = await load();
    told[id] = await question.answer(askerOf(store, NOW), question.params.parse(ASKED[id] ?? WEEK));
  }
  return told;
}

async function tell(name: string, score: number, day: string): Promise<void> {
  const from = source(name);
  const said = [
    article(`https://e.example/${name}`, `Titre de ${name}`, `Texte de ${name}`, day),
    review(name, score > 0 ? 5 : 1, `Avis de ${name}`, day),
  ];
  const { toTag } = await commitBatch(store, batchOf(from, day, said));
  const annotations = toTag.flatMap(id => [
    tag(id, 'relevance', 'kept', { item: 'firm', score: 3 }),
    tag(id, 'sentiment', score > 0 ? 'positive' : 'negative', { score }),
    tag(id, 'topics', 'negative', { item: name, score }),
    tag(id, 'intent', 'lead', { score: 1 }),
    tag(id, 'priority', 'now', { score: 100 * score }),
  ]);
  const nothing = { stories: [], memories: [], outboxIds: [] };
  await saveTagged(store, { mentionIds: toTag, versions: VERSIONS, annotations, ...nothing }, day);
}

test('a question that was asked before sees all that came since', async () => {
  await answers();
  await tell('A', 0.5, '2026-07-08T05:00:00.000Z');
  await answers();
  await tell('Un nom de site autrement long que le premier', -0.5, '2026-07-11T05:00:00.000Z');
  const again = await answers();
  await store.close();
  store = await openStore({ dataDir });
  expect(again).toEqual(await answers());
  expect(again['volume']).toMatchObject({ mentions: 4, reviews: 2 });
});

test('a number that grew past all that were there is read as it is', async () => {
  const from = source('Forum');
  const failures = {
    source: from,
    code: 'SourceUnreachable',
    params: {},
    health: 'failing',
    hosts: [],
  } as const;
  const counts = () =>
    store.db.selectFrom('source_state').select(['name', 'failures']).orderBy('failures').execute();
  for (let n = 1; n <= 3; n++) {
    await failSource(store, { ...failures, at: NOW, nextDueAt: NOW });
    expect(await counts()).toEqual([{ name: 'Forum', failures: n }]);
  }
  await store.db
    .updateTable('source_state')
    .set({ failures: 70_000, name: 'Le Forum des chantiers' })
    .execute();
  expect(await counts()).toEqual([{ name: 'Le Forum des chantiers', failures: 70_000 }]);
  expect((await sourceState(store, from.id))?.failures).toBe(70_000);
});
