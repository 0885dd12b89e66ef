import { sql } from 'kysely';
import type { Annotation, StageName } from '../../domain/annotation.ts';
import type { RetagProgress, RetagReport } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { mentionIds } from '../../platform/store/items.ts';
import type { Store } from '../../platform/store/open.ts';
import { storedStates } from './memory.ts';
import { BATCH_ITEMS, tagMentions } from './tag-pending.ts';
import { openTagger } from './tagger.ts';
import { taught } from './taught.ts';

export type RetagOptions = {
  readonly clock: Clock;
  /** Tag everything again, whatever the versions. */
  readonly all: boolean;
  /** Called after each batch. */
  readonly onProgress?: ((progress: RetagProgress) => void) | undefined;
  /** Once aborted, no further batch is begun. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Tags again what another version of a stage tagged, or the same under other names, exclusions or context of the
 * firm and its competitors (or everything). What a text was tagged with is replaced,
 * never added to, so that cutting it short and starting over changes nothing. Later stages read earlier ones:
 * a text is given to all of them.
 */
export function retag(store: Store, settings: Settings, options: RetagOptions): Promise<RetagReport> {
  return store.tagging(() => retagOutdated(store, settings, options));
}

async function retagOutdated(store: Store, settings: Settings, options: RetagOptions): Promise<RetagReport> {
  // Everything anew starts without memory, in order of publication: as if it had been collected today.
  const states = options.all ? {} : await storedStates(store);
  const tagger = await openTagger(settings, states, await taught(store, settings));
  try {
    const ids = options.all ? await mentionIds(store, null) : await outdatedIds(store, tagger.versions);
    const failed: string[] = [];
    let read = 0;
    while (read < ids.length && !options.signal?.aborted) {
      const mentionIds = ids.slice(read, read + BATCH_ITEMS);
      const batch = { mentionIds, outboxIds: [] };
      const done = await tagMentions(store, settings, tagger, batch, options.clock);
      failed.push(...done.failed);
      read += mentionIds.length;
      options.onProgress?.({ read, total: ids.length });
    }
    return { items: read, failed };
  } finally {
    await tagger.close();
  }
}

/** Mentions without tags, or with one of another version, oldest first. */
async function outdatedIds(store: Store, versions: Readonly<Record<StageName, number>>): Promise<string[]> {
  const current = Object.entries(versions).map(
    ([stage, version]) => sql`(a.stage = ${stage} and a.version = ${version})`,
  );
  const rows = await sql<{ id: string }>`
    select m.id from mention m
    where m.tenant_id = ${store.tenantId} and m.brand_id = ${store.brandId}
      and (not exists (select 1 from annotation a where a.tenant_id = m.tenant_id and a.brand_id = m.brand_id
             and a.mention_id = m.id)
        or exists (select 1 from annotation a where a.tenant_id = m.tenant_id and a.brand_id = m.brand_id
             and a.mention_id = m.id and not (${sql.join(current, sql` or `)})))
    order by m.published_at asc nulls last, m.id asc nulls last`.execute(store.db);
  return rows.rows.map(row => row.id);
}

/** Remarks weighed again after an answer: the newest that it may move. */
const ANSWERED_MAX = 2000;

/**
 * After the owner said "this is us" or "not us" (or took it back): learns from all answers anew and weighs again
 * the remarks that something points to that firm in. Returns how many fall on the other side than before, the
 * answered one included.
 */
export function retagAnswered(
  store: Store,
  settings: Settings,
  subject: string,
  options: { readonly clock: Clock },
): Promise<number> {
  return store.tagging(async () => {
    const labels = () => verdicts(store, subject);
    const before = await labels();
    // Oldest first, as they were told: a story whose first is set aside goes to the one that came next.
    await tagAgain(store, settings, [...before.keys()].reverse(), options.clock);
    return changed(before, await labels());
  });
}

/**
 * After the owner said the tone of these remarks (or took it back): learns anew and reads again what has no stars,
 * and these. Returns how many have another tone than before, these not counted: theirs was shown at once.
 */
export function retagToned(
  store: Store,
  settings: Settings,
  mentionIds: readonly string[],
  options: { readonly clock: Clock },
): Promise<number> {
  return store.tagging(async () => {
    const before = await unratedTones(store);
    for (const id of mentionIds) before.delete(id);
    const ids = [...before.keys(), ...mentionIds].reverse();
    await tagAgain(store, settings, ids, options.clock);
    return changed(before, await unratedTones(store));
  });
}

type Labels = Map<string, Annotation['label']>;

function changed(before: Labels, after: Labels): number {
  return [...before].filter(([id, label]) => after.get(id) !== label).length;
}

async function tagAgain(
  store: Store,
  settings: Settings,
  ids: readonly string[],
  clock: Clock,
): Promise<void> {
  const tagger = await openTagger(settings, await storedStates(store), await taught(store, settings));
  try {
    for (let start = 0; start < ids.length; start += BATCH_ITEMS) {
      const mentionIds = ids.slice(start, start + BATCH_ITEMS);
      await tagMentions(store, settings, tagger, { mentionIds, outboxIds: [] }, clock);
    }
  } finally {
    await tagger.close();
  }
}

async function verdicts(store: Store, subject: string): Promise<Labels> {
  const rows = await labelsOf(store, 'relevance', subject).execute();
  return new Map(rows.map(row => [row.mention_id, row.label]));
}

async function unratedTones(store: Store): Promise<Labels> {
  const rows = await labelsOf(store, 'sentiment', '').where('m.rating_value', 'is', null).execute();
  return new Map(rows.map(row => [row.mention_id, row.label]));
}

/** What a stage says now, newest remarks first. */
function labelsOf(store: Store, stage: StageName, item: string) {
  return store.db
    .selectFrom('annotation as a')
    .innerJoin('mention as m', join =>
      join
        .onRef('m.id', '=', 'a.mention_id')
        .onRef('m.tenant_id', '=', 'a.tenant_id')
        .onRef('m.brand_id', '=', 'a.brand_id'),
    )
    .select(['a.mention_id', 'a.label'])
    .where('a.tenant_id', '=', store.tenantId)
    .where('a.brand_id', '=', store.brandId)
    .where('a.stage', '=', stage)
    .where('a.item', '=', item)
    .orderBy('m.published_at', order => order.desc().nullsLast())
    .orderBy('m.id', order => order.desc().nullsLast())
    .limit(ANSWERED_MAX);
}
