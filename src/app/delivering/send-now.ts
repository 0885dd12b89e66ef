import { setTimeout as wait } from 'node:timers/promises';
import type { Handed, Message } from '../../domain/channel.ts';
import { noteOffered } from '../../platform/store/letter-items.ts';
import { openOutbox } from '../../platform/store/outbox.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { openChannels } from './open-channels.ts';
import { openSending } from './sending.ts';
import { type Trying, tryChannel } from './try-channel.ts';

/**
 * Sends a message that the owner asks for, now, and once: she sees what became of it and asks again herself. It is
 * noted like any other try, so that a channel which works again is known to.
 *
 * @param key the same for each try of one message
 * @param only channels as the settings name them; absent: all
 * @returns one line per channel; none when there is no such channel
 */
export async function sendNow(
  local: LocalHouse,
  message: Message,
  key: string,
  only?: readonly string[],
): Promise<readonly Handed[]> {
  const { store, settings, clock } = local;
  const { sending, close } = await openSending(local);
  try {
    const channels = openChannels(settings, sending, only);
    if (channels.length === 0) return [];
    const outbox = openOutbox(store);
    const id = await outbox.note(key, clock.now());
    const [, letter] = key.split(':');
    if (message.offered && letter) await noteOffered(store, letter, message.offered, clock.now());
    const promised = { id, key, incidentIds: [], deliveries: [] };
    const trying: Trying = {
      outbox,
      clock,
      random: Math.random,
      signal: new AbortController().signal,
      wait: (ms, over) => wait(ms, undefined, { signal: over }),
    };
    return await Promise.all(channels.map(channel => tryChannel(trying, channel, promised, message)));
  } finally {
    await close();
  }
}
