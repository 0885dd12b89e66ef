import type { IncidentView } from '../../src/domain/alert.ts';
import { addDays, type Instant, instantAt, localDay, startOfDay, wallTime } from '../../src/domain/time.ts';
import { isToldBy } from './grouping.ts';

/** Two remarks on one matter come minutes apart: one message tells both. */
export const WAIT_MINUTES = 10;
/** The summary leaves so long before the quiet hours begin: late enough to hold the day, early enough to act. */
const SUMMARY_BEFORE_QUIET_MINUTES = 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Where there are no quiet hours, or they begin at midnight, an evening is this late. */
const EVENING = '18:00';

/** A promised message: its id in the outbox and the matters it tells of (several after a merge). */
export type PendingAlert = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly incidents: readonly IncidentView[];
};

/** What became of each: every pending id stands in exactly one place. */
export type AlertPlan = {
  /** One message each, most pressing first. */
  readonly send: readonly string[];
  /** All of these in one message: the day's summary. */
  readonly merge: readonly string[];
  readonly wait: readonly { readonly id: string; readonly until: Instant }[];
  /** Nothing to send: settled by the owner, faded, or told by another of these. */
  readonly drop: readonly string[];
};

export type AlertRules = {
  /** Alert messages that went out since local midnight, summaries included. */
  readonly sentToday: number;
  /** `HH:MM` in the owner's zone, over midnight when `from` is after `to`; none when they are equal. */
  readonly quiet: { readonly from: string; readonly to: string };
  readonly immediatePerDay: number;
  readonly timezone: string;
  readonly now: Instant;
};

/**
 * What to do with each promised alert now. A matter waits 10 minutes for what comes with it, through quiet hours,
 * and as long as the owner put it off. Then `now` goes at once, within the day's budget; what is over the budget
 * and what can wait for the evening goes in one summary an hour before the quiet hours, which comes on top of the
 * budget, once a day. The budget begins anew at local midnight. What is for the letter is not sent.
 */
export function planAlerts(pending: readonly PendingAlert[], rules: AlertRules): AlertPlan {
  const alive = pending.filter(alert => liveIncidents(alert).length > 0);
  const told = alive.filter(alert => alive.some(other => tells(other, alert)));
  const open = alive.filter(alert => !told.includes(alert));
  const waiting = open.flatMap(alert => {
    const until = readyAt(alert, rules);
    return until > rules.now ? [{ id: alert.id, until }] : [];
  });
  const ready = open.filter(alert => !waiting.some(({ id }) => id === alert.id)).sort(mostPressingFirst);
  const left = Math.max(0, rules.immediatePerDay - rules.sentToday);
  const send = ready.filter(alert => levelOf(alert) === 'now').slice(0, left);
  const later = ready.filter(alert => !send.includes(alert));
  const sent = rules.sentToday + send.length;
  const summaries = later.map(alert => ({ id: alert.id, until: summaryAt(alert, sent, rules) }));
  const merge = summaries.filter(({ until }) => until <= rules.now);
  return {
    send: send.map(alert => alert.id),
    merge: merge.map(({ id }) => id),
    wait: [...waiting, ...summaries.filter(({ until }) => until > rules.now)],
    drop: pending.filter(alert => !alive.includes(alert) || told.includes(alert)).map(alert => alert.id),
  };
}

function liveIncidents({ incidents }: PendingAlert): IncidentView[] {
  return incidents.filter(
    ({ acknowledgedAt, closedAt, facts }) =>
      acknowledgedAt === null && closedAt === null && facts.level !== 'week',
  );
}

function levelOf(alert: PendingAlert): 'now' | 'day' {
  return liveIncidents(alert).some(({ facts }) => facts.level === 'now') ? 'now' : 'day';
}

/** Does `one` tell all that `other` would, at least as soon? Of two that tell each other, the older stays. */
function tells(one: PendingAlert, other: PendingAlert): boolean {
  if (one === other || (levelOf(one) === 'day' && levelOf(other) === 'now')) return false;
  const covers = (first: PendingAlert, second: PendingAlert) =>
    liveIncidents(second).every(({ facts }) => liveIncidents(first).some(by => isToldBy(facts, by.facts)));
  if (!covers(one, other)) return false;
  return !covers(other, one) || levelOf(one) !== levelOf(other) || isBefore(one, other);
}

function isBefore(one: PendingAlert, other: PendingAlert): boolean {
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}

/** When a message may leave, budget aside. */
function readyAt(alert: PendingAlert, rules: AlertRules): Instant {
  const waited = new Date(Date.parse(alert.createdAt) + WAIT_MINUTES * MINUTE_MS).toISOString();
  const live = liveIncidents(alert);
  const awake = live.map(({ snoozedUntil }) => snoozedUntil ?? '').sort()[0] ?? '';
  return afterQuiet([waited, awake, rules.now].sort().at(-1) ?? rules.now, rules);
}

/** The instant itself, or when the quiet hours that it lies in end. */
export function afterQuiet(
  at: Instant,
  { quiet, timezone }: Pick<AlertRules, 'quiet' | 'timezone'>,
): Instant {
  const { from, to } = quiet;
  if (from === to) return at;
  const time = wallTime(at, timezone).slice(11);
  const overMidnight = from > to;
  const isQuiet = overMidnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return at;
  const day = localDay(at, timezone);
  const end = instantAt(overMidnight && time >= from ? addDays(day, 1) : day, to, timezone);
  // Where the clock is set back an hour comes twice, and `to` in it is the second one's: quiet is quiet.
  return end > at ? end : new Date(Date.parse(end) + HOUR_MS).toISOString();
}

/**
 * When what is not sent at once may leave in a summary: in the evening of the day that promised it, or when the
 * next day begins if this one has had its messages.
 */
function summaryAt(alert: PendingAlert, sentToday: number, rules: AlertRules): Instant {
  const { now, timezone, quiet, immediatePerDay } = rules;
  if (sentToday > immediatePerDay)
    return afterQuiet(startOfDay(addDays(localDay(now, timezone), 1), timezone), rules);
  const day = localDay(alert.createdAt, timezone);
  const before = Date.parse(instantAt(day, quiet.from, timezone)) - SUMMARY_BEFORE_QUIET_MINUTES * MINUTE_MS;
  const evening = new Date(before).toISOString();
  const isEvening = quiet.from !== quiet.to && localDay(evening, timezone) === day;
  return afterQuiet(isEvening ? evening : instantAt(day, EVENING, timezone), rules);
}

/** At once before the same day, health and safety before the rest, then by what is least likely by chance, then the oldest. */
function mostPressingFirst(one: PendingAlert, other: PendingAlert): number {
  return rank(one) - rank(other) || (isBefore(one, other) ? -1 : 1);
}

const ORDER = [
  'urgent-word',
  'negative-burst',
  'bad-review',
  'press',
  'bad-share',
  'rating-slip',
  'topic-shift',
];

function rank(alert: PendingAlert): number {
  const places = liveIncidents(alert).map(({ facts }) => ORDER.indexOf(facts.rule));
  return (levelOf(alert) === 'now' ? 0 : ORDER.length) + Math.min(...places);
}
