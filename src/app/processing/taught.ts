import { FIRM, slug } from '../../domain/brand.ts';
import { isTone } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Item } from '../../domain/stage.ts';
import { loadItems } from '../../platform/store/items.ts';
import type { Store } from '../../platform/store/open.ts';
import type { Said, Taught, Toned } from '../../platform/worker/tagging-task.ts';

/** Answers that are learnt from: the newest; older firms' tastes need not weigh on every start. */
const ANSWERS_MAX = 500;
/** Rated reviews that tone is learnt from, the newest; each is read again on every start. */
const REVIEWS_MAX = 600;

/** All that the stages learn from. */
export async function taught(store: Store, settings: Settings): Promise<Taught> {
  const [said, corrected, rated] = await Promise.all([
    ownersAnswers(store),
    ownersTones(store),
    ratedReviews(store, settings),
  ]);
  return { said, toned: [...rated, ...corrected] };
}

/** Whom the owner said that remarks are about. */
async function ownersAnswers(store: Store): Promise<Said[]> {
  const answers = await lastAnswers(store, ['not-us', 'is-us'], row => `${row.mention_id} ${row.subject}`);
  return answers.map(({ item, verb, subject }) => ({ item, subject, isUs: verb === 'is-us' }));
}

/** The tones that she said. */
async function ownersTones(store: Store): Promise<Toned[]> {
  const answers = await lastAnswers(store, ['tone'], row => row.mention_id);
  return answers.flatMap(({ item, subject }) => (isTone(subject) ? [{ item, tone: subject }] : []));
}

type Answer = { readonly mention_id: string; readonly verb: string; readonly subject: string };

/** What the owner said with these verbs and did not take back, oldest first, with the remarks it is about. */
async function lastAnswers(
  store: Store,
  verbs: readonly string[],
  aboutOf: (row: Answer) => string,
): Promise<(Answer & { readonly item: Item })[]> {
  const rows = await store.db
    .selectFrom('action')
    .select(['mention_id', 'verb', 'subject'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('verb', 'in', verbs)
    .where('undone_at', 'is', null)
    .orderBy('at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast())
    .limit(ANSWERS_MAX)
    .execute();
  if (rows.length === 0) return [];
  const items = await loadItems(store, [...new Set(rows.map(row => row.mention_id))]);
  const byId = new Map(items.map(item => [item.id, item]));
  const answers = new Map<string, Answer & { readonly item: Item }>();
  // The newest answer on a remark stands; a Map keeps the first it is given.
  for (const row of rows) {
    const item = byId.get(row.mention_id);
    if (item && !answers.has(aboutOf(row))) answers.set(aboutOf(row), { ...row, item });
  }
  return [...answers.values()].reverse();
}

/** The firm's own rated reviews that hold words, oldest first. */
async function ratedReviews(store: Store, settings: Settings): Promise<Toned[]> {
  const rows = await store.db
    .selectFrom('mention')
    .select('id')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('kind', '=', 'review')
    .where('rating_value', 'is not', null)
    .where('text', '<>', '')
    .where(({ or, eb }) => or([eb('about', 'is', null), eb('about', 'in', [FIRM, slug(settings.firm.name)])]))
    .orderBy('published_at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast())
    .limit(REVIEWS_MAX)
    .execute();
  if (rows.length === 0) return [];
  const items = await loadItems(
    store,
    rows.map(row => row.id),
  );
  return items.map(item => ({ item, tone: null }));
}
