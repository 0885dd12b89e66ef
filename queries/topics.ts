import { sql } from 'kysely';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { periodBefore } from '../src/domain/time.ts';
import { countWhere, isRemark, judged, onDays } from './formulas/judged.ts';
import { periodParams, subject, wholeNumber } from './formulas/params.ts';

export type TopicsParams = Period & { readonly subject: string; readonly limit: number };
export type TopicCount = {
  readonly topic: string;
  readonly mentions: number;
  readonly positive: number;
  readonly negative: number;
  readonly mixed: number;
  readonly neutral: number;
  readonly before: number;
  /** Up to 5 newest, ids of mentions. */
  readonly examples: readonly string[];
};
/** Most mentioned first. Kept remarks, one per story. */
export type Topics = { readonly topics: readonly TopicCount[] };

const EXAMPLES_MAX = 5;

export const question: Question<TopicsParams, Topics> = {
  id: 'topics',
  ask: { fr: 'Qu’est-ce qui revient ?', en: 'What comes up again and again?' },
  params: periodParams({ subject, limit: wholeNumber(1, 100).default(20) }),
  answer: topics,
};

async function topics(asker: Asker, { subject, from, to, limit }: TopicsParams): Promise<Topics> {
  const before = periodBefore({ from, to });
  const within = sql<boolean>`j.local_day >= cast(${from} as date)`;
  const tone = (label: string) => countWhere(sql`${within} and t.label = ${label}`);
  const counts = await spoken(asker, { subject, from: before.from, to })
    .select('t.item as topic')
    .select([
      countWhere(within).as('mentions'),
      tone('positive').as('positive'),
      tone('negative').as('negative'),
      tone('mixed').as('mixed'),
      tone('neutral').as('neutral'),
      countWhere(sql`not ${within}`).as('before'),
    ])
    .groupBy('t.item')
    .orderBy('mentions', order => order.desc().nullsLast())
    .orderBy('before', order => order.desc().nullsLast())
    .orderBy('t.item', order => order.asc().nullsLast())
    .limit(limit)
    .execute();
  const examples = await newest(asker, { subject, from, to });
  return { topics: counts.map(row => ({ ...row, examples: examples.get(row.topic) ?? [] })) };
}

/** Remarks joined with their topics, as `j` and `t`. */
function spoken(asker: Asker, within: { subject: string; from: string; to: string }) {
  return judged(asker, within)
    .selectFrom('judged as j')
    .innerJoin('annotation as t', join =>
      join
        .onRef('t.mention_id', '=', 'j.id')
        .on('t.stage', '=', 'topics')
        .on('t.tenant_id', '=', asker.tenantId)
        .on('t.brand_id', '=', asker.brandId)
        .on(onDays('t', within)),
    )
    .where(isRemark);
}

async function newest(
  asker: Asker,
  within: { subject: string; from: string; to: string },
): Promise<Map<string, string[]>> {
  const rows = await asker.db
    .selectFrom(
      spoken(asker, within)
        .select(['t.item as topic', 'j.id'])
        .select(
          sql<number>`cast(row_number() over (partition by t.item
            order by j.published_at desc nulls last, j.id desc nulls last) as integer)`.as('place'),
        )
        .as('ranked'),
    )
    .select(['topic', 'id', 'place'])
    .where('place', '<=', EXAMPLES_MAX)
    .orderBy('place', order => order.asc().nullsLast())
    .execute();
  const byTopic = new Map<string, string[]>();
  for (const { topic, id } of rows) byTopic.set(topic, [...(byTopic.get(topic) ?? []), id]);
  return byTopic;
}
