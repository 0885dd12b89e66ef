import { sql } from 'kysely';
import * as z from 'zod';
import type { Tone } from '../src/domain/annotation.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { LocalDay, Period } from '../src/domain/time.ts';
import { periodBefore } from '../src/domain/time.ts';
import { isRemark, judged, onDays } from './formulas/judged.ts';
import { mentionViews } from './formulas/mention-views.ts';
import { periodParams, subject, wholeNumber } from './formulas/params.ts';
import type { MentionView } from './mentions.ts';

/** `kind` review: what is said in reviews alone. */
export type RecurringParams = Period & {
  readonly subject: string;
  readonly kind?: 'mention' | 'review';
  readonly limit: number;
};
export type ToneTally = { readonly [tone in Tone]: number };
export type RecurringTopic = {
  readonly topic: string;
  readonly mentions: number;
  readonly tones: ToneTally;
  /** The same for the period of the same length just before. */
  readonly before: { readonly mentions: number; readonly tones: ToneTally };
  /** The days of the period on which it was said badly, oldest first; one entry per remark. */
  readonly badDays: readonly LocalDay[];
  /** The newest remarks of the period that speak of it. */
  readonly examples: readonly MentionView[];
};
/** What comes up in kept remarks, one per story: most often first. `remarks` is how many were read for it. */
export type Recurring = {
  readonly remarks: number;
  readonly remarksBefore: number;
  readonly topics: readonly RecurringTopic[];
};

/** A page of quotations; 50 topics of them are as many remarks as may be shown at once. */
const EXAMPLES_MAX = 10;
/** Topics told in a quarter, each time that one is told: bounded by the remarks of a large firm. */
const TOLD_MAX = 50_000;

export const question: Question<RecurringParams, Recurring> = {
  id: 'recurring',
  ask: {
    fr: 'Qu’est-ce qui revient, en bien ou en mal, et depuis quand ?',
    en: 'What comes up, good or bad, and since when?',
  },
  params: periodParams({
    subject,
    kind: z.enum(['mention', 'review']).exactOptional(),
    limit: wholeNumber(1, 50).default(20),
  }),
  answer: recurring,
};

async function recurring(asker: Asker, params: RecurringParams): Promise<Recurring> {
  const { from, to, subject, limit } = params;
  const before = periodBefore({ from, to });
  const [told, read] = await Promise.all([
    toldTopics(asker, params, before.from),
    remarksRead(asker, params, before.from),
  ]);
  const topics = [...Map.groupBy(told, row => row.topic)]
    .map(([topic, rows]) => ({
      topic,
      now: rows.filter(row => row.day >= from),
      earlier: rows.filter(row => row.day < from),
    }))
    .sort(
      (one, other) =>
        other.now.length - one.now.length ||
        other.earlier.length - one.earlier.length ||
        (one.topic < other.topic ? -1 : 1),
    )
    .slice(0, limit);
  const quoted = topics.flatMap(({ now }) => now.slice(0, EXAMPLES_MAX));
  const views = await mentionViews(
    asker,
    subject,
    quoted.map(row => ({ id: row.id, local_day: row.day })),
  );
  const byId = new Map(views.map(view => [view.id, view]));
  return {
    remarks: read.filter(day => day >= from).length,
    remarksBefore: read.filter(day => day < from).length,
    topics: topics.map(({ topic, now, earlier }) => ({
      topic,
      mentions: now.length,
      tones: tally(now),
      before: { mentions: earlier.length, tones: tally(earlier) },
      badDays: now
        .filter(row => row.tone === 'negative')
        .map(row => row.day)
        .sort(),
      examples: now.slice(0, EXAMPLES_MAX).flatMap(row => byId.get(row.id) ?? []),
    })),
  };
}

type Told = { readonly topic: string; readonly tone: string; readonly id: string; readonly day: LocalDay };

function tally(rows: readonly Told[]): ToneTally {
  const of = (tone: Tone) => rows.filter(row => row.tone === tone).length;
  return {
    positive: of('positive'),
    neutral: of('neutral'),
    negative: of('negative'),
    mixed: of('mixed'),
  };
}

/** Every time that a topic was told since `oldest`, newest first. */
function toldTopics(asker: Asker, params: RecurringParams, oldest: LocalDay): Promise<Told[]> {
  const days = { from: oldest, to: params.to };
  const { kind } = params;
  return judged(asker, { subject: params.subject, ...days })
    .selectFrom('judged as j')
    .innerJoin('annotation as t', join =>
      join
        .onRef('t.mention_id', '=', 'j.id')
        .on('t.stage', '=', 'topics')
        .on('t.tenant_id', '=', asker.tenantId)
        .on('t.brand_id', '=', asker.brandId)
        .on(onDays('t', days)),
    )
    .select(['t.item as topic', 't.label as tone', 'j.id', 'j.local_day as day'])
    .where(isRemark)
    .$if(kind !== undefined, query => query.where('j.kind', '=', kind ?? 'review'))
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .orderBy('t.item', order => order.asc().nullsLast())
    .limit(TOLD_MAX)
    .execute();
}

/** The day of every remark since `oldest`. */
async function remarksRead(asker: Asker, params: RecurringParams, oldest: LocalDay): Promise<LocalDay[]> {
  const { kind } = params;
  const rows = await judged(asker, { subject: params.subject, from: oldest, to: params.to })
    .selectFrom('judged as j')
    .select('j.local_day as day')
    .select(sql<number>`cast(count(*) as integer)`.as('remarks'))
    .where(isRemark)
    .$if(kind !== undefined, query => query.where('j.kind', '=', kind ?? 'review'))
    .groupBy('j.local_day')
    .execute();
  return rows.flatMap(({ day, remarks }) => Array.from({ length: remarks }, () => day));
}
