import { sql } from 'kysely';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, Period } from '../src/domain/time.ts';
import { addDays } from '../src/domain/time.ts';
import { countWhere, isRemark, judged } from './formulas/judged.ts';
import { periodParams } from './formulas/params.ts';

export type SourcesParams = Period;
export type SourceHealth = {
  readonly sourceId: string;
  readonly name: string;
  readonly collector: string;
  readonly subject: string;
  /** ok, failing, refused, paused, new. */
  readonly health: string;
  readonly lastReadAt: Instant | null;
  readonly lastOkAt: Instant | null;
  readonly failingSince: Instant | null;
  readonly error: {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  } | null;
  readonly nextDueAt: Instant | null;
  /** In the period, by subject: kept remarks it brought, of which reviews. */
  readonly brought: readonly {
    readonly subject: string;
    readonly mentions: number;
    readonly reviews: number;
  }[];
  /** Reviews a month over the last 13 weeks: what silence is measured against. */
  readonly usualPerMonth: number;
};
export type Sources = { readonly sources: readonly SourceHealth[] };

/** A quarter, and the months in it. */
const USUAL_DAYS = 91;
const USUAL_MONTHS = 3;

export const question: Question<SourcesParams, Sources> = {
  id: 'sources',
  ask: {
    fr: 'Quels sites sont lus, et que rapportent-ils ?',
    en: 'Which sites are read, and what do they bring?',
  },
  params: periodParams({}),
  answer: sources,
};

async function sources(asker: Asker, { from, to }: SourcesParams): Promise<Sources> {
  const states = await asker.db
    .selectFrom('source_state')
    .selectAll()
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .orderBy('name', order => order.asc().nullsLast())
    .orderBy('source_id', order => order.asc().nullsLast())
    .execute();
  const counts = await broughtBySource(asker, { from, to });
  const instant = (date: Date | null) => date?.toISOString() ?? null;
  return {
    sources: states.map(state => {
      const own = counts.filter(row => row.source_id === state.source_id);
      return {
        sourceId: state.source_id,
        name: state.name,
        collector: state.collector,
        subject: state.subject,
        health: state.health,
        lastReadAt: instant(state.last_read_at),
        lastOkAt: instant(state.last_ok_at),
        failingSince: instant(state.failing_since),
        error: errorOf(state.error_code, state.error_params),
        nextDueAt: instant(state.next_due_at),
        brought: own
          .filter(row => row.mentions > 0)
          .map(({ subject, mentions, reviews }) => ({ subject, mentions, reviews })),
        usualPerMonth: own.reduce((sum, row) => sum + row.recent, 0) / USUAL_MONTHS,
      };
    }),
  };
}

function broughtBySource(asker: Asker, { from, to }: Period) {
  const usualFrom = addDays(to, 1 - USUAL_DAYS);
  const within = sql<boolean>`j.local_day >= cast(${from} as date)`;
  return judged(asker, { from: from < usualFrom ? from : usualFrom, to })
    .selectFrom('judged as j')
    .select(['j.source_id', 'j.subject'])
    .select([
      countWhere(within).as('mentions'),
      countWhere(sql`${within} and j.kind = 'review'`).as('reviews'),
      countWhere(sql`j.kind = 'review' and j.local_day >= cast(${usualFrom} as date)`).as('recent'),
    ])
    .where(isRemark)
    .groupBy(['j.source_id', 'j.subject'])
    .orderBy('j.subject', order => order.asc().nullsLast())
    .execute();
}

function errorOf(code: string | null, params: string | null): SourceHealth['error'] {
  if (code === null) return null;
  return { code, params: JSON.parse(params ?? '{}') as Record<string, string | number> };
}
