import type { Handed, Message, Receipt } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/time.ts';
import type { Delivery, Outbox, Promised } from '../../platform/store/outbox.ts';
import { nextTryAt } from './next-try.ts';

/** A slow mail server takes 30 s; one that takes longer is stuck, and the next message waits for it. */
const SEND_MS_MAX = 60_000;
/** What is on its way when the program is told to leave (it has two seconds) mostly arrives within this. */
const LET_ARRIVE_MS = 1_000;
const RECEIPT_LENGTH_MAX = 500;

/** A channel of the settings, ready to send. */
export type OpenChannel = {
  /** As the settings name it. */
  readonly id: string;
  /** The id with a digest of its options: a mended address is another channel. */
  readonly name: string;
  /** @throws VigieError as Channel.send, and SettingsInvalid when the options are not of this channel */
  send(message: Message, key: string, signal: AbortSignal): Promise<Receipt>;
};

export type Trying = {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** Once aborted what is on its way has a moment left. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/**
 * One try of one message on one channel. It is noted before anything leaves and again when its end is known, so
 * that a cut in between leads to one repetition with the same key.
 */
export async function tryChannel(
  trying: Trying,
  channel: OpenChannel,
  promised: Pick<Promised, 'id' | 'incidentIds' | 'key' | 'deliveries'>,
  message: Message,
): Promise<Handed> {
  const { outbox, clock, random } = trying;
  const earlier = promised.deliveries.find(delivery => delivery.channel === channel.name);
  await outbox.begin(promised, channel.name, clock.now());
  const handed = await sent(trying, channel, message, promised.key);
  const at = clock.now();
  const { status, receipt, error } = handed;
  const tries = (earlier?.status === status ? earlier.tries : 0) + 1;
  const nextAt = status === 'sent' ? null : nextTryAt(at, { status, tries }, random);
  const said = receipt === null ? null : JSON.stringify(receipt).slice(0, RECEIPT_LENGTH_MAX);
  await outbox.end(promised, channel.name, { status, at, tries, nextAt, error, receipt: said });
  return handed;
}

async function sent(
  { wait, signal: stop }: Trying,
  channel: OpenChannel,
  message: Message,
  key: string,
): Promise<Handed> {
  const over = new AbortController();
  const bound = Promise.race([
    wait(SEND_MS_MAX, over.signal),
    stopped(stop, over.signal).then(() => wait(LET_ARRIVE_MS, over.signal)),
  ]).then(() => {
    over.abort();
    throw new VigieError('DeliveryFailed', { detail: 'no answer', ambiguous: 1 });
  });
  try {
    const receipt = await Promise.race([channel.send(message, key, over.signal), bound]);
    return { channel: channel.id, status: 'sent', receipt, error: null };
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    const { code, params } = error;
    return { channel: channel.id, status: statusOf(error), receipt: null, error: { code, params } };
  } finally {
    over.abort();
    bound.catch(() => undefined);
  }
}

function statusOf(error: VigieError): Exclude<Delivery['status'], 'sent'> {
  if (error.disposition !== 'retry') return 'refused';
  return error.params.ambiguous === 1 ? 'unknown' : 'failed';
}

/** Resolves when told to stop; rejects, unheard, when that is no longer of interest. */
function stopped(stop: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    over.addEventListener('abort', () => reject(over.reason), { once: true });
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true, signal: over });
  });
}
