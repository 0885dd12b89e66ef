import { createHash } from 'node:crypto';
import type { Channel, Sending } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest, placesOf } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { channels as registry } from '../../generated/channels.ts';
import type { OpenChannel } from './try-channel.ts';

type ChannelSettings = Settings['channels'][number];

/**
 * The channels of the settings. One whose options are wrong is there all the same, and says so when it is used:
 * the owner sees it where she sees every channel.
 *
 * @param only ids as the settings name them; absent: all
 */
export function openChannels(
  settings: Settings,
  sending: (signal: AbortSignal) => Sending,
  only?: readonly string[],
): readonly OpenChannel[] {
  const named = settings.channels.filter(({ channel }) => only === undefined || only.includes(channel));
  // The same channel written twice is one: two copies of each message are nobody's wish.
  const byName = new Map(named.map(options => [nameOf(options), options]));
  return [...byName].map(([name, settingsOf]) => ({
    id: settingsOf.channel,
    name,
    async send(message, key, signal) {
      const { channel, options } = await prepared(settingsOf);
      return channel.send(message, key, options, sending(signal));
    },
  }));
}

/** `email:3f8a01c2`: stored with each delivery. */
function nameOf({ channel, ...options }: ChannelSettings): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(Object.entries(options).sort()))
    .digest('hex');
  return `${channel}:${digest.slice(0, 8)}`;
}

async function prepared(settings: ChannelSettings): Promise<{ channel: Channel; options: unknown }> {
  const { channel: id, ...given } = settings;
  const known = Object.keys(registry);
  const load = Object.hasOwn(registry, id) ? registry[id] : undefined;
  if (!load) {
    const mend = nearest(id, known);
    const expected = mend || known.join(', ');
    throw new VigieError('SettingsInvalid', { path: 'channels', expected, got: id, line: 0, mend });
  }
  const channel = await load();
  const parsed = channel.options.safeParse(given, { reportInput: true });
  if (parsed.success) return { channel, options: parsed.data };
  const [place] = parsed.error.issues.flatMap(issue => placesOf(issue, []));
  const { keys: _keys, ...params } = place!;
  throw new VigieError('SettingsInvalid', { ...params, line: 0 });
}
