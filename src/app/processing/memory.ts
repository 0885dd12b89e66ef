import type { ToneState } from '../../../pipelines/sentiment/adapt.ts';
import { STAGE_NAMES } from '../../domain/annotation.ts';
import type { Store } from '../../platform/store/open.ts';
import type { StageMemory } from '../../platform/store/stage-memory.ts';
import type { StatesByStage } from '../../platform/worker/tagging-task.ts';

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

/**
 * The memory of the stages that have one. What relevance and tone learnt is worked out anew from what the owner
 * said: of the tone only how it fared on her rated reviews is kept, for `vigie accuracy`.
 */
export function memoriesOf(states: StatesByStage): StageMemory[] {
  return STAGE_NAMES.flatMap(stage => {
    const made = states[stage];
    if (!made || made.state === null || stage === 'relevance') return [];
    return [{ stage, ...made, state: stage === 'sentiment' ? starsOf(made.state) : made.state }];
  });
}

function starsOf(state: unknown): Pick<ToneState, 'stars'> {
  // Handed over by the sentiment stage, whose state it is.
  return { stars: (state as ToneState).stars };
}
