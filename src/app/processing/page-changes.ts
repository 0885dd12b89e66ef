import { pageChanges } from '../../../pipelines/changes/changes.ts';
import type { Clock } from '../../domain/time.ts';
import type { Store } from '../../platform/store/open.ts';
import type { PageChange, PageState } from '../../platform/store/pages.ts';
import { lastPages } from '../../platform/store/pages.ts';
import { saveToldPage } from '../../platform/store/save-tagged.ts';
import type { PendingPage } from '../../platform/store/tagging.ts';
import { pendingPages } from '../../platform/store/tagging.ts';

/** States of a page looked back on, to say since when a replaced wording stood there. */
const STATES_MAX = 20;

/** Says in words what changed on the watched pages that did. Returns how many changes were told. */
export async function tellPageChanges(store: Store, clock: Clock): Promise<number> {
  let told = 0;
  for (;;) {
    const pending = await pendingPages(store);
    if (pending.length === 0) return told;
    for (const page of pending) {
      const changes = await changesOf(store, page);
      await saveToldPage(store, page.outboxId, changes, clock.now());
      told += changes.length;
    }
  }
}

async function changesOf(store: Store, page: PendingPage): Promise<PageChange[]> {
  const states = await lastPages(store, page.sourceId, page.url, STATES_MAX);
  const site = await siteName(store, page.sourceId);
  // The promise is named after the state it is about: an older one may wait behind a newer one.
  const at = Math.max(
    0,
    states.findIndex(state => page.outboxId.endsWith(state.seenAt)),
  );
  const after = states[at];
  const before = states[at + 1];
  if (!after || !before) return [];
  return pageChanges(before.lines, after.lines).map(change => ({
    sourceId: page.sourceId,
    site,
    subject: after.subject,
    url: page.url,
    kind: change.kind,
    before: change.before,
    after: change.after,
    beforeSince: change.before === '' ? null : standingSince(change.before, states.slice(at + 1)),
    seenAt: after.seenAt,
    localDay: after.localDay,
  }));
}

async function siteName(store: Store, sourceId: string): Promise<string> {
  const row = await store.db
    .selectFrom('source_state')
    .select('name')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  return row?.name ?? sourceId;
}

/** The first of the unbroken run of states (newest first) that hold the wording. */
function standingSince(wording: string, states: readonly PageState[]): string | null {
  let since: string | null = null;
  for (const state of states) {
    if (!state.lines.includes(wording)) break;
    since = state.seenAt;
  }
  return since;
}
