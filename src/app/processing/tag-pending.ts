import { FIRM, slug } from '../../domain/brand.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Item } from '../../domain/stage.ts';
import type { Clock } from '../../domain/time.ts';
import { loadItems } from '../../platform/store/items.ts';
import type { Store } from '../../platform/store/open.ts';
import { saveTagged } from '../../platform/store/save-tagged.ts';
import type { PendingTags } from '../../platform/store/tagging.ts';
import { pendingTags } from '../../platform/store/tagging.ts';
import { memoriesOf, storedStates } from './memory.ts';
import { tellPageChanges } from './page-changes.ts';
import { retoldStories } from './stories.ts';
import type { Tagger } from './tagger.ts';
import { openTagger } from './tagger.ts';
import { taught } from './taught.ts';

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

export type TaggingOptions = {
  readonly clock: Clock;
  /** Once aborted, no further batch is begun: the promises left are kept next time. */
  readonly signal?: AbortSignal | undefined;
  /** One that outlives this call and the next ones; absent: its own, started only when there is something to do. */
  readonly tagger?: Tagger | undefined;
};

/**
 * Tags what the store promised to tag, and tells what changed on watched pages. Stages run in a worker, started
 * only when there is something to do. Each batch is stored together with its promise: cut short at any point,
 * the rest is done next time, with the same result.
 */
export function tagPending(store: Store, settings: Settings, options: TaggingOptions): Promise<Tagging> {
  return store.tagging(() => tagPromised(store, settings, options));
}

async function tagPromised(store: Store, settings: Settings, options: TaggingOptions): Promise<Tagging> {
  let tagger = options.tagger ?? null;
  let items = 0;
  const failed: string[] = [];
  try {
    while (!options.signal?.aborted) {
      const promises = await pendingTags(store);
      if (promises.length === 0) break;
      tagger ??= await openTagger(settings, await storedStates(store), await taught(store, settings));
      for (const group of grouped(promises)) {
        if (options.signal?.aborted) break;
        const done = await tagMentions(store, settings, tagger, batchOf(group), options.clock);
        items += done.items;
        failed.push(...done.failed);
      }
    }
  } finally {
    if (!options.tagger) await tagger?.close();
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

function batchOf(group: readonly PendingTags[]): ToTag {
  return {
    mentionIds: [...new Set(group.flatMap(one => one.mentionIds))],
    outboxIds: group.map(one => one.outboxId),
  };
}

/** Mentions for the stages, and the promises that are kept with them. */
type ToTag = { readonly mentionIds: readonly string[]; readonly outboxIds: readonly string[] };

/** One batch: read, through the stages, kept. Used by retag too. Only while holding `store.tagging`. */
export async function tagMentions(
  store: Store,
  settings: Settings,
  tagger: Tagger,
  { mentionIds, outboxIds }: ToTag,
  clock: Clock,
): Promise<{ items: number; failed: readonly string[] }> {
  const loaded = await loadItems(store, mentionIds);
  const items = loaded.map(item => aboutItsOwnPage(item, settings));
  const tagged = await tagger.tag(items);
  const batch = {
    mentionIds: items.map(item => item.id),
    versions: tagger.versions,
    annotations: tagged.annotations,
    stories: await retoldStories(store, items, tagged.annotations),
    memories: items.length === 0 ? [] : memoriesOf(tagged.states),
    outboxIds,
  };
  await saveTagged(store, batch, clock.now());
  return { items: items.length, failed: tagged.failed };
}

/** Reviews stand on a page about one firm: ours unless the source says whose. `about` may also name us in full. */
export function aboutItsOwnPage(item: Item, settings: Settings): Item {
  if (item.about === slug(settings.firm.name)) return { ...item, about: FIRM };
  return item.about === null && item.kind === 'review' ? { ...item, about: FIRM } : item;
}
