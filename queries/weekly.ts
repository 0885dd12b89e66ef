import * as z from 'zod';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { LocalDay, Period } from '../src/domain/time.ts';
import { addDays, weekOf } from '../src/domain/time.ts';
import { countWhere, isRemark, judged } from './formulas/judged.ts';
import { periodParams, subject, wholeNumber } from './formulas/params.ts';

/** `subjects`: the competitors that the settings list. */
export type WeeklyParams = Period & { readonly subjects: readonly string[]; readonly weeks: number };
export type Weekly = {
  /** Mondays, oldest first; the last week is the one that holds `to`. */
  readonly mondays: readonly LocalDay[];
  /** The firm first, then the listed competitors in their order. Kept remarks, one per story. */
  readonly subjects: readonly { readonly subject: string; readonly counts: readonly number[] }[];
  /** Remarks of the period by site, most first; of the firm and of the listed competitors together. */
  readonly sites: readonly { readonly site: string; readonly own: number; readonly rivals: number }[];
};

/** Nobody compares herself with more. */
const SUBJECTS_MAX = 500;

export const question: Question<WeeklyParams, Weekly> = {
  id: 'weekly',
  ask: {
    fr: 'Combien de remarques par semaine, sur vous et sur vos concurrents, et où ?',
    en: 'How many remarks a week, on you and on your competitors, and where?',
  },
  params: periodParams({
    subjects: z.array(subject.unwrap()).max(SUBJECTS_MAX).default([]),
    weeks: wholeNumber(1, 53).default(13),
  }),
  answer: weekly,
};

async function weekly(asker: Asker, { from, to, subjects, weeks }: WeeklyParams): Promise<Weekly> {
  const last = weekOf(to);
  const first = addDays(last.from, -7 * (weeks - 1));
  const rows = await judged(asker, { from: first < from ? first : from, to: last.to })
    .selectFrom('judged as j')
    .select(['j.subject', 'j.local_day as day', 'j.site'])
    .select(countWhere(isRemark).as('n'))
    .where(isRemark)
    .groupBy(['j.subject', 'j.local_day', 'j.site'])
    .execute();
  const listed = new Set([FIRM, ...subjects]);
  const counted = rows.filter(row => listed.has(row.subject));
  const mondays = Array.from({ length: weeks }, (_, index) => addDays(first, 7 * index));
  const sum = (some: readonly { n: number }[]) => some.reduce((total, row) => total + row.n, 0);
  const inPeriod = counted.filter(row => row.day >= from && row.day <= to);
  return {
    mondays,
    subjects: [...listed].map(subject => {
      const own = counted.filter(row => row.subject === subject);
      return {
        subject,
        counts: mondays.map(monday =>
          sum(own.filter(row => row.day >= monday && row.day <= addDays(monday, 6))),
        ),
      };
    }),
    sites: [...Map.groupBy(inPeriod, row => row.site)]
      .map(([site, some]) => ({
        site,
        own: sum(some.filter(row => row.subject === FIRM)),
        rivals: sum(some.filter(row => row.subject !== FIRM)),
      }))
      .sort(
        (one, other) => other.own + other.rivals - one.own - one.rivals || (one.site < other.site ? -1 : 1),
      ),
  };
}
