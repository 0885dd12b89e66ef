import type { Selectable } from 'kysely';
import type { Item } from '../../domain/stage.ts';
import type { MentionRow, Tables } from '../../domain/tables.ts';
import { fold } from '../../domain/text/fold.ts';
import type { Store } from './open.ts';

/** Ids per statement: a batch of promised tags is one statement. */
const IDS_PER_STATEMENT = 1000;

/** Stored mentions as the stages see them, oldest first. Ids that are not stored (any more) are left out. */
export async function loadItems(store: Store, ids: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
    const some = ids.slice(start, start + IDS_PER_STATEMENT);
    const rows = await itemRows(store).where('m.id', 'in', some).execute();
    items.push(...rows.map(itemOf));
  }
  return items;
}

/** Every stored mention's id published at or after `since` (null: all), oldest first: what `retag` goes through. */
export async function mentionIds(store: Store, since: Date | null): Promise<string[]> {
  let query = store.db
    .selectFrom('mention')
    .select('id')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId);
  if (since) query = query.where('published_at', '>=', since);
  const rows = await query
    .orderBy('published_at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .execute();
  return rows.map(row => row.id);
}

function itemRows(store: Store) {
  return store.db
    .selectFrom('mention as m')
    .leftJoin('author as a', join =>
      join
        .onRef('a.key', '=', 'm.author_key')
        .onRef('a.tenant_id', '=', 'm.tenant_id')
        .onRef('a.brand_id', '=', 'm.brand_id'),
    )
    .selectAll('m')
    .select(['a.handle', 'a.url as author_url'])
    .where('m.tenant_id', '=', store.tenantId)
    .where('m.brand_id', '=', store.brandId)
    .orderBy('m.published_at', order => order.asc().nullsLast())
    .orderBy('m.id', order => order.asc().nullsLast());
}

type ItemRow = Selectable<MentionRow> & Pick<Tables['author'], 'handle'> & { author_url: string | null };

function itemOf(row: ItemRow): Item {
  const { rating_value: value, rating_best: best, rating_worst: worst } = row;
  const account = row.handle ?? row.author_url;
  return {
    id: row.id,
    kind: row.kind,
    // Written by said-row.ts from an observation's own form.
    form: row.form as Item['form'],
    site: row.site,
    about: row.about,
    url: row.url,
    title: row.title,
    text: row.text,
    language: row.language,
    publishedAt: row.published_at.toISOString(),
    rating: value === null || best === null || worst === null ? null : { value, best, worst },
    authorHandle: account === null ? null : fold(account),
    replied: row.reply_seen_at !== null,
  };
}
