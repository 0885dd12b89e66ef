import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { VigieError } from '../../domain/errors.ts';
import { type Act, isTone } from '../../domain/house.ts';
import type { Tables } from '../../domain/tables.ts';
import type { Instant } from '../../domain/time.ts';
import { keepBefore, showTone, showToneAgain } from './answer-before.ts';
import type { Store } from './open.ts';

/** Keeps what the owner said of a remark; the last one not undone counts. Resolves, once stored, to its id. */
export function saveAction(store: Store, act: Act, at: Instant): Promise<string> {
  return store.write(trx => insertAction(trx, store, act, at));
}

/**
 * The action, and what vigie had said before it. A tone that she says is shown at once; whom it is about is, in
 * every question, what she last said.
 * @throws VigieError UsageInvalid for a tone that is none
 */
export async function insertAction(
  trx: Transaction<Tables>,
  store: Store,
  act: Act,
  at: Instant,
): Promise<string> {
  const { mentionId, verb, subject, until } = act;
  if (verb === 'tone' && !isTone(subject))
    throw new VigieError('UsageInvalid', { word: subject, mend: 'positive, neutral, negative, mixed' });
  const id = randomUUID();
  await keepBefore(trx, store, id, act);
  await trx
    .insertInto('action')
    .values({
      tenant_id: store.tenantId,
      brand_id: store.brandId,
      id,
      mention_id: mentionId,
      verb,
      subject,
      at: new Date(at),
      until: until === undefined ? null : new Date(until),
      undone_at: null,
    })
    .execute();
  if (verb === 'tone' && isTone(subject)) await showTone(trx, store, mentionId, subject);
  return id;
}

/**
 * Undoing twice is undoing once. A tone goes back at once to what vigie had said, or she before.
 * @throws VigieError UsageInvalid for an id that no action has
 */
export async function undoAction(store: Store, actionId: string, at: Instant): Promise<void> {
  await store.write(async trx => {
    const undone = await trx
      .updateTable('action')
      .set({ undone_at: new Date(at) })
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('id', '=', actionId)
      .where('undone_at', 'is', null)
      .returning(['mention_id', 'verb'])
      .executeTakeFirst();
    if (undone === undefined) return mustBeUndone(trx, store, actionId);
    if (undone.verb === 'tone') await showToneAgain(trx, store, undone.mention_id, actionId);
  });
}

async function mustBeUndone(
  trx: Transaction<Tables>,
  { tenantId, brandId }: Store,
  actionId: string,
): Promise<void> {
  const known = await trx
    .selectFrom('action')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('id', '=', actionId)
    .executeTakeFirst();
  if (!known) throw new VigieError('UsageInvalid', { word: actionId, mend: 'vigie accuracy' });
}
