import { serveTasks } from '../../platform/worker/serve-tasks.ts';
import type { Outcome } from '../../platform/worker/task.ts';
import { type AnswerMail, readAnswerMail } from './answer-mail.ts';

/**
 * The thread that opens mails which claim to be the owner's: anybody can send one. It has no network, no disk and no
 * environment of its own, and keeps nothing between two mails.
 */
async function perform(raw: Uint8Array): Promise<Outcome<AnswerMail | null>> {
  try {
    return { ok: true, value: await readAnswerMail(raw) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'unknown' };
  }
}

serveTasks(perform);
