import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '../../domain/channel.ts';
import { loadCatalogue } from '../../platform/catalogue-file.ts';
import type { Log } from '../../platform/log.ts';
import { openOutbox, type Promised } from '../../platform/store/outbox.ts';
import { alertMessage } from '../alerting/message.ts';
import { plannedAlerts } from '../alerting/plan.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { letterMessage } from '../lettering/compose.ts';
import { type HandedOver, handOver } from './hand-over.ts';
import { openChannels } from './open-channels.ts';
import { openSending } from './sending.ts';

export type DeliveringDue = LocalHouse & { readonly signal: AbortSignal; readonly log: Log };

/** Hands over what the outbox promises and is due, through the channels of the settings. */
export async function deliverDue(delivering: DeliveringDue): Promise<HandedOver> {
  const { store, settings, clock, signal, log } = delivering;
  const { sending, close } = await openSending(delivering);
  try {
    return await handOver({
      outbox: openOutbox(store),
      channels: openChannels(settings, sending),
      timezone: settings.timezone,
      clock,
      random: Math.random,
      wait: (ms, over) => wait(ms, undefined, { signal: over }),
      signal,
      plan: (alerts, sentToday) => plannedAlerts(delivering, alerts, sentToday),
      message: promised => messageOf(delivering, promised),
      onHanded: ({ channel, status, error }, { kind }) =>
        log.write({
          event: `${kind}-${status}`,
          source: channel,
          ...(error ? { code: error.code, detail: String(error.params.detail ?? '') } : {}),
        }),
    });
  } finally {
    await close();
  }
}

/** Worded when it leaves: what she has settled by then is not told. */
async function messageOf(
  local: LocalHouse,
  { kind, period, incidentIds }: Promised,
): Promise<Message | null> {
  const catalogue = loadCatalogue(local.settings.language);
  if (kind === 'alert') return alertMessage(local, incidentIds, catalogue);
  return period === null ? null : letterMessage(local, period, catalogue);
}
