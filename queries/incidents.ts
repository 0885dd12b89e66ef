import * as z from 'zod';
import type { AlertFacts, IncidentView } from '../src/domain/alert.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import { addDays, type LocalDay, startOfDay } from '../src/domain/time.ts';
import { optionalDays, wholeNumber } from './formulas/params.ts';

/** Without days: those that are open now. With them: those that were opened on these days, open or over. */
export type IncidentsParams = { readonly from?: LocalDay; readonly to?: LocalDay; readonly limit: number };
/** Newest first. */
export type Incidents = { readonly incidents: readonly IncidentView[] };

export const question: Question<IncidentsParams, Incidents> = {
  id: 'incidents',
  ask: { fr: 'Quelles alertes sont en cours ?', en: 'Which alerts are under way?' },
  params: z.strictObject({ ...optionalDays, limit: wholeNumber(1, 500).default(50) }),
  answer: incidents,
};

async function incidents(asker: Asker, { from, to, limit }: IncidentsParams): Promise<Incidents> {
  const { db, tenantId, brandId, timezone } = asker;
  let query = db
    .selectFrom('incident')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId);
  if (from === undefined && to === undefined) query = query.where('closed_at', 'is', null);
  if (from !== undefined) query = query.where('opened_at', '>=', new Date(startOfDay(from, timezone)));
  if (to !== undefined) query = query.where('opened_at', '<', new Date(startOfDay(addDays(to, 1), timezone)));
  const rows = await query
    .orderBy('opened_at', order => order.desc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .limit(limit)
    .execute();
  return {
    incidents: rows.map(row => ({
      id: row.id,
      facts: JSON.parse(row.because) as AlertFacts,
      openedAt: row.opened_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      alertedAt: row.alerted_at?.toISOString() ?? null,
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      snoozedUntil: row.snoozed_until?.toISOString() ?? null,
      closedAt: row.closed_at?.toISOString() ?? null,
    })),
  };
}
