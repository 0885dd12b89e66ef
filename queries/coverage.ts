import { sql } from 'kysely';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, Period } from '../src/domain/time.ts';
import { countWhere, isRemark, judged } from './formulas/judged.ts';
import { periodParams, subject } from './formulas/params.ts';

export type CoverageParams = Period & { readonly subject: string };
/** What was read about the subject: texts = remarks + copies + set aside + to confirm. */
export type Coverage = {
  readonly texts: number;
  readonly remarks: number;
  readonly copies: number;
  readonly aside: number;
  readonly confirm: number;
  readonly sitesRead: number;
  readonly sitesTotal: number;
  readonly lastReadAt: Instant | null;
};

export const question: Question<CoverageParams, Coverage> = {
  id: 'coverage',
  ask: { fr: 'Qu’est-ce qui a été lu ?', en: 'What was read?' },
  params: periodParams({ subject }),
  answer: coverage,
};

async function coverage(asker: Asker, { subject, from, to }: CoverageParams): Promise<Coverage> {
  const counts = await judged(asker, { subject, from, to })
    .selectFrom('judged as j')
    .select([
      countWhere(isRemark).as('remarks'),
      countWhere(sql`j.verdict = 'kept' and not j.is_first`).as('copies'),
      countWhere(sql`j.verdict = 'dropped' and j.names_it`).as('aside'),
      countWhere(sql`j.verdict = 'to-check'`).as('confirm'),
    ])
    .executeTakeFirst();
  const { remarks, copies, aside, confirm } = counts ?? { remarks: 0, copies: 0, aside: 0, confirm: 0 };
  return {
    texts: remarks + copies + aside + confirm,
    remarks,
    copies,
    aside,
    confirm,
    ...(await sitesNow(asker)),
  };
}

/**
 * Sites as the owner names them: several sources may carry one name (a site's page on her and on a rival), and
 * it counts as read when all of them are. Paused ones are not expected.
 */
async function sitesNow(asker: Asker): Promise<Pick<Coverage, 'sitesRead' | 'sitesTotal' | 'lastReadAt'>> {
  const rows = await asker.db
    .selectFrom('source_state')
    .select(['name', 'health', 'last_ok_at'])
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('health', '<>', 'paused')
    .execute();
  const total = new Set(rows.map(row => row.name));
  const unread = new Set(rows.filter(row => row.health !== 'ok').map(row => row.name));
  const last = rows.reduce<Date | null>(
    (latest, { last_ok_at: at }) => (at && (!latest || at > latest) ? at : latest),
    null,
  );
  return {
    sitesRead: total.size - unread.size,
    sitesTotal: total.size,
    lastReadAt: last?.toISOString() ?? null,
  };
}
