import { createHash } from 'node:crypto';
import type { AlertFacts, IncidentView } from '../../src/domain/alert.ts';
import type { Instant } from '../../src/domain/time.ts';
import { byLevel, isToldBy } from './grouping.ts';
import { RECENT_DAYS } from './watch.ts';

const DAY_MS = 86_400_000;
/** A matter of which nothing new came for so long is over: the longest window has forgotten it. */
const QUIET_DAYS = RECENT_DAYS;
/** The rules that compare a week with the weeks before see one trouble from three sides: one a month goes out. */
const COUNTING_DAYS = 30;
const COUNTING: ReadonlySet<string> = new Set(['rating-slip', 'bad-share', 'topic-shift']);
const MEMBERS_MAX = 50;

/** An incident as the store holds it, with what its messages have told. */
export type KnownIncident = IncidentView & {
  /** What `facts.count` was when a message last went out; 0 before. */
  readonly alertedCount: number;
};

/** What one judging changes. `promised`: an outbox row each; a key is promised once, whatever happens. */
export type Changes = {
  readonly opened: readonly { readonly id: string; readonly facts: AlertFacts }[];
  readonly grown: readonly { readonly id: string; readonly facts: AlertFacts }[];
  readonly closed: readonly string[];
  readonly promised: readonly { readonly incidentId: string; readonly key: string }[];
};

export type Judging = {
  readonly facts: readonly AlertFacts[];
  /** Every incident that is open or was opened in the last month. */
  readonly known: readonly KnownIncident[];
  /** Members of open incidents that are settled: answered, done, or not about the firm after all. */
  readonly settled: ReadonlySet<string>;
  readonly now: Instant;
};

/**
 * Opens a matter once, lets it grow, closes it. A message is promised at the opening, and again once the count has
 * doubled since the last one, or a day after it when something came since. The same judging twice changes nothing.
 */
export function judged({ facts, known, settled, now }: Judging): Changes {
  const open = known.filter(incident => incident.closedAt === null);
  const closed = open.filter(incident => isOver(incident, settled, now));
  const living = open.filter(incident => !closed.includes(incident));
  const opened: { id: string; facts: AlertFacts }[] = [];
  const grown: { incident: KnownIncident; facts: AlertFacts }[] = [];
  for (const one of facts) {
    const incident = living.find(({ facts: { matter } }) => matter === one.matter);
    const larger = incident && grownFacts(incident.facts, one);
    if (incident && larger) grown.push({ incident, facts: larger });
    if (incident || isKnown(one, known, living)) continue;
    opened.push({ id: incidentId(one), facts: levelled(one, known, opened, now) });
  }
  return {
    opened,
    grown: grown.map(({ incident, facts: larger }) => ({ id: incident.id, facts: larger })),
    closed: closed.map(({ id }) => id),
    promised: [
      ...opened.filter(({ facts: { level } }) => level !== 'week').map(({ id }) => promise(id, 0)),
      ...grown.flatMap(({ incident, facts: larger }) =>
        speaksAgain(incident, larger, now) ? promise(incident.id, incident.alertedCount) : [],
      ),
    ],
  };
}

/** The same matter of the same opening has the same id, whenever and however often it is judged. */
export function incidentId({ matter, since }: AlertFacts): string {
  return createHash('sha256').update(`${matter}\n${since}`).digest('hex').slice(0, 16);
}

function promise(incidentId: string, told: number): { incidentId: string; key: string } {
  return { incidentId, key: `alert:${incidentId}:${told}` };
}

/** All settled, or nothing new for a week. */
function isOver({ facts, updatedAt }: KnownIncident, settled: ReadonlySet<string>, now: Instant): boolean {
  const isQuiet = Date.parse(now) - Date.parse(updatedAt) >= QUIET_DAYS * DAY_MS;
  return isQuiet || (facts.mentionIds.length > 0 && facts.mentionIds.every(id => settled.has(id)));
}

/**
 * Opened before (also when it is closed by now), told by an incident that lives, or nothing but what an incident of
 * the same matter rested on.
 */
function isKnown(
  facts: AlertFacts,
  known: readonly KnownIncident[],
  living: readonly KnownIncident[],
): boolean {
  if (known.some(({ id }) => id === incidentId(facts))) return true;
  if (living.some(by => isToldBy(facts, by.facts) && byLevel(by.facts.level, facts.level) <= 0)) return true;
  const old = known.filter(({ facts: { matter } }) => matter === facts.matter);
  const held = new Set(old.flatMap(({ facts: { mentionIds } }) => mentionIds));
  return facts.mentionIds.every(id => held.has(id));
}

function levelled(
  facts: AlertFacts,
  known: readonly KnownIncident[],
  opened: readonly { readonly facts: AlertFacts }[],
  now: Instant,
): AlertFacts {
  if (!COUNTING.has(facts.rule)) return facts;
  const since = new Date(Date.parse(now) - COUNTING_DAYS * DAY_MS).toISOString();
  const told = [...known.filter(({ openedAt }) => openedAt > since), ...opened].some(
    ({ facts: { rule, level } }) => COUNTING.has(rule) && level !== 'week',
  );
  return told ? { ...facts, level: 'week' } : facts;
}

/**
 * What was known and what came since, from the first opening on; null when nothing came. What turned out to be
 * another matter leaves it, and then it began with the first of those that stay.
 */
function grownFacts(before: AlertFacts, now: AlertFacts): AlertFacts | null {
  const apart = new Set(now.apart);
  const held = before.mentionIds.filter(id => !apart.has(id));
  const left = before.mentionIds.length - held.length;
  const fresh = now.mentionIds.filter(id => !held.includes(id));
  if (fresh.length === 0 && now.count <= before.count - left) return null;
  const gone = held.filter(id => !now.mentionIds.includes(id));
  const isFromNow = left > 0 && gone.length === 0;
  return {
    ...now,
    since: isFromNow || now.since < before.since ? now.since : before.since,
    mentionIds: [...now.mentionIds, ...gone].slice(0, MEMBERS_MAX),
    count: Math.max(now.count, before.count - left, now.mentionIds.length + gone.length),
    usual: before.usual,
    level: byLevel(before.level, now.level) <= 0 ? before.level : now.level,
  };
}

function speaksAgain(incident: KnownIncident, { count, level }: AlertFacts, now: Instant): boolean {
  const { alertedAt, alertedCount, acknowledgedAt } = incident;
  if (level === 'week' || acknowledgedAt !== null) return false;
  // Not told yet: the first message is still promised, unless it only now became worth one.
  if (alertedAt === null) return incident.facts.level === 'week';
  if (count <= alertedCount) return false;
  return count >= 2 * alertedCount || Date.parse(now) - Date.parse(alertedAt) >= DAY_MS;
}
