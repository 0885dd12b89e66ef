import type { AlertFacts, AlertLevel } from '../../src/domain/alert.ts';

const LEVELS: readonly AlertLevel[] = ['now', 'day', 'week'];

/** Negative when `one` is more pressing. */
export function byLevel(one: AlertLevel, other: AlertLevel): number {
  return LEVELS.indexOf(one) - LEVELS.indexOf(other);
}

/**
 * Would a message of `by` say what one of `facts` says? A burst tells its members; of two on the same remarks the
 * urgent word leads, then the rule of the remark itself before those that count.
 */
export function isToldBy(facts: AlertFacts, by: AlertFacts): boolean {
  if (facts.subject !== by.subject) return false;
  if (facts.matter === by.matter) return true;
  if (!TELLS[by.rule].includes(facts.rule)) return false;
  const held = new Set(by.mentionIds);
  return facts.mentionIds.length > 0 && facts.mentionIds.every(id => held.has(id));
}

/** Which rules a rule's message tells as well, when it rests on all that they rest on. */
const TELLS: Readonly<Record<AlertFacts['rule'], readonly AlertFacts['rule'][]>> = {
  'negative-burst': ['bad-review', 'urgent-word', 'press'],
  'urgent-word': ['bad-review', 'press'],
  'bad-review': ['press'],
  press: [],
  'rating-slip': [],
  'bad-share': ['rating-slip', 'topic-shift'],
  'topic-shift': [],
};

/**
 * What is left to tell of what all rules saw: what another tells at least as soon goes. The same remarks seen by
 * the rules that only count (share, slip, topic) are told by the burst that holds any of them.
 */
export function grouped(all: readonly AlertFacts[]): AlertFacts[] {
  const burst = all.filter(({ rule }) => rule === 'negative-burst');
  return all.filter(facts => {
    if (COUNTING.has(facts.rule) && burst.some(by => by.subject === facts.subject && share(facts, by)))
      return false;
    return !all.some(
      by =>
        by !== facts &&
        by.matter !== facts.matter &&
        isToldBy(facts, by) &&
        byLevel(by.level, facts.level) <= 0,
    );
  });
}

const COUNTING: ReadonlySet<string> = new Set(['rating-slip', 'bad-share', 'topic-shift']);

function share(one: AlertFacts, other: AlertFacts): boolean {
  const held = new Set(other.mentionIds);
  return one.mentionIds.some(id => held.has(id));
}
