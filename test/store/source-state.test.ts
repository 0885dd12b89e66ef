import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { failSource, sourceState } from '../../src/platform/store/source-state.ts';
import { batchOf, source } from './world.ts';

const echo = source('L’Écho');
const MORNING = '2026-07-09T05:00:00.000Z';
const NOON = '2026-07-09T10:00:00.000Z';

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:' });
});
afterEach(() => store.close());

test('the state of a source follows its reads', async () => {
  expect(await sourceState(store, echo.id)).toBeNull();
  const failure = {
    source: echo,
    code: 'SourceUnreachable',
    params: { host: 'x' },
    health: 'failing',
    nextDueAt: NOON,
    hosts: [],
  } as const;
  await failSource(store, { ...failure, at: MORNING });
  await failSource(store, { ...failure, at: NOON });
  expect(await sourceState(store, echo.id)).toMatchObject({
    failures: 2,
    failingSince: MORNING,
    lastReadAt: NOON,
    lastOkAt: null,
    health: 'failing',
    error: { code: 'SourceUnreachable', params: { host: 'x' } },
  });
  await commitBatch(store, batchOf(echo, NOON, [], { etag: '"e"', cursor: { id: 7 } }));
  expect(await sourceState(store, echo.id)).toMatchObject({
    failures: 0,
    failingSince: null,
    error: null,
    health: 'ok',
    etag: '"e"',
    cursor: { id: 7 },
    lastOkAt: NOON,
    lastNewAt: null,
  });
});

test('a source read in part again and again has been failing since the first time', async () => {
  const failure = {
    source: echo,
    code: 'SourceUnreachable',
    params: {},
    health: 'failing',
    nextDueAt: NOON,
    hosts: [],
  } as const;
  for (const at of [MORNING, NOON]) {
    await commitBatch(store, batchOf(echo, at, [], { partial: true }));
    await failSource(store, { ...failure, at });
  }
  expect(await sourceState(store, echo.id)).toMatchObject({
    failures: 2,
    failingSince: MORNING,
    lastOkAt: NOON,
    health: 'failing',
  });
});

test('the ledger holds the hosts of a read that failed', async () => {
  await failSource(store, {
    source: echo,
    at: MORNING,
    code: 'SourceBlocked',
    params: {},
    health: 'refused',
    nextDueAt: NOON,
    hosts: ['echo.example', 'cdn.example'],
  });
  const rows = await store.db.selectFrom('ledger').selectAll().orderBy('name').execute();
  const told = { kind: 'host', source_id: echo.id, at: new Date(MORNING), bytes: 0 };
  expect(rows).toMatchObject([
    { ...told, name: 'cdn.example' },
    { ...told, name: 'echo.example' },
  ]);
});
