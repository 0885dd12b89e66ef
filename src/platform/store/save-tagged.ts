import type { Instant } from '../../domain/time.ts';
import { showSaidTones } from './answer-before.ts';
import type { Store } from './open.ts';
import { type PageChange, savePageChanges } from './pages.ts';
import { type StageMemory, type Story, saveStageState, saveStories } from './stage-memory.ts';
import { finishTags, saveAnnotations, type TaggedMentions } from './tagging.ts';

/** All that one batch of tagging leaves: what was said, and that it need not be done again. */
export type TaggedBatch = TaggedMentions & {
  readonly stories: readonly Story[];
  readonly memories: readonly StageMemory[];
  /** The promises that this batch keeps; none when it was not promised (retag). */
  readonly outboxIds: readonly string[];
};

/**
 * Stores a tagged batch whole or not at all: a memory that ran ahead of its annotations, or a promise kept before
 * them, could never be noticed afterwards. The same batch twice leaves the same rows.
 */
export async function saveTagged(store: Store, batch: TaggedBatch, at: Instant): Promise<void> {
  await store.write(async trx => {
    await saveAnnotations(trx, store, batch);
    await showSaidTones(trx, store, batch.mentionIds);
    await saveStories(trx, store, batch.stories);
    for (const memory of batch.memories) await saveStageState(trx, store, memory, at);
    await finishTags(trx, store, batch.outboxIds, at);
  });
}

/** Stores what changed on one page together with its promise kept. */
export async function saveToldPage(
  store: Store,
  outboxId: string,
  changes: readonly PageChange[],
  at: Instant,
): Promise<void> {
  await store.write(async trx => {
    await savePageChanges(trx, store, changes);
    await finishTags(trx, store, [outboxId], at);
  });
}
