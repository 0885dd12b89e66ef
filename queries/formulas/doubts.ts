import { FIRM } from '../../src/domain/brand.ts';
import type { Asker } from '../../src/domain/question.ts';
import type { LocalDay, Period } from '../../src/domain/time.ts';
import { judged, onDays } from './judged.ts';

/** A remark that a stage is not sure of, the first of its story. */
export type Doubt = {
  readonly id: string;
  readonly local_day: LocalDay;
  readonly folded: string;
  /** 0..1 */
  readonly doubt: number;
};

/** More doubtful texts than this: the newest are enough to ask about. */
const CANDIDATES_MAX = 1000;

/** Is it about the firm? Half-way between the sides, of which the confidence is that of the nearer, is a doubt of 1. */
export async function doubtsOfUs(asker: Asker, days: Period): Promise<Doubt[]> {
  const rows = await remarks(asker, days, 'relevance', FIRM).where('j.verdict', '=', 'to-check').execute();
  return rows.map(({ confidence, ...row }) => ({ ...row, doubt: bounded(2 * (1 - confidence)) }));
}

/** In which tone are the remarks about the firm that have no stars? */
export async function doubtsOfTone(asker: Asker, days: Period): Promise<Doubt[]> {
  const rows = await remarks(asker, days, 'sentiment', '')
    .where('j.verdict', '=', 'kept')
    .where('j.rating_value', 'is', null)
    .where('n.abstain', '=', true)
    .execute();
  return rows.map(({ confidence, ...row }) => ({ ...row, doubt: bounded(1 - confidence) }));
}

function bounded(doubt: number): number {
  return Math.min(1, Math.max(0, doubt));
}

/** With how sure a stage is of them, newest first. */
function remarks(asker: Asker, days: Period, stage: string, item: string) {
  return judged(asker, { subject: FIRM, ...days })
    .selectFrom('judged as j')
    .innerJoin('annotation as n', join =>
      join
        .onRef('n.mention_id', '=', 'j.id')
        .on('n.stage', '=', stage)
        .on('n.item', '=', item)
        .on('n.tenant_id', '=', asker.tenantId)
        .on('n.brand_id', '=', asker.brandId)
        .on(onDays('n', days)),
    )
    .select(['j.id', 'j.local_day', 'j.folded', 'n.confidence'])
    .where('j.is_first', '=', true)
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(CANDIDATES_MAX);
}
