import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { textIndex } from '../../../src/app/searching/text-index.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { commitBatch } from '../../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../../src/platform/store/open.ts';
import { batchOf, review, source } from '../../store/world.ts';

const google = source('Google');
let store: Store | null = null;
afterEach(async () => {
  await store?.close();
  store = null;
});

async function opened() {
  store = await openStore({ dataDir: ':memory:', brandId: 'menuiserie-kerlann' });
  const own = store;
  let hour = 0;
  const say = (observation: Observation) => {
    hour += 1;
    const at = `2026-07-13T0${hour}:00:00.000Z`;
    return commitBatch(own, batchOf(google, at, [observation]));
  };
  return { own, say };
}

describe('the index of a store', () => {
  test('finds what is there, then what comes, is changed and is forgotten', async () => {
    const { own, say } = await opened();
    await say(review('1', 1, 'Jamais rappelé malgré deux messages', '2026-07-02T08:00:00.000Z'));
    await say(review('2', 5, 'Pose parfaite', '2026-07-08T08:00:00.000Z'));
    const index = textIndex(own);
    const find = async (words: string) => {
      await index.find(words, 10);
      await index.settled();
      const { hits, total, complete } = await index.find(words, 10);
      expect(complete).toBe(true);
      expect(hits).toHaveLength(total);
      return hits.map(hit => hit.head);
    };
    expect(await find('RAPPELE mess')).toEqual(['Jamais rappelé malgré deux messages']);
    expect(await find('p')).toEqual(['Pose parfaite']);
    await say(review('3', 2, 'Pas rappelés non plus', '2026-07-09T08:00:00.000Z'));
    index.stale();
    expect(await find('rappel')).toEqual(['Pas rappelés non plus', 'Jamais rappelé malgré deux messages']);
    await sql`delete from mention where text like 'Pas rappelés%'`.execute(own.db);
    index.stale();
    expect(await find('rappel')).toEqual(['Jamais rappelé malgré deux messages']);
    index.close();
  });
});
