import { upperTail } from './statistics/negative-binomial.ts';
import { isBad, type Past, type Recent } from './watch.ts';

/** A subject that two speak of is a coincidence of two. */
const TOPIC_MEMBERS_MIN = 2;
/** Rarer by chance than this, a topic explains. */
const EXPLAINS_P = 0.05;
/** As if each topic had been complained of once more than it was, among so many: no topic is impossible. */
const PSEUDO = { count: 1, all: 10 } as const;

export type Subject = { readonly topic: string; readonly count: number };

/**
 * The topic that members speak of badly far more often than those before did: least likely by chance, from two
 * members on; null when they only have in common that they are bad.
 */
export function commonTopic(members: readonly Recent[], past: readonly Past[]): Subject | null {
  const before = past.filter(isBad);
  let found: (Subject & { readonly p: number }) | null = null;
  for (const topic of [...new Set(members.flatMap(member => member.complained))].sort()) {
    const count = members.filter(member => member.complained.includes(topic)).length;
    if (count < TOPIC_MEMBERS_MIN) continue;
    const usual = before.filter(one => one.complained.includes(topic)).length;
    const share = (usual + PSEUDO.count) / (before.length + PSEUDO.all);
    // Binomial in all but name: Poisson is its bound where shares are small, and no topic is said twice of one remark.
    const p = upperTail({ mean: members.length * share, size: Number.POSITIVE_INFINITY }, count);
    if (p < EXPLAINS_P && (found === null || p < found.p)) found = { topic, count, p };
  }
  return found && { topic: found.topic, count: found.count };
}
