import { setTimeout as wait } from 'node:timers/promises';
import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { openMailbox } from '../../platform/mailbox.ts';
import { openSecrets } from '../../platform/secrets.ts';

/** A provider that just hung up is asked again after so long; it drops who comes back at once. */
const AGAIN_MS = 10 * 60_000;
const FOLDER = 'INBOX';

export type MailboxNews = {
  readonly settings: Settings;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/**
 * Calls `onNew` as soon as mail comes into the firm's mailbox, until the signal. Without a mailbox or its password
 * nothing happens; one that refuses is not asked again: reading it, at its due time, tells the owner.
 */
export async function watchMailbox(
  { settings, dataDir, env, signal }: MailboxNews,
  onNew: () => void,
): Promise<void> {
  const { mailbox, network } = settings;
  if (!mailbox) return;
  while (!signal.aborted) {
    try {
      const password = await openSecrets({ dataDir, env }).get('mailbox');
      if (password === null) return;
      const session = await openMailbox({ mailbox, password, network, signal });
      await session.idle(FOLDER, onNew).finally(() => session.close());
    } catch (error) {
      if (!(error instanceof VigieError)) throw error;
      if (error.disposition !== 'retry') return;
    }
    await wait(AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
