import type { Subject } from './brand.ts';
import type { Instant } from './time.ts';

/** One file of pipelines/alerts per rule. */
export const ALERT_RULES = [
  'bad-review',
  'urgent-word',
  'negative-burst',
  'press',
  'rating-slip',
  'bad-share',
  'topic-shift',
] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

/** `now`: at once, within quiet hours and budget. `day`: the same day. `week`: in the letter. */
export type AlertLevel = 'now' | 'day' | 'week';

/** How near to her: `unsure` when what it rests on is still to confirm ("Vigie is not certain"). */
export type AlertSureness = 'sure' | 'unsure';

/**
 * What a rule saw: numbers and ids, no words. Plain JSON: it is stored with the incident and put into words when
 * it is sent.
 */
export type AlertFacts = {
  readonly rule: AlertRule;
  readonly level: AlertLevel;
  readonly subject: Subject;
  /** The same matter has the same key: rule × subject × story (or site, or topic). */
  readonly matter: string;
  readonly sureness: AlertSureness;
  /** When it began: the first of what it rests on. */
  readonly since: Instant;
  /** What it rests on, most telling first; at most 50. */
  readonly mentionIds: readonly string[];
  /** What came at the same time and is another matter, so that none of it is held to belong. */
  readonly apart?: readonly string[];
  readonly count: number;
  /** Against what is usual: so many a `day`, `week` or `month`; null where nothing is usual. */
  readonly usual: { readonly count: number; readonly per: 'day' | 'week' | 'month' } | null;
  /** Site, word, topic, paper, rating before and after, p value: what the rule's own sentence needs. */
  readonly details: Readonly<Record<string, string | number>>;
};

/** An incident as the owner sees it: one matter, from its opening until it is settled or fades. */
export type IncidentView = {
  readonly id: string;
  readonly facts: AlertFacts;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
  /** When a message about it last went out; null: not yet. */
  readonly alertedAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
  readonly snoozedUntil: Instant | null;
  readonly closedAt: Instant | null;
};
