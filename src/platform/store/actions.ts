import { randomUUID } from 'node:crypto';
import type { Act } from '../../domain/house.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from './open.ts';

/** Notes what the owner said of a remark. Returns the action's id, for undo. */
export async function saveAction(store: Store, act: Act, at: Instant): Promise<string> {
  const id = randomUUID();
  await store.write(trx =>
    trx
      .insertInto('action')
      .values({
        tenant_id: store.tenantId,
        brand_id: store.brandId,
        id,
        mention_id: act.mentionId,
        verb: act.verb,
        subject: act.subject,
        at: new Date(at),
        until: act.until ? new Date(act.until) : null,
        undone_at: null,
      })
      .execute(),
  );
  return id;
}

/** Takes an action back; what was said stays in the record. An id that is not known changes nothing. */
export async function undoAction(store: Store, id: string, at: Instant): Promise<void> {
  await store.write(trx =>
    trx
      .updateTable('action')
      .set({ undone_at: new Date(at) })
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .execute(),
  );
}
