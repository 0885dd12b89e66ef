import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { daysBetween, localDay } from '../src/domain/time.ts';
import { isRemark, judged } from './formulas/judged.ts';
import { periodParams, subject } from './formulas/params.ts';

export type RepliesParams = Period & { readonly subject: string };
/**
 * Reviews of the period and the replies seen under them. Response time is the median and the 90th percentile of
 * the days between a review and its reply; reviews without one are not counted as slow ones.
 */
export type Replies = {
  readonly reviews: number;
  readonly replied: number;
  /** Calendar days; null when no reply was seen. */
  readonly medianDays: number | null;
  readonly p90Days: number | null;
};

/** Far beyond a quarter of any firm of fifty; the newest ones tell the habit. */
const REVIEWS_MAX = 10_000;

export const question: Question<RepliesParams, Replies> = {
  id: 'replies',
  ask: {
    fr: 'Répondez-vous aux avis, et en combien de jours ?',
    en: 'Do you reply to reviews, and how soon?',
  },
  params: periodParams({ subject }),
  answer: replies,
};

async function replies(asker: Asker, { subject, from, to }: RepliesParams): Promise<Replies> {
  const rows = await judged(asker, { subject, from, to })
    .selectFrom('judged as j')
    .select(['j.local_day', 'j.reply_at', 'j.reply_seen_at'])
    .where('j.kind', '=', 'review')
    .where(isRemark)
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .limit(REVIEWS_MAX)
    .execute();
  const days = rows
    .flatMap(row => {
      if (row.reply_seen_at === null) return [];
      const at = row.reply_at ?? row.reply_seen_at;
      return [Math.max(0, daysBetween(row.local_day, localDay(at.toISOString(), asker.timezone)))];
    })
    .sort((one, other) => one - other);
  return {
    reviews: rows.length,
    replied: days.length,
    medianDays: quantile(days, 0.5),
    p90Days: quantile(days, 0.9),
  };
}

/** Nearest rank: the smallest value that at least `share` of them do not exceed. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
