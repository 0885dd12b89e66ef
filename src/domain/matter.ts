import type { AlertFacts, AlertRule } from './alert.ts';
import { FIRM } from './brand.ts';

/** Rules that speak of a crisis: several complaints at once, or a word that is looked into first. */
const CRISES: ReadonlySet<AlertRule> = new Set(['negative-burst', 'urgent-word']);
/** One remark alone is shown as itself. */
const MEMBERS_MIN = 2;

export function isCrisisOfHers({ rule, subject }: Pick<AlertFacts, 'rule' | 'subject'>): boolean {
  return CRISES.has(rule) && subject === FIRM;
}

type Held = { readonly facts: Pick<AlertFacts, 'count' | 'mentionIds'> };

/** What the given remarks are to the owner: crises that hold two of them at least, biggest first, each remark in one. */
export function mattersAmong<I extends Held>(
  ids: readonly string[],
  crises: readonly I[],
): readonly { readonly incident: I; readonly ids: readonly [string, ...string[]] }[] {
  const left = new Set(ids);
  return crises
    .toSorted((one, other) => other.facts.count - one.facts.count)
    .flatMap(incident => {
      const held = new Set(incident.facts.mentionIds);
      const [first, ...others] = [...left].filter(id => held.has(id));
      if (first === undefined || others.length + 1 < MEMBERS_MIN) return [];
      for (const id of [first, ...others]) left.delete(id);
      return [{ incident, ids: [first, ...others] as const }];
    });
}
