import { Socket } from 'node:net';
import * as z from 'zod';
import type { Channel, Message, Receipt, Sending } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { codeOf, deliveryError } from '../delivery-errors.ts';
import { mailOf } from '../mail-message.ts';
import { providerName } from '../mailbox-errors.ts';
import { type Dial, dialOf } from '../net/dial.ts';

const options = z.strictObject({
  to: z.email().max(200),
  /** `smtps://smtp.orange.fr:465`; `smtp://` speaks STARTTLS, or plainly to a listed private address. */
  smtp: z
    .url({ protocol: /^smtps?$/ })
    .max(500)
    .refine(url => URL.parse(url)?.password === '', { error: 'a password in an address' }),
  /** Default: the mailbox's, else the address. */
  user: z.string().trim().min(1).max(200).optional(),
  /** Default: the mailbox's address, else the one it goes to. */
  from: z.email().max(200).optional(),
});

type Options = z.infer<typeof options>;

const CONNECT_MS = 10_000;
/** A server that took the text looks it through before it answers. */
const SILENCE_MS = 30_000;

async function send(message: Message, key: string, settings: Options, sending: Sending): Promise<Receipt> {
  const url = new URL(settings.smtp);
  const provider = providerName(url.hostname);
  try {
    const secure = url.protocol === 'smtps:';
    const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
    const dial = await dialOf(url.hostname, port, sending.network);
    const password = (await sending.secret('smtp')) ?? (await sending.secret('mailbox'));
    const user = settings.user ?? sending.mailbox?.user ?? sending.mailbox?.address ?? settings.to;
    const auth = password === null ? null : { user, pass: password };
    const from = settings.from ?? sending.mailbox?.address ?? settings.to;
    return await handed(
      message,
      key,
      { from, to: settings.to, seal: sending.seal },
      { dial, secure, auth, signal: sending.signal },
    );
  } catch (error) {
    throw error instanceof VigieError ? deliveryError(error, provider) : smtpError(error, provider);
  }
}

type Way = {
  readonly dial: Dial;
  readonly secure: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
  readonly signal: AbortSignal;
};

async function handed(
  message: Message,
  key: string,
  ends: Parameters<typeof mailOf>[2],
  { dial, secure, auth, signal }: Way,
): Promise<Receipt> {
  const { createTransport } = await import('nodemailer');
  // Our own socket, so that nothing lingers once the time is over.
  const socket = new Socket().setNoDelay(true);
  const transport = createTransport({
    socket,
    host: dial.address,
    port: dial.port,
    secure,
    requireTLS: !secure && !dial.named,
    ...(auth ? { auth } : {}),
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: !dial.here,
      ...(dial.servername ? { servername: dial.servername } : {}),
    },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  const over = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(new VigieError('DeliveryFailed', { detail: 'deadline', ambiguous: 1 }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: over.signal });
  });
  try {
    const sent = transport.sendMail(mailOf(message, key, ends));
    sent.catch(() => undefined);
    const { messageId, response } = await Promise.race([sent, stopped]);
    return { id: messageId, said: cleanLine(response, 200) };
  } finally {
    over.abort();
    transport.close();
    if (signal.aborted) socket.destroy();
  }
}

/** 5xx and a refused password are for the owner to mend; everything else may pass. */
function smtpError(error: unknown, provider: string): VigieError {
  const code = codeOf(error);
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const isPassword = code === 'EAUTH' && (status === 0 || status >= 500);
  if (!isPassword && !(status >= 500 && status < 600)) {
    // Silence once the text was on its way: the server may have taken it.
    const command = error instanceof Error && 'command' in error ? error.command : '';
    const maybe = command === 'DATA' && status === 0 ? { ambiguous: 1 } : {};
    return new VigieError('DeliveryFailed', { provider, status, detail: code, ...maybe });
  }
  const reason = isPassword || status === 530 || status === 534 || status === 535 ? 'password' : 'address';
  return new VigieError('DeliveryRefused', { provider, status, reason, detail: code });
}

export const channel: Channel<Options> = {
  id: 'email',
  title: { fr: 'Un mail, par votre serveur d’envoi', en: 'A mail, through your sending server' },
  options,
  secrets: ['smtp', 'mailbox'],
  send,
};
