import { isBottomBand } from '../../src/domain/scale.ts';
import { addDays, localDay } from '../../src/domain/time.ts';
import { commonTopic } from './explain.ts';
import { BURST_P, burstAt } from './statistics/burst.ts';
import { urgentIndex, urgentWordOf } from './urgent-word.ts';
import { factsOf, isBad, type Recent, type Rule, usually, type Watch } from './watch.ts';

/**
 * Several complaints in a short time: more bad stories than chance brings in 1, 2, 3 or 7 days. Told with the subject
 * that they share, with an urgent word if one holds it, and with the stories themselves. Where topic or word explain
 * most of them, it rests on those alone, also on those of the same week that came before the window: the others are
 * matters of their own, whenever they came.
 */
export const negativeBurst: Rule = watch => {
  const burst = burstAt(watch.bad);
  if (burst === null) return [];
  const from = addDays(localDay(watch.now, watch.timezone), 1 - burst.days - burst.ago);
  const week = watch.recent.filter(
    remark => remark.verdict === 'kept' && isBad(remark) && watch.covered.has(remark.sourceId),
  );
  const all = week.filter(remark => remark.day >= from);
  const subject = commonTopic(all, watch.past);
  const word = wordOf(watch, all);
  const carries = carrying(watch, { topic: subject?.topic ?? null, word });
  const isExplained = all.filter(carries).length * 2 > all.length;
  const members = isExplained ? week.filter(carries) : all;
  const [first] = members;
  // What came before the window makes the burst plainer, and neither begins nor presses it.
  const now = members.filter(remark => remark.day >= from);
  if (!first || now.every(remark => remark.isSettled)) return [];
  const isNow = burst.p < BURST_P.now || now.some(isPressing);
  return [
    factsOf({
      rule: 'negative-burst',
      level: isNow ? 'now' : 'day',
      matter: `negative-burst:${watch.subject}`,
      sureness: 'sure',
      since: first.publishedAt,
      members: tellingFirst(members, subject?.topic ?? null),
      apart: isExplained ? week.filter(remark => !carries(remark)).map(({ id }) => id) : [],
      usual: usualBad(watch),
      details: {
        days: burst.days,
        p: burst.p,
        ...(subject ? { topic: subject.topic, topicCount: countOf(members, subject.topic) } : {}),
        ...(word === null ? {} : { word }),
        ...sitesOf(members),
      },
    }),
  ];
};

function countOf(members: readonly Recent[], topic: string): number {
  return members.filter(remark => remark.complained.includes(topic)).length;
}

/** On its own it would have gone at once: together they do too. */
function isPressing(remark: Recent): boolean {
  return remark.rating !== null && isBottomBand(remark.rating);
}

function usualBad({ bad }: Watch): ReturnType<typeof usually> {
  const before = bad.slice(0, -7);
  return usually(
    before.reduce((sum, count) => sum + count, 0),
    before.length,
  );
}

function wordOf(watch: Watch, members: readonly Recent[]): string | null {
  const index = urgentIndex(watch.urgent);
  for (const member of members) {
    const word = urgentWordOf(index, member);
    if (word !== null) return word;
  }
  return null;
}

/** Tells who carries the topic or an urgent word; when most do, they explain the burst: one in five explains nothing. */
function carrying(
  { urgent }: Watch,
  { topic, word }: { readonly topic: string | null; readonly word: string | null },
): (remark: Recent) => boolean {
  const index = urgentIndex(word === null ? [] : urgent);
  return remark =>
    (topic !== null && remark.complained.includes(topic)) ||
    (word !== null && urgentWordOf(index, remark) !== null);
}

/** Those on the shared subject, then the newest. */
function tellingFirst(members: readonly Recent[], topic: string | null): Recent[] {
  const speaks = (remark: Recent) => (topic !== null && remark.complained.includes(topic) ? 0 : 1);
  return [...members].sort(
    (one, other) => speaks(one) - speaks(other) || other.publishedAt.localeCompare(one.publishedAt),
  );
}

/** Where, and with how many stars, when all stand on one site. */
function sitesOf(members: readonly Recent[]): Record<string, string | number> {
  const [first] = members;
  if (!first || members.some(member => member.site !== first.site)) return {};
  const values = members.flatMap(member => (member.rating ? member.rating.value : []));
  if (values.length < members.length || !first.rating) return { site: first.site };
  return {
    site: first.site,
    worst: Math.min(...values),
    mildest: Math.max(...values),
    best: first.rating.best,
  };
}
