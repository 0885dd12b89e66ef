import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { onDays } from './formulas/judged.ts';
import { mentionViews, VIEWS_MAX } from './formulas/mention-views.ts';
import { periodParams } from './formulas/params.ts';
import type { MentionView } from './mentions.ts';

export type LeadsParams = Period;
/** Someone looks for the trade: enquiries that name the firm, or the trade and its place. Newest first. */
export type Leads = {
  readonly leads: readonly MentionView[];
  /** Enquiries seen that are another firm's of the same name, or that the owner set aside. */
  readonly aside: readonly MentionView[];
};

export const question: Question<LeadsParams, Leads> = {
  id: 'leads',
  ask: { fr: 'Qui cherche un professionnel comme vous ?', en: 'Who is looking for a firm like yours?' },
  params: periodParams({}),
  answer: leads,
};

async function leads(asker: Asker, { from, to }: LeadsParams): Promise<Leads> {
  const rows = await asker.db
    .selectFrom('annotation as i')
    .innerJoin('mention as m', 'm.id', 'i.mention_id')
    .select(['m.id', 'm.local_day'])
    .where('i.tenant_id', '=', asker.tenantId)
    .where('i.brand_id', '=', asker.brandId)
    .where('i.stage', '=', 'intent')
    .where('i.label', '=', 'lead')
    .where('m.tenant_id', '=', asker.tenantId)
    .where('m.brand_id', '=', asker.brandId)
    .where(onDays('i', { from, to }))
    .where(onDays('m', { from, to }))
    .orderBy('m.published_at', order => order.desc().nullsLast())
    .orderBy('m.id', order => order.desc().nullsLast())
    .limit(VIEWS_MAX)
    .execute();
  const views = await mentionViews(asker, FIRM, rows);
  return { leads: views.filter(isForUs), aside: views.filter(view => !isForUs(view)) };
}

/** Not the enquiry that names another firm of the same name, nor the one that the owner set aside. */
function isForUs({ verdict, relevance, action }: MentionView): boolean {
  if (action?.verb === 'not-us') return false;
  return verdict !== 'dropped' || relevance.because.length === 0;
}
