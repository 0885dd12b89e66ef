import { dirname, join } from 'node:path';
import PQueue from 'p-queue';
import { openLog } from '../../platform/log.ts';
import type { Store } from '../../platform/store/open.ts';
import { judgeAlerts } from '../alerting/judge.ts';
import { deliverDue } from '../delivering/deliver.ts';
import type { HandedOver } from '../delivering/hand-over.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** What was found and what left. */
export type Told = HandedOver & {
  /** Matters opened or grown. */
  readonly alerts: number;
};

const turns = new WeakMap<Store, PQueue>();

/**
 * Judges what came since the last time, then hands over what is due: after every reading, whoever asked for it.
 * One at a time: two at once would open a matter twice, or send a message twice.
 */
export function tellOwner(local: LocalHouse & { readonly signal: AbortSignal }): Promise<Told> {
  const queue = turns.get(local.store) ?? new PQueue({ concurrency: 1 });
  turns.set(local.store, queue);
  return queue.add(() => tell(local));
}

async function tell(local: LocalHouse & { readonly signal: AbortSignal }): Promise<Told> {
  const { store, clock, signal } = local;
  // Leaving: what is promised is handed over next time.
  if (signal.aborted) return { alerts: 0, delivered: 0, waiting: 0, letter: false, nextAt: clock.now() };
  const log = openLog(join(dirname(store.spoolDir), 'vigie.log'), clock);
  try {
    const { opened, grown } = await judgeAlerts(local);
    if (opened + grown > 0) log.write({ event: 'alerts', items: opened + grown });
    const handed = await deliverDue({ ...local, log });
    if (handed.delivered > 0) log.write({ event: 'delivered', items: handed.delivered });
    return { ...handed, alerts: opened + grown };
  } finally {
    await log.close();
  }
}
