import { sql } from 'kysely';
import type { Asker } from '../../src/domain/question.ts';
import type { LocalDay } from '../../src/domain/time.ts';

export type Within = {
  readonly subject?: string;
  readonly from?: LocalDay;
  readonly to?: LocalDay;
};

/**
 * Every text that the relevance stage looked at, once per subject, as the table `judged`: the owner's last word
 * (not us, it is us) stands above the stage's. Own posts are not in it: the chain drops them before relevance.
 *
 * - `verdict`: kept, to-check, dropped.
 * - `is_first`: its story bears its id; a copy, even word for word, tells nothing new.
 * - `names_it`: the text does name the subject (a dropped one of these is another firm of the same name).
 *
 * A **remark** is a row with verdict kept and is_first: see `isRemark`.
 */
export function judged(asker: Asker, { subject, ...days }: Within) {
  const { db, tenantId, brandId } = asker;
  const owned = { tenant_id: tenantId, brand_id: brandId };
  return db
    .with('said', with_ =>
      with_
        .selectFrom('action')
        .select(['mention_id', 'subject', 'verb'])
        .select(
          sql<number>`row_number() over (partition by mention_id, subject order by "at" desc nulls last, id desc nulls last)`.as(
            'place',
          ),
        )
        .where(({ and }) => and(owned))
        .where('verb', 'in', ['not-us', 'is-us'])
        .where('undone_at', 'is', null),
    )
    .with('judged', with_ => {
      const query = with_
        .selectFrom('mention as m')
        .innerJoin('annotation as r', join =>
          join
            .onRef('r.mention_id', '=', 'm.id')
            .on('r.stage', '=', 'relevance')
            .on('r.tenant_id', '=', tenantId)
            .on('r.brand_id', '=', brandId)
            .on(onDays('r', days)),
        )
        .leftJoin('annotation as st', join =>
          join
            .onRef('st.mention_id', '=', 'm.id')
            .on('st.stage', '=', 'stories')
            .on('st.item', '=', '')
            .on('st.tenant_id', '=', tenantId)
            .on('st.brand_id', '=', brandId)
            .on(onDays('st', days)),
        )
        .leftJoin('said as o', join =>
          join.onRef('o.mention_id', '=', 'm.id').onRef('o.subject', '=', 'r.item').on('o.place', '=', 1),
        )
        .select([
          'm.id',
          'm.kind',
          'm.site',
          'm.source_id',
          'm.local_day',
          'm.published_at',
          'm.reply_at',
          'm.reply_seen_at',
          'm.rating_value',
          'm.rating_best',
          'm.folded',
          'm.first_seen_at',
          'r.item as subject',
        ])
        .select(
          sql<string>`case when o.verb = 'is-us' then 'kept' when o.verb = 'not-us' then 'dropped' else r.label end`.as(
            'verdict',
          ),
        )
        .select(sql<boolean>`r.because <> '[]'`.as('names_it'))
        .select(sql<boolean>`(st.label is null or st.label = cast(m.id as text))`.as('is_first'))
        .where('m.tenant_id', '=', tenantId)
        .where('m.brand_id', '=', brandId)
        .where(onDays('m', days));
      return subject === undefined ? query : query.where('r.item', '=', subject);
    });
}

/** The days asked for, of the table `alias`; every table of a question repeats them, so that none is read whole. */
export function onDays(alias: string, { from, to }: Pick<Within, 'from' | 'to'>) {
  const day = sql.ref<LocalDay>(`${alias}.local_day`);
  const parts = [
    ...(from === undefined ? [] : [sql`${day} >= cast(${from} as date)`]),
    ...(to === undefined ? [] : [sql`${day} <= cast(${to} as date)`]),
  ];
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

/** Kept, and not a copy: what is counted everywhere. */
export const isRemark = sql<boolean>`(j.verdict = 'kept' and j.is_first)`;

/** `count(*)` of the rows where `condition` holds, as a plain number. */
export function countWhere(condition: ReturnType<typeof sql<boolean>>) {
  return sql<number>`cast(count(*) filter (where ${condition}) as integer)`;
}
