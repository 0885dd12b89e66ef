import type { LocalHouse } from '../host/local-house.ts';

/** Keeps the owner's own wording of a reply; '' goes back to the proposal. */
export async function keepReply(
  { store, clock }: LocalHouse,
  mentionId: string,
  text: string,
): Promise<void> {
  await store.write(async trx => {
    await trx
      .deleteFrom('reply_draft')
      .where('tenant_id', '=', store.tenantId)
      .where('brand_id', '=', store.brandId)
      .where('mention_id', '=', mentionId)
      .execute();
    if (text.trim() === '') return;
    const owned = { tenant_id: store.tenantId, brand_id: store.brandId };
    await trx
      .insertInto('reply_draft')
      .values({ ...owned, mention_id: mentionId, text, at: new Date(clock.now()) })
      .execute();
  });
}
