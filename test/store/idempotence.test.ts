import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Observation } from '../../src/domain/observation.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { article, batchOf, review, source } from './world.ts';

const SOURCES = [source('L’Écho'), source('La Gazette')];
const DAY = '2026-07-09';

/** Few addresses and ids, so that batches overlap; hostile words, so that nothing depends on their form. */
const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc
    .tuple(fc.nat({ max: 9 }), fc.string({ unit: 'binary', maxLength: 40 }))
    .map(([path, title]) =>
      article(`https://echo.example/${path}?utm_id=${title.length}`, title, `Texte ${path}`, null),
    ),
  fc
    .tuple(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 5 }))
    .map(([id, stars]) => review(`r${id}`, stars, `Avis ${id}`, `${DAY}T01:00:00.000Z`)),
  fc
    .nat({ max: 4 })
    .map(id => ({ kind: 'job', sourceItemId: `j${id}`, title: 'Poseur', publishedAt: null }) as const),
);

const batches = fc.array(
  fc.record({
    from: fc.nat({ max: 1 }),
    hour: fc.integer({ min: 10, max: 23 }),
    observations: fc.array(observation, { maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 4 },
);

let shared: Store;
let runs = 0;
beforeAll(async () => {
  shared = await openStore({ dataDir: ':memory:' });
});
afterAll(() => shared.close());

test('whatever the order and the repeats, each thing is stored once and a second pass adds nothing', async () => {
  const property = fc.asyncProperty(batches, fc.infiniteStream(fc.nat()), async (given, order) => {
    runs += 1;
    // Each run is a tenant: what the others stored is none of its business.
    const store: Store = { ...shared, tenantId: `run-${runs}`, lastSaid: new Map() };
    const idsIn = (table: 'mention' | 'job_seen') =>
      store.db.selectFrom(table).select('id').where('tenant_id', '=', store.tenantId).execute();
    const all = given.map(({ from, hour, observations }) =>
      batchOf(SOURCES[from] ?? SOURCES[0]!, `${DAY}T${hour}:00:00.000Z`, observations),
    );
    const shuffled = [...all, ...all].map(batch => [order.next().value ?? 0, batch] as const);
    for (const [, batch] of shuffled.sort(([one], [other]) => one - other)) await commitBatch(store, batch);
    const expected = new Set(
      given.flatMap(({ from, observations }) => observations.map(one => nameOf(one, from))),
    );
    const mentions = await idsIn('mention');
    const jobs = await idsIn('job_seen');
    expect(mentions.length + jobs.length).toBe(expected.size);
    expect(new Set(mentions.map(row => row.id)).size).toBe(mentions.length);
    const sightings = await store.db
      .selectFrom('sighting')
      .select(['mention_id', 'source_id'])
      .where('tenant_id', '=', store.tenantId)
      .execute();
    expect(new Set(sightings.map(row => `${row.mention_id} ${row.source_id}`)).size).toBe(sightings.length);
    store.lastSaid.clear();
    for (const batch of all) expect((await commitBatch(store, batch)).fresh).toBe(0);
  });
  await fc.assert(property, { numRuns: 12 });
});

/** What an observation is, by what the generator put in it. */
function nameOf(one: Observation, from: number): string {
  if (one.kind === 'job') return `job ${from} ${one.sourceItemId}`;
  if (one.kind === 'review') return `review ${one.sourceItemId}`;
  return `mention ${'url' in one ? one.url?.split('?')[0] : ''}`;
}
