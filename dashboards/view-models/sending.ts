import type { Channels } from '../../queries/channels.ts';
import { knows, say, sayError } from '../../src/domain/catalogue.ts';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { localDay } from '../../src/domain/time.ts';
import { longDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';

type Speaking = Pick<Context, 'catalogue' | 'timezone'>;

/**
 * What is in the way of messages, one sentence each: a channel of the settings that refuses or fails, or that she asked
 * for no more letters and how they come back. Empty: nothing is.
 * @param inUse channels of the settings; what an earlier one did is over
 */
export function sendingTroubles(
  { catalogue, timezone }: Speaking,
  { channels, lettersStoppedAt }: Channels,
  inUse: readonly string[],
): readonly string[] {
  const faults = channels.flatMap(({ channel, status, error }) => {
    if (!inUse.includes(channel) || status === 'sent' || error === null) return [];
    if (!knows(catalogue, `error.${error.code}`)) return [];
    return sayError(catalogue, error.code as ErrorCode, { provider: channel, ...error.params });
  });
  if (lettersStoppedAt === null) return [...new Set(faults)];
  const day = longDay(catalogue.language, localDay(lettersStoppedAt, timezone));
  return [...new Set(faults), say(catalogue, 'sites.lettersStopped', { day })];
}
