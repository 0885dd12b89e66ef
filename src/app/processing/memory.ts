import type { StageName } from '../../domain/annotation.ts';
import { STAGE_NAMES } from '../../domain/annotation.ts';
import { loadItems } from '../../platform/store/items.ts';
import type { Store } from '../../platform/store/open.ts';
import type { StageMemory } from '../../platform/store/stage-memory.ts';
import type { Said, StatesByStage } from '../../platform/worker/tagging-task.ts';

/** Answers that relevance learns from: the newest; older firms' tastes need not weigh on every start. */
const ANSWERS_MAX = 500;

/** What every stage remembered, of whatever version; a stage ignores what another version wrote. */
export async function storedStates(store: Store): Promise<StatesByStage> {
  const rows = await store.db
    .selectFrom('stage_state')
    .select(['stage', 'version', 'state'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .execute();
  return Object.fromEntries(
    rows.map(row => [row.stage, { version: row.version, state: JSON.parse(row.state) as unknown }]),
  );
}

/** The memory of the stages that have one. What relevance learnt is worked out anew from the answers. */
export function memoriesOf(states: StatesByStage): StageMemory[] {
  return STAGE_NAMES.flatMap(stage => {
    const made = states[stage];
    return made && remembers(stage, made.state) ? [{ stage, ...made }] : [];
  });
}

function remembers(stage: StageName, state: unknown): boolean {
  return state !== null && stage !== 'relevance';
}

/** What the owner said and did not take back, oldest first, with the remarks it is about. */
export async function ownersAnswers(store: Store): Promise<Said[]> {
  const rows = await store.db
    .selectFrom('action')
    .select(['mention_id', 'verb', 'subject', 'at'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('verb', 'in', ['not-us', 'is-us'])
    .where('undone_at', 'is', null)
    .orderBy('at', order => order.desc().nullsLast())
    .limit(ANSWERS_MAX)
    .execute();
  if (rows.length === 0) return [];
  const items = await loadItems(store, [...new Set(rows.map(row => row.mention_id))]);
  const byId = new Map(items.map(item => [item.id, item]));
  const answers = new Map<string, Said>();
  // The newest answer on a remark stands; a Map keeps the first it is given.
  for (const row of rows) {
    const item = byId.get(row.mention_id);
    const key = `${row.mention_id} ${row.subject}`;
    if (item && !answers.has(key))
      answers.set(key, { item, subject: row.subject, isUs: row.verb === 'is-us' });
  }
  return [...answers.values()].reverse();
}
