import type { Annotation } from '../../domain/annotation.ts';
import type { Item } from '../../domain/stage.ts';
import { loadItems } from '../../platform/store/items.ts';
import type { Store } from '../../platform/store/open.ts';
import type { Story } from '../../platform/store/stage-memory.ts';

/** As long as a line of the lists. */
const TITLE_LENGTH = 160;

/** The stories that a batch told again, with the time they span: a thing told once is no story yet. */
export async function retoldStories(
  store: Store,
  items: readonly Item[],
  annotations: readonly Annotation[],
): Promise<Story[]> {
  const members = new Map<string, Item[]>();
  const byId = new Map(items.map(item => [item.id, item]));
  for (const one of annotations) {
    const item = one.stage === 'stories' && one.item === '' ? byId.get(one.mentionId) : undefined;
    if (!item || one.label === one.mentionId) continue;
    members.set(one.label, [...(members.get(one.label) ?? []), item]);
  }
  if (members.size === 0) return [];
  const ids = [...members.keys()];
  const firsts = await loadItems(store, ids);
  const known = await store.db
    .selectFrom('story')
    .select(['id', 'first_at', 'last_at'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('id', 'in', ids)
    .execute();
  const before = new Map(known.map(row => [row.id, [row.first_at.toISOString(), row.last_at.toISOString()]]));
  return firsts.map(first => {
    const told = [first, ...(members.get(first.id) ?? [])].map(item => item.publishedAt);
    const times = [...told, ...(before.get(first.id) ?? [])].sort();
    return {
      id: first.id,
      title: (first.title || first.text).slice(0, TITLE_LENGTH),
      firstAt: times[0] ?? first.publishedAt,
      lastAt: times.at(-1) ?? first.publishedAt,
    };
  });
}
