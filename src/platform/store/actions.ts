import { randomUUID } from 'node:crypto';
import type { Act } from '../../domain/house.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from './open.ts';

/** Keeps what the owner said of a remark; the last one not undone counts. Resolves, once stored, to its id. */
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
        until: act.until === undefined ? null : new Date(act.until),
        undone_at: null,
      })
      .execute(),
  );
  return id;
}

/** Undoing twice is undoing once. */
export async function undoAction(store: Store, actionId: string, at: Instant): Promise<void> {
  await store.write(trx =>
    trx
      .updateTable('action')
      .set({ undone_at: new Date(at) })
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('id', '=', actionId)
      .where('undone_at', 'is', null)
      .execute(),
  );
}
