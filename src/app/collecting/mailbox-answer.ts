import type { Answer, Mailbox } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { type MailSession, openMailbox } from '../../platform/mailbox.ts';
import { toMbox } from '../../platform/mbox.ts';
import type { NetworkPolicy } from '../../platform/net/policy.ts';

/** The firm's mailbox as the sources of one run share it: one sign-in, however many platforms write to it. */
export type SharedMailbox = {
  /** Throws VigieError. */
  answer(fetch: Mailbox, remainingMs: number): Promise<Answer>;
  /** `host` of its server, for the ledger; null: the settings name none. */
  readonly host: string | null;
  close(): Promise<void>;
};

export type MailboxWorld = {
  readonly settings: Pick<Settings, 'mailbox'>;
  readonly policy: NetworkPolicy;
  readonly secret: (id: string) => Promise<string | null>;
  readonly clock: Clock;
  readonly interrupted: AbortSignal;
};

/** All sources of one run together: a slow server must not hold the others for longer. */
const SESSION_MS_MAX = 120_000;

export function sharedMailbox({ settings, policy, secret, clock, interrupted }: MailboxWorld): SharedMailbox {
  const { mailbox } = settings;
  const over = new AbortController();
  let session: Promise<MailSession> | null = null;
  const opened = async (): Promise<MailSession> => {
    if (!mailbox) throw new VigieError('SettingsInvalid', { ...NO_MAILBOX });
    const password = await secret('mailbox');
    if (password === null) throw new VigieError('SecretMissing', { id: 'mailbox' });
    const signal = AbortSignal.any([over.signal, interrupted, AbortSignal.timeout(SESSION_MS_MAX)]);
    return openMailbox({ mailbox, password, network: policy, signal });
  };
  const forget = () => {
    const gone = session;
    session = null;
    void gone?.then(left => left.close()).catch(() => undefined);
  };
  return {
    host: mailbox ? new URL(mailbox.imap).host : null,
    async answer(fetch, remainingMs) {
      session ??= opened();
      // A refused password stays refused for this run: providers lock an account that is tried again and again.
      const current = await session;
      const { folder, senders, after } = fetch;
      const asked = current.fetchNew({ folder, senders, after, now: Date.parse(clock.now()) });
      const mail = await within(asked, remainingMs, new URL(mailbox?.imap ?? 'imaps://-').hostname).catch(
        error => {
          forget();
          throw error;
        },
      );
      const url = `${mailbox?.imap ?? ''}/${encodeURIComponent(folder)}`;
      return {
        fetch,
        url,
        status: 200,
        contentType: 'application/mbox',
        bytes: toMbox(mail),
        observedAt: clock.now(),
      };
    },
    async close() {
      over.abort();
      forget();
    },
  };
}

const NO_MAILBOX = {
  kind: 'missing',
  path: 'mailbox',
  expected: 'mailbox: { address, imap }',
  got: '',
  mend: 'vigie init',
  line: 0,
} as const;

async function within<T>(work: Promise<T>, ms: number, host: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new VigieError('SourceUnreachable', { host, reason: 'timeout', detail: 'deadline' })),
      Math.max(1, ms),
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
