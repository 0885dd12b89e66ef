import { expect, test } from 'vitest';
import { question as changes } from '../../queries/changes.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { askerOf, batchOf, source } from '../store/world.ts';

const WEEK = { from: '2026-07-06', to: '2026-07-12' };

test('undated offers of the first read are no change; dated ones, and those that come later, are', async () => {
  const store = await openStore({ dataDir: ':memory:' });
  const offer = (id: string, publishedAt: string | null = null) =>
    ({ kind: 'job', sourceItemId: id, title: id, publishedAt }) as const;
  const old = source('Golfe', 'Golfe');
  const empty = source('Armor', 'Armor');
  const first = [offer('ancien'), offer('daté', '2026-07-07T08:00:00.000Z')];
  await commitBatch(store, batchOf(old, '2026-07-08T08:00:00.000Z', first));
  await commitBatch(store, batchOf(old, '2026-07-09T08:00:00.000Z', [...first, offer('nouveau')]));
  await commitBatch(store, batchOf(empty, '2026-07-08T08:00:00.000Z', []));
  await commitBatch(store, batchOf(empty, '2026-07-10T08:00:00.000Z', [offer('premier')]));
  const answer = await changes.answer(askerOf(store, '2026-07-13T05:00:00.000Z'), WEEK);
  expect(answer.changes.map(change => change.after)).toEqual(['premier', 'nouveau', 'daté']);
  await store.close();
});
