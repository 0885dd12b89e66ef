import type { Asker } from '../../src/domain/question.ts';
import type { Instant } from '../../src/domain/time.ts';

/** Where ratings and reviews stand: the source, by the name that the settings give it now. */
export type Place = { readonly sourceId: string; readonly site: string };

const MAILBOX = 'mailbox';

export type Places = {
  /** @param site The source's name when the row was written: what is left of a source that is no longer read. */
  of(sourceId: string, site: string): Place;
  /** Does it read a site's notices in the mailbox? */
  isMailbox(sourceId: string): boolean;
  /** When the source was last read; null when it never was, or is no longer known. */
  readAt(sourceId: string): Instant | null;
};

/**
 * Where what is said of a subject stands. A source whose address was corrected has a new id and its old name: what the old one
 * brought stands with the one source about the subject that bears the name now. Two sites of one name stay two.
 * A site's notices in the mailbox are not another site: what they bring stands with the one source that reads it.
 */
export async function placesOf(asker: Asker, subject: string): Promise<Places> {
  const rows = await asker.db
    .selectFrom('source_state')
    .select(['source_id', 'name', 'subject', 'collector', 'last_ok_at'])
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .execute();
  const byId = new Map(rows.map(row => [row.source_id, row]));
  const about = rows.filter(row => row.subject === subject);
  const byName = Map.groupBy(about, row => row.name);
  return {
    of(sourceId, site) {
      const own = byId.get(sourceId);
      if (own && own.collector !== MAILBOX) return { sourceId, site: own.name };
      const named = own?.name ?? site;
      const bearers = byName.get(named) ?? [];
      const readers = bearers.filter(row => row.collector !== MAILBOX);
      const [heir, ...others] = own || readers.length > 0 ? readers : bearers;
      return { sourceId: heir && others.length === 0 ? heir.source_id : sourceId, site: named };
    },
    isMailbox: sourceId => byId.get(sourceId)?.collector === MAILBOX,
    readAt: sourceId => byId.get(sourceId)?.last_ok_at?.toISOString() ?? null,
  };
}
