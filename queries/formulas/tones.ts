import { sql } from 'kysely';
import type { Tone } from '../../src/domain/annotation.ts';
import type { Asker } from '../../src/domain/question.ts';
import type { LocalDay } from '../../src/domain/time.ts';
import type { ToneCounts } from '../volume.ts';
import { countWhere, isRemark, judged, onDays, type Within } from './judged.ts';

export type DayTones = { day: LocalDay; mentions: number; reviews: number } & {
  -readonly [part in keyof ToneCounts]: number;
};

const tone = (label: Tone) => countWhere(sql`t.label = ${label} and not t.abstain`);

/** Remarks of a subject by day and tone; days without one are absent. */
export function tonesByDay(asker: Asker, within: Within & { subject: string }): Promise<DayTones[]> {
  return judged(asker, within)
    .selectFrom('judged as j')
    .leftJoin('annotation as t', join =>
      join
        .onRef('t.mention_id', '=', 'j.id')
        .on('t.stage', '=', 'sentiment')
        .on('t.tenant_id', '=', asker.tenantId)
        .on('t.brand_id', '=', asker.brandId)
        .on(onDays('t', within)),
    )
    .select('j.local_day as day')
    .select([
      countWhere(sql`true`).as('mentions'),
      countWhere(sql`j.kind = 'review'`).as('reviews'),
      tone('positive').as('positive'),
      tone('neutral').as('neutral'),
      tone('negative').as('negative'),
      tone('mixed').as('mixed'),
      countWhere(sql`t.abstain`).as('unclear'),
    ])
    .where(isRemark)
    .groupBy('j.local_day')
    .orderBy('j.local_day', order => order.asc().nullsLast())
    .execute();
}

export const NO_TONES: ToneCounts = { positive: 0, neutral: 0, negative: 0, mixed: 0, unclear: 0 };

export function addTones(one: ToneCounts, other: ToneCounts): ToneCounts {
  return {
    positive: one.positive + other.positive,
    neutral: one.neutral + other.neutral,
    negative: one.negative + other.negative,
    mixed: one.mixed + other.mixed,
    unclear: one.unclear + other.unclear,
  };
}
