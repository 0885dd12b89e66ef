import { dirname } from 'node:path';
import type { Sending } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import { letterKey, sealWith } from '../../platform/letter-key.ts';
import { createEgress, type Egress } from '../../platform/net/egress.ts';
import { USER_AGENT } from '../../platform/net/user-agent.ts';
import { openSecrets } from '../../platform/secrets.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** An answer to a webhook is a word or two; what is longer is somebody's error page. */
const ANSWER_BYTES_MAX = 65_536;
const ANSWER_LENGTH_MAX = 2_000;
/** The other side never saw these. After any other failure it may have taken the message. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** The world's edges for channels, opened together and closed once all is sent. */
export async function openSending({ store, settings, clock }: LocalHouse): Promise<{
  readonly sending: (signal: AbortSignal) => Sending;
  close(): Promise<void>;
}> {
  const { allowPrivate, connectTo } = settings.network;
  const egress = createEgress({ allowPrivate, connectTo }, USER_AGENT, () => Date.parse(clock.now()));
  const secrets = openSecrets({ dataDir: dirname(store.spoolDir), env: process.env });
  const seal = sealWith(await letterKey(dirname(store.spoolDir)));
  const { mailbox } = settings;
  return {
    sending: signal => ({
      secret: id => secrets.get(id),
      post: request => post(egress, request),
      seal,
      mailbox: mailbox
        ? { address: mailbox.address, imap: mailbox.imap, user: mailbox.user ?? mailbox.address }
        : null,
      network: { allowPrivate, connectTo },
      signal,
    }),
    close: () => egress.close(),
  };
}

/** Every status is an answer here: the channel knows what its service means by it. */
async function post(
  egress: Egress,
  { url, headers, body }: Parameters<Sending['post']>[0],
): Promise<{ status: number; text: string }> {
  try {
    const { href } = new URL(url);
    // A message goes where the owner said: a redirect would be followed with an empty GET and look like a receipt.
    const beforeHop = async (hop: URL) => {
      if (hop.href !== href)
        throw new VigieError('SourceUnsafe', { host: hop.host, detail: 'redirected message' });
    };
    const question = { url, method: 'POST', headers, body, maxBytes: ANSWER_BYTES_MAX, beforeHop } as const;
    const answer = await egress.request(question);
    const text = new TextDecoder().decode(answer.bytes).slice(0, ANSWER_LENGTH_MAX);
    return { status: answer.status, text };
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    const { status, detail, host } = error.params;
    if (typeof status === 'number') return { status, text: '' };
    if (error.code === 'SourceUnsafe') throw new VigieError('DeliveryRefused', error.params, error);
    const params = { host: host ?? '', detail: detail ?? error.code };
    const maybe = NEVER_SENT.has(String(detail)) ? {} : { ambiguous: 1 };
    throw new VigieError('DeliveryFailed', { ...params, ...maybe }, error);
  }
}
