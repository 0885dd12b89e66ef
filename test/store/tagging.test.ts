import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveAction, undoAction } from '../../src/platform/store/actions.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { loadItems, mentionIds } from '../../src/platform/store/items.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { lastPages } from '../../src/platform/store/pages.ts';
import { saveTagged, saveToldPage, type TaggedBatch } from '../../src/platform/store/save-tagged.ts';
import { declareSources, sourceStates } from '../../src/platform/store/source-state.ts';
import { stageState } from '../../src/platform/store/stage-memory.ts';
import { pendingPages, pendingTags } from '../../src/platform/store/tagging.ts';
import { article, batchOf, review, source, tag } from './world.ts';

const echo = source('L’Écho');
const MORNING = '2026-07-09T05:00:00.000Z';
const NOON = '2026-07-09T10:00:00.000Z';

let store: Store;
let ids: readonly string[];
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:' });
  const said = [
    article('https://echo.example/a', 'Un', 'Deux apprentis', '2026-07-08T05:00:00.000Z'),
    {
      ...review('r1', 1, 'Nul', '2026-06-01T05:00:00.000Z', { text: 'Pardon', at: MORNING }),
      author: { handle: '@Anna' },
    },
  ];
  ids = (await commitBatch(store, batchOf(echo, MORNING, said))).toTag;
});
afterEach(() => store.close());

const save = (batch: Partial<TaggedBatch>, at = MORNING) =>
  saveTagged(
    store,
    { mentionIds: [], versions: {}, annotations: [], stories: [], memories: [], outboxIds: [], ...batch },
    at,
  );

const annotations = () =>
  store.db
    .selectFrom('annotation')
    .select(['mention_id', 'stage', 'label', 'version', 'local_day'])
    .execute();

test('tagging again replaces what the stages that ran said of these mentions, and nothing else', async () => {
  const [one = '', two = ''] = ids;
  const versions = { sentiment: 1, topics: 1 };
  const first = [
    tag(one, 'sentiment', 'neutral'),
    tag(one, 'topics', 'mixed', { item: 'pose' }),
    tag(two, 'sentiment', 'negative'),
  ];
  await save({ mentionIds: ids, versions, annotations: first });
  await save({ mentionIds: ids, versions, annotations: first });
  expect(await annotations()).toHaveLength(3);
  await save({
    mentionIds: [one],
    versions: { sentiment: 2 },
    annotations: [tag(one, 'sentiment', 'positive')],
  });
  const rows = await annotations();
  expect(rows.filter(row => row.mention_id === two)).toMatchObject([{ label: 'negative', version: 1 }]);
  expect(rows.filter(row => row.mention_id === one)).toHaveLength(2);
  expect(rows).toContainEqual({
    mention_id: one,
    stage: 'sentiment',
    label: 'positive',
    version: 2,
    local_day: days.get(one),
  });
});

const days = new Map<string, string>();
beforeEach(async () => {
  for (const row of await store.db.selectFrom('mention').select(['id', 'local_day']).execute())
    days.set(row.id, row.local_day);
});

test('what was said of a mention that is gone is not kept', async () => {
  await store.write(trx => trx.deleteFrom('mention').execute());
  await save({
    mentionIds: ids,
    versions: { intent: 1 },
    annotations: [tag(ids[0] ?? '', 'intent', 'lead')],
  });
  expect(await annotations()).toEqual([]);
});

test('items come oldest first, with what the stages may know', async () => {
  const items = await loadItems(store, [...ids, '42']);
  expect(items.map(item => [item.form, item.replied, item.authorHandle, item.about])).toEqual([
    ['review', true, '@anna', 'firm'],
    ['article', false, null, null],
  ]);
  expect(await mentionIds(store, null)).toEqual(items.map(item => item.id));
  expect(await mentionIds(store, new Date('2026-07-01T00:00:00Z'))).toEqual([items[1]?.id]);
});

test('a stage remembers by version; stories are replaced by id', async () => {
  await save({ memories: [{ stage: 'stories', version: 3, state: { bands: [1, 'é'] } }] });
  await save({ memories: [{ stage: 'stories', version: 3, state: { bands: [2] } }] }, NOON);
  expect(await stageState(store, 'stories', 3)).toEqual({ bands: [2] });
  expect(await stageState(store, 'stories', 4)).toBeNull();
  const story = { id: 's1', title: 'Deux apprentis', firstAt: MORNING, lastAt: MORNING };
  await save({ stories: [story] });
  await save({ stories: [{ ...story, lastAt: NOON }] });
  expect(await store.db.selectFrom('story').selectAll().execute()).toMatchObject([
    { last_at: new Date(NOON) },
  ]);
});

test('a batch that cannot be stored whole leaves nothing, and its promise open', async () => {
  const [promise] = await pendingTags(store);
  const batch = {
    mentionIds: ids,
    versions: { sentiment: 1 },
    annotations: [tag(ids[0] ?? '', 'sentiment', 'neutral')],
    stories: [{ id: 's1', title: 'Deux apprentis', firstAt: MORNING, lastAt: MORNING }],
    memories: [{ stage: 'stories', version: 3, state: { bands: [1] } }],
    outboxIds: [promise?.outboxId ?? ''],
  } satisfies Partial<TaggedBatch>;
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const broken = [...batch.memories, { stage: 'intent', version: 1, state: circular } as const];
  await expect(save({ ...batch, memories: broken })).rejects.toThrow('circular');
  expect(await annotations()).toEqual([]);
  expect(await store.db.selectFrom('story').select('id').execute()).toEqual([]);
  expect(await stageState(store, 'stories', 3)).toBeNull();
  expect(await pendingTags(store)).toHaveLength(1);
  await save(batch);
  expect(await annotations()).toHaveLength(1);
  expect(await pendingTags(store)).toEqual([]);
});

test('an action is kept, and undone without being deleted', async () => {
  const id = await saveAction(
    store,
    { mentionId: ids[0] ?? '', verb: 'later', subject: 'firm', until: NOON },
    MORNING,
  );
  await undoAction(store, id, NOON);
  await undoAction(store, id, '2026-07-10T05:00:00.000Z');
  expect(await store.db.selectFrom('action').selectAll().execute()).toMatchObject([
    { id, verb: 'later', until: new Date(NOON), at: new Date(MORNING), undone_at: new Date(NOON) },
  ]);
});

test('pages come newest first, and their changes are kept once', async () => {
  const page = (line: string) =>
    ({ kind: 'page', url: 'https://g.example/p', title: 'P', lines: [line] }) as const;
  await commitBatch(store, batchOf(echo, MORNING, [page('−10 %')]));
  await commitBatch(store, batchOf(echo, NOON, [page('−15 %')]));
  const states = await lastPages(store, echo.id, 'https://g.example/p');
  expect(states.map(state => state.lines)).toEqual([['−15 %'], ['−10 %']]);
  const change = {
    ...{ sourceId: echo.id, site: 'Golfe', subject: 'golfe', url: 'https://g.example/p', kind: 'promotion' },
    ...{ before: '−10 %', after: '−15 %', beforeSince: MORNING, seenAt: NOON, localDay: '2026-07-09' },
  };
  const [promise] = await pendingPages(store);
  await saveToldPage(store, promise?.outboxId ?? '', [change, change], NOON);
  await saveToldPage(store, promise?.outboxId ?? '', [change], NOON);
  expect(await pendingPages(store)).toEqual([]);
  expect(await store.db.selectFrom('page_change').selectAll().execute()).toHaveLength(1);
});

test('sources are declared as the settings name them, and those taken out are no longer expected', async () => {
  const paused = { ...source('Forum'), paused: true };
  await declareSources(store, [echo, paused]);
  expect([...(await sourceStates(store)).values()].map(state => state.health).sort()).toEqual([
    'ok',
    'paused',
  ]);
  await declareSources(store, [{ ...paused, paused: false }]);
  expect([...(await sourceStates(store)).values()]).toMatchObject([{ health: 'new', lastReadAt: null }]);
});
