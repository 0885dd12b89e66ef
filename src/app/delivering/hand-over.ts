import type { AlertPlan } from '../../../pipelines/alerts/policy.ts';
import type { Handed, Message } from '../../domain/channel.ts';
import { type Instant, localDay, startOfDay } from '../../domain/time.ts';
import type { Promised } from '../../platform/store/outbox.ts';
import { isRefusing, isSettled, readyAt } from './next-try.ts';
import { type OpenChannel, type Trying, tryChannel } from './try-channel.ts';

/** Longer than any alert waits for others of its matter. */
const AHEAD_MS = 3_600_000;

export type HandingOver = Trying & {
  readonly channels: readonly OpenChannel[];
  readonly timezone: string;
  /** Quiet hours, budget, grouping; `sentToday`: alerts that left since midnight. */
  readonly plan: (alerts: readonly Promised[], sentToday: number) => Promise<AlertPlan>;
  /** In her words as they are now; null: there is nothing left to say. */
  readonly message: (promised: Promised) => Promise<Message | null>;
  readonly onHanded: (handed: Handed, promised: Promised) => void;
};

export type HandedOver = {
  /** Messages that a channel took, once for each. */
  readonly delivered: number;
  /** Messages that were to leave and that no channel took; what is held back on purpose is not among them. */
  readonly waiting: number;
  readonly letter: boolean;
  /** When the outbox is to be looked at next; null: it is empty. */
  readonly nextAt: Instant | null;
};

/**
 * Hands over every promised message that is due, to every channel that has not taken it. Channels go side by side:
 * one that hangs holds up no other. A message that left, or may have left, is never changed any more, so that its
 * key always means the same; what surely did not leave is planned anew each time, and grouped with what came since.
 */
export async function handOver(handing: HandingOver): Promise<HandedOver> {
  const { outbox, channels, clock } = handing;
  const pending = await outbox.pending();
  const now = clock.now();
  const letters = pending.filter(promised => promised.kind === 'letter');
  const dueLetters = letters.filter(letter => letter.dueAt === null || letter.dueAt <= now);
  const alerts = pending.filter(promised => promised.kind === 'alert');
  if (channels.length === 0) {
    // Told in the letter and on the screen all the same; a channel named tomorrow must not bring last month's.
    await outbox.finish(idsOf([...alerts, ...dueLetters]), now);
    return { delivered: 0, waiting: 0, letter: false, nextAt: earliest(letters.map(dueOf)) };
  }
  const planned = await plannedAlerts(handing, alerts.filter(isOpen), now);
  const queue = [...alerts.filter(alert => !isOpen(alert)), ...planned.now, ...dueLetters];
  const taken = await handQueue(handing, queue);
  const tried = new Set(idsOf(queue));
  const left = await outbox.pending();
  return {
    delivered: taken.length,
    waiting: left.filter(one => (tried.has(one.id) || one.deliveries.length > 0) && isUntaken(one)).length,
    letter: taken.some(promised => promised.kind === 'letter'),
    nextAt: earliest(left.map(one => nextOf(one, channels, clock.now()))),
  };
}

/** True while nobody can have seen it: it may still be grouped, put off, or said otherwise. */
function isOpen({ deliveries }: Promised): boolean {
  return deliveries.every(({ status }) => status === 'failed' || status === 'refused');
}

function isUntaken({ deliveries }: Promised): boolean {
  return deliveries.every(({ status }) => status !== 'sent');
}

/** Lets the policy speak; those that go together become one message. */
async function plannedAlerts(
  { outbox, plan, timezone }: HandingOver,
  alerts: readonly Promised[],
  now: Instant,
): Promise<{ readonly now: readonly Promised[] }> {
  if (alerts.length === 0) return { now: [] };
  const sentToday = await outbox.alertsBetween(startOfDay(localDay(now, timezone), timezone), now);
  const { send, wait, merge, drop } = await plan(
    alerts.map(alert => asOf(alert, now)),
    sentToday,
  );
  await outbox.finish(drop, now);
  for (const { id, until } of wait) {
    const alert = alerts.find(one => one.id === id);
    if (alert && alert.dueAt !== until) await outbox.postpone(id, until);
  }
  const single = alerts.filter(alert => send.includes(alert.id));
  const [first, ...others] = alerts.filter(alert => merge.includes(alert.id));
  if (first === undefined) return { now: single };
  return { now: [...single, others.length === 0 ? first : await outbox.merge(first, others, now)] };
}

/** One promised in the future, by a clock that was ahead, has waited long enough. */
function asOf(alert: Promised, now: Instant): Promised {
  if (alert.createdAt <= now) return alert;
  return { ...alert, createdAt: new Date(Date.parse(now) - AHEAD_MS).toISOString() };
}

/** Every message on every channel; resolves to the messages taken, once per channel. */
async function handQueue(handing: HandingOver, queue: readonly Promised[]): Promise<readonly Promised[]> {
  const { outbox, channels, clock } = handing;
  const last = await outbox.lastTries();
  const messages = new Map<string, Promise<Message | null>>();
  const messageOf = (promised: Promised) => {
    const made = messages.get(promised.id) ?? handing.message(promised);
    messages.set(promised.id, made);
    return made;
  };
  const settled = new Map(queue.map(({ id }) => [id, 0]));
  const taken: Promised[] = [];
  const runs = await Promise.allSettled(
    channels.map(async channel => {
      let isShut = isRefusing(last.get(channel.name), clock.now());
      for (const promised of queue) {
        const earlier = promised.deliveries.find(delivery => delivery.channel === channel.name);
        let isDone = isSettled(earlier);
        const mayTry =
          !isDone && !isShut && !handing.signal.aborted && readyAt(earlier, clock.now()) <= clock.now();
        if (mayTry) {
          const message = await messageOf(promised);
          if (message === null) isDone = true;
          else {
            const handed = await tryChannel(handing, channel, promised, message);
            handing.onHanded(handed, promised);
            if (handed.status === 'sent') taken.push(promised);
            isDone = handed.status === 'sent';
            // What failed for one message fails for the next; the others have their turn at the next pass.
            isShut = !isDone;
          }
        }
        if (isDone) settled.set(promised.id, (settled.get(promised.id) ?? 0) + 1);
      }
    }),
  );
  const done = queue.filter(({ id }) => settled.get(id) === channels.length);
  await outbox.finish(idsOf(done), clock.now());
  const broken = runs.find(run => run.status === 'rejected');
  if (broken) throw broken.reason;
  return taken;
}

/** When a message that is left needs somebody again. */
function nextOf(promised: Promised, channels: readonly OpenChannel[], now: Instant): Instant | null {
  if (promised.dueAt !== null && promised.dueAt > now) return promised.dueAt;
  return earliest(
    channels.map(({ name }) => {
      const delivery = promised.deliveries.find(one => one.channel === name);
      return isSettled(delivery) ? null : readyAt(delivery, now);
    }),
  );
}

function dueOf({ dueAt }: Promised): Instant | null {
  return dueAt;
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.filter(at => at !== null).sort()[0] ?? null;
}

function idsOf(promised: readonly Promised[]): string[] {
  return promised.map(({ id }) => id);
}
