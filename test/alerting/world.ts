import type { Annotation } from '../../src/domain/annotation.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { ConfiguredSource } from '../../src/domain/settings/source.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { saveTagged } from '../../src/platform/store/save-tagged.ts';
import { pendingTags } from '../../src/platform/store/tagging.ts';
import { batchOf, tag, VERSIONS } from '../store/world.ts';

export const BAKERY: Settings = settingsSchema.parse({
  firm: { name: 'Boulangerie Pélissou', trade: 'bakery', establishments: [{ town: 'Albi' }] },
});

/** What the stages would say of one text about the firm. */
export type Said = {
  readonly verdict?: 'kept' | 'to-check' | 'dropped';
  readonly tone?: 'positive' | 'neutral' | 'negative' | 'mixed';
  readonly topics?: readonly string[];
  readonly intent?: string;
  /** Id of the mention whose story it tells again. */
  readonly story?: string;
};

/** A house whose clock is set by hand. */
export type Bench = {
  readonly store: Store;
  readonly settings: Settings;
  readonly settingsDir: string;
  readonly clock: { now(): string };
  set(now: string): void;
  /** Reads one thing at the clock's time and tags it; resolves to its id. */
  tell(from: ConfiguredSource, observation: Observation, said: Said): Promise<string>;
  /** The same for many at once. */
  tellAll(
    from: ConfiguredSource,
    said: readonly (readonly [Observation, Said])[],
  ): Promise<readonly string[]>;
};

export async function bench(now: string, settings: Settings = BAKERY, dataDir = ':memory:'): Promise<Bench> {
  const store = await openStore({ dataDir, brandId: 'boulangerie-pelissou' });
  let time = now;
  return {
    store,
    settings,
    settingsDir: '.',
    clock: { now: () => time },
    set: at => {
      time = at;
    },
    tell: async (from, observation, said) => {
      const [id = ''] = await tellAll(store, from, time, [[observation, said]]);
      return id;
    },
    tellAll: (from, said) => tellAll(store, from, time, said),
  };
}

async function tellAll(
  store: Store,
  from: ConfiguredSource,
  at: string,
  said: readonly (readonly [Observation, Said])[],
): Promise<readonly string[]> {
  const batch = batchOf(
    from,
    at,
    said.map(([observation]) => observation),
  );
  const { toTag } = await commitBatch(store, batch);
  const ids = await inOrder(store, toTag, said);
  const outboxIds = (await pendingTags(store)).map(promise => promise.outboxId);
  const annotations = ids.flatMap((id, index) => annotationsOf(id, said[index]?.[1] ?? {}));
  const tagged = { mentionIds: ids, versions: VERSIONS, annotations, stories: [], memories: [], outboxIds };
  await saveTagged(store, tagged, at);
  return ids;
}

/** The store hands ids out in its own order: found again by their texts, which a test makes all different. */
async function inOrder(
  store: Store,
  ids: readonly string[],
  said: readonly (readonly [Observation, Said])[],
): Promise<string[]> {
  const rows = await store.db
    .selectFrom('mention')
    .select(['id', 'text'])
    .where('id', 'in', [...ids])
    .execute();
  return said.map(([observation]) => {
    const text = 'text' in observation ? observation.text : '';
    const row = rows.find(one => one.text === text);
    if (!row) throw new Error(`not stored as new: ${text}`);
    return row.id;
  });
}

function annotationsOf(id: string, said: Said): Annotation[] {
  return [
    tag(id, 'own-posts', 'other'),
    tag(id, 'relevance', said.verdict ?? 'kept', {
      item: 'firm',
      score: 4,
      because: [{ term: 'Pélissou', weight: 1 }],
    }),
    tag(id, 'stories', said.story ?? id, { score: 1 }),
    tag(id, 'sentiment', said.tone ?? 'neutral'),
    ...(said.topics ?? []).map(topic => tag(id, 'topics', 'negative', { item: topic })),
    tag(id, 'intent', said.intent ?? 'none'),
    tag(id, 'priority', 'can-wait', { score: 10 }),
  ];
}
