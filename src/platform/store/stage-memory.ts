import type { Transaction } from 'kysely';
import type { StageName } from '../../domain/annotation.ts';
import type { StoryRow, Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from './open.ts';

/** A stage's own memory as JSON, or null when there is none of this version. */
export async function stageState(store: Store, stage: StageName, version: number): Promise<unknown> {
  const row = await store.db
    .selectFrom('stage_state')
    .select('state')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('stage', '=', stage)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? (JSON.parse(row.state) as unknown) : null;
}

/** What a stage remembers, as JSON, with the version that wrote it. */
export type StageMemory = { readonly stage: StageName; readonly version: number; readonly state: unknown };

/** Keeps a stage's memory in place of an older one. */
export async function saveStageState(
  trx: Transaction<Tables>,
  store: Store,
  memory: StageMemory,
  at: Instant,
): Promise<void> {
  const { stage, version, state } = memory;
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId, stage };
  await trx
    .deleteFrom('stage_state')
    .where(({ and }) => and(owned))
    .execute();
  await trx
    .insertInto('stage_state')
    .values({ ...owned, version, state: JSON.stringify(state ?? null), updated_at: new Date(at) })
    .execute();
}

export type Story = {
  readonly id: string;
  readonly title: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
};

/** Stories per statement: six values each, well under any limit of parameters. */
const STORIES_PER_STATEMENT = 500;

/** Adds stories, or replaces those of the same id. */
export async function saveStories(
  trx: Transaction<Tables>,
  store: Store,
  stories: readonly Story[],
): Promise<void> {
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId };
  for (let start = 0; start < stories.length; start += STORIES_PER_STATEMENT) {
    const some = stories.slice(start, start + STORIES_PER_STATEMENT);
    const rows: StoryRow[] = some.map(story => ({
      ...owned,
      id: story.id,
      title: story.title,
      first_at: new Date(story.firstAt),
      last_at: new Date(story.lastAt),
    }));
    await trx
      .deleteFrom('story')
      .where(({ and }) => and(owned))
      .where(
        'id',
        'in',
        rows.map(row => row.id),
      )
      .execute();
    await trx.insertInto('story').values(rows).execute();
  }
}
