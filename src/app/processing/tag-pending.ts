import { FIRM, slug } from '../../domain/brand.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Item } from '../../domain/stage.ts';
import type { Clock } from '../../domain/time.ts';
import { loadItems } from '../../platform/store/items.ts';
import type { Store } from '../../platform/store/open.ts';
import { saveStories } from '../../platform/store/stage-memory.ts';
import type { PendingTags } from '../../platform/store/tagging.ts';
import { finishTags, pendingTags, saveAnnotations } from '../../platform/store/tagging.ts';
import { ownersAnswers, saveStates, storedStates } from './memory.ts';
import { tellPageChanges } from './page-changes.ts';
import { retoldStories } from './stories.ts';
import type { Tagger } from './tagger.ts';
import { openTagger } from './tagger.ts';

/** Texts given to the worker at once: a second's work, and what is done again at most after a power cut. */
export const BATCH_ITEMS = 1000;

export type Tagging = {
  /** Texts tagged. */
  readonly items: number;
  /** Texts that no stage could read; see the log. */
  readonly failed: readonly string[];
  /** Changes of watched pages told. */
  readonly changes: number;
};

/**
 * Tags what the store promised to tag, and tells what changed on watched pages. Stages run in a worker, started
 * only when there is something to do. Each batch is kept before its promise is: cut short at any point, the rest
 * (and at most one batch again) is done next time, with the same result.
 */
export async function tagPending(
  store: Store,
  settings: Settings,
  options: { readonly clock: Clock },
): Promise<Tagging> {
  let tagger: Tagger | null = null;
  let items = 0;
  const failed: string[] = [];
  try {
    for (;;) {
      const promises = await pendingTags(store);
      if (promises.length === 0) break;
      tagger ??= await openTagger(settings, await storedStates(store), await ownersAnswers(store));
      for (const group of grouped(promises)) {
        const done = await tagMentions(store, settings, tagger, mentionsOf(group), options.clock);
        items += done.items;
        failed.push(...done.failed);
        const ids = group.map(one => one.outboxId);
        await finishTags(store, ids, options.clock.now());
      }
    }
  } finally {
    await tagger?.close();
  }
  const changes = await tellPageChanges(store, options.clock);
  return { items, failed, changes };
}

/** Many sources promise a few texts each: they go through together. */
function grouped(promises: readonly PendingTags[]): PendingTags[][] {
  const groups: PendingTags[][] = [];
  let size = BATCH_ITEMS;
  for (const promise of promises) {
    if (size + promise.mentionIds.length > BATCH_ITEMS) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(promise);
    size += promise.mentionIds.length;
  }
  return groups;
}

function mentionsOf(group: readonly PendingTags[]): string[] {
  return [...new Set(group.flatMap(one => one.mentionIds))];
}

/** One batch: read, through the stages, kept. Used by retag too. */
export async function tagMentions(
  store: Store,
  settings: Settings,
  tagger: Tagger,
  mentionIds: readonly string[],
  clock: Clock,
): Promise<{ items: number; failed: readonly string[] }> {
  const loaded = await loadItems(store, mentionIds);
  if (loaded.length === 0) return { items: 0, failed: [] };
  const items = loaded.map(item => aboutItsOwnPage(item, settings));
  const tagged = await tagger.tag(items);
  await saveAnnotations(store, {
    mentionIds: items.map(item => item.id),
    versions: tagger.versions,
    annotations: tagged.annotations,
  });
  await saveStories(store, await retoldStories(store, items, tagged.annotations));
  await saveStates(store, tagged.states, clock.now());
  return { items: items.length, failed: tagged.failed };
}

/** Reviews stand on a page about one firm: ours unless the source says whose. `about` may also name us in full. */
export function aboutItsOwnPage(item: Item, settings: Settings): Item {
  if (item.about === slug(settings.firm.name)) return { ...item, about: FIRM };
  return item.about === null && item.kind === 'review' ? { ...item, about: FIRM } : item;
}
