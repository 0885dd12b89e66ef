import { daysBetween, localDay } from '../../src/domain/time.ts';
import { SHIFT_P, topicShift as shiftOf } from './statistics/permutation.ts';
import { factsOf, type Rule, usually } from './watch.ts';

/** Complaints turn to another topic than in the weeks before. Silent under ten remarks. */
export const topicShift: Rule = watch => {
  const remarks = watch.recent.filter(
    remark => remark.verdict === 'kept' && !watch.failing.has(remark.sourceId),
  );
  const today = localDay(watch.now, watch.timezone);
  // The day alone chooses the deal: looking again the same day gives the same answer.
  const shift = shiftOf(
    remarks.map(remark => remark.complained),
    watch.past.map(one => one.complained),
    daysBetween('2000-01-01', today),
  );
  if (shift === null || shift.p >= SHIFT_P) return [];
  const members = remarks.filter(remark => remark.complained.includes(shift.topic));
  const [first] = members;
  if (!first) return [];
  return [
    factsOf({
      rule: 'topic-shift',
      level: 'day',
      matter: `topic-shift:${watch.subject}:${shift.topic}`,
      sureness: 'sure',
      since: first.publishedAt,
      members: [...members].reverse(),
      usual: usually(shift.expected, 7),
      details: { topic: shift.topic, p: shift.p },
    }),
  ];
};
