import { dirname, join } from 'node:path';
import { VigieError } from '../../domain/errors.ts';
import type { Act } from '../../domain/house.ts';
import { openLog } from '../../platform/log.ts';
import { openMailbox } from '../../platform/mailbox.ts';
import { openSecrets } from '../../platform/secrets.ts';
import { readAnswers } from '../answering/read-answers.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** Longer than any honest mailbox needs for a few short mails; the rest of the pass waits for it. */
const MAILBOX_MS_MAX = 60_000;

export type ReadingAnswers = LocalHouse & {
  readonly signal: AbortSignal;
  /** Told after each thing done. */
  readonly onAct: (act: Act) => Promise<void>;
};

/**
 * What the owner answered by mail is done. Without a mailbox or its password there is nothing to read; a mailbox
 * that cannot be reached is read at the next pass, and never stops this one. Returns how many things were done.
 */
export async function readMailAnswers(reading: ReadingAnswers): Promise<number> {
  const { store, settings, clock, signal, onAct } = reading;
  const { mailbox, network } = settings;
  if (!mailbox) return 0;
  const password = await openSecrets({ dataDir: dirname(store.spoolDir), env: process.env }).get('mailbox');
  if (password === null) return 0;
  const log = openLog(join(dirname(store.spoolDir), 'vigie.log'), clock);
  const bound = AbortSignal.any([signal, AbortSignal.timeout(MAILBOX_MS_MAX)]);
  try {
    const session = await openMailbox({ mailbox, password, network, signal: bound });
    try {
      const { acted } = await readAnswers(reading, session, onAct);
      if (acted > 0) log.write({ event: 'answers', items: acted });
      return acted;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    log.write({ event: 'answers-failed', code: error.code, detail: String(error.params.detail ?? '') });
    return 0;
  } finally {
    await log.close();
  }
}
