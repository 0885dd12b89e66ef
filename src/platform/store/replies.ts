import { FIRM } from '../../domain/brand.ts';
import type { Item } from '../../domain/stage.ts';
import type { Store } from './open.ts';

/** An older review that still has no reply will hardly get one: no proposal is kept apart from it. */
const WAITING_DAYS_MAX = 90;
const DAY_MS = 86_400_000;

/** The owner's own wording of a reply; null: none kept. */
export async function keptReply(store: Store, mentionId: string): Promise<string | null> {
  const row = await store.db
    .selectFrom('reply_draft')
    .select('text')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('mention_id', '=', mentionId)
    .executeTakeFirst();
  return row?.text ?? null;
}

/** The firm's last replies, as sites show them or as she worded them here, newest first. */
export async function earlierReplies(store: Store, most: number): Promise<string[]> {
  const [seen, kept] = await Promise.all([
    store.db
      .selectFrom('mention')
      .select(['reply_text as text', 'reply_seen_at as at'])
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('about', '=', FIRM)
      .where('reply_text', 'is not', null)
      .orderBy('reply_seen_at', order => order.desc().nullsLast())
      .limit(most)
      .execute(),
    store.db
      .selectFrom('reply_draft')
      .select(['text', 'at'])
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .orderBy('at', order => order.desc().nullsLast())
      .limit(most)
      .execute(),
  ]);
  return [...seen, ...kept]
    .toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
    .slice(0, most)
    .map(({ text }) => text ?? '');
}

/** Ids of the firm's reviews without a reply that came before this one, oldest first; the last `most` of them. */
export async function reviewsBefore(store: Store, item: Item, most: number): Promise<string[]> {
  const to = new Date(item.publishedAt);
  const rows = await store.db
    .selectFrom('mention')
    .select(['id', 'published_at'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('kind', '=', 'review')
    .where('about', '=', FIRM)
    .where('reply_seen_at', 'is', null)
    .where('published_at', '>=', new Date(to.getTime() - WAITING_DAYS_MAX * DAY_MS))
    .where('published_at', '<=', to)
    .orderBy('published_at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast())
    .limit(most + 1)
    .execute();
  const at = rows.findIndex(row => row.id === item.id);
  return rows
    .slice(at + 1)
    .slice(0, most)
    .map(row => row.id)
    .toReversed();
}

/** What the language stage said, by mention id; the unsaid are left out. */
export async function taggedLanguages(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await store.db
    .selectFrom('annotation')
    .select(['mention_id', 'label'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('stage', '=', 'language')
    .where('abstain', '=', false)
    .where('mention_id', 'in', [...ids])
    .execute();
  return new Map(rows.map(row => [row.mention_id, row.label]));
}
