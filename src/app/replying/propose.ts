import type { ReplyProposal } from '../../domain/reply.ts';
import { loadItems } from '../../platform/store/items.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** What vigie proposes to answer under a stored review. */
export async function proposeReply({ store }: LocalHouse, mentionId: string): Promise<ReplyProposal> {
  const [item] = await loadItems(store, [mentionId]);
  if (item?.kind !== 'review') return { kind: 'none', reason: 'not-a-review' };
  return { kind: 'none', reason: item.replied ? 'replied' : 'no-text' };
}
