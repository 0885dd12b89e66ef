import type { Transaction } from 'kysely';
import type { Act } from '../../domain/house.ts';
import type { Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import { insertAction } from './actions.ts';
import type { Store } from './open.ts';

/**
 * Does what a mail says, once: the action and the note that its key is used are one transaction. False: the key was
 * used, or the remark is not stored (any more).
 */
export function actOnce(store: Store, key: string, act: Act, at: Instant): Promise<boolean> {
  return store.write(async trx => {
    if ((await isUsed(trx, store, key)) || !(await isStored(trx, store, act.mentionId))) return false;
    const owned = { tenant_id: store.tenantId, brand_id: store.brandId };
    const row = { mention_id: act.mentionId, verb: act.verb, at: new Date(at) };
    await insertAction(trx, store, act, at);
    await trx
      .insertInto('answered_mail')
      .values({ ...owned, ...row, key })
      .execute();
    return true;
  });
}

/** What a mail may say that is about no remark. `unclear`: the next letter tells of it. */
export type NotedMail = 'unclear' | 'stop' | 'monthly' | 'weekly';

/**
 * Notes once what a mail said, and does `first` before: cut between the two it is done again, so it must be a thing
 * that done twice is done once.
 */
export function noteMail(
  store: Store,
  noted: { readonly key: string; readonly verb: NotedMail; readonly at: Instant },
  first: () => Promise<void>,
): Promise<void> {
  const { key, verb, at } = noted;
  return store.write(async trx => {
    if (await isUsed(trx, store, key)) return;
    await first();
    await trx
      .insertInto('answered_mail')
      .values({
        tenant_id: store.tenantId,
        brand_id: store.brandId,
        key,
        verb,
        mention_id: null,
        at: new Date(at),
      })
      .execute();
  });
}

/** How far a folder was looked through; null: not yet. */
export async function answersRead(
  store: Store,
  folder: string,
): Promise<{ readonly uid: number; readonly validity: string } | null> {
  const row = await store.db
    .selectFrom('answers_read')
    .select(['validity', 'next_uid'])
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('folder', '=', folder)
    .executeTakeFirst();
  return row ? { uid: Number(row.next_uid), validity: row.validity } : null;
}

export async function saveAnswersRead(
  store: Store,
  folder: string,
  { uid, validity }: { readonly uid: number; readonly validity: string },
): Promise<void> {
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId, folder };
  await store.write(async trx => {
    await trx
      .deleteFrom('answers_read')
      .where(({ and }) => and(owned))
      .execute();
    await trx
      .insertInto('answers_read')
      .values({ ...owned, validity, next_uid: String(uid) })
      .execute();
  });
}

async function isUsed(trx: Transaction<Tables>, store: Store, key: string): Promise<boolean> {
  const row = await trx
    .selectFrom('answered_mail')
    .select('key')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('key', '=', key)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function isStored(trx: Transaction<Tables>, store: Store, mentionId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('mention')
    .select('id')
    .where('tenant_id', '=', store.tenantId)
    .where('brand_id', '=', store.brandId)
    .where('id', '=', mentionId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
