import { killablePool } from '../../platform/worker/killable-pool.ts';
import { workerAt } from '../../platform/worker/worker-at.ts';
import type { AnswerMail } from './answer-mail.ts';

/** Bounds of opening one mail, each with its reason. */
const READING = {
  /** They are a few short mails, one after another. */
  workers: 1,
  /** Many times a mail of 256 KB with all its forms. */
  heapMb: 96,
  /** An honest one takes milliseconds; computing, so that a busy machine loses none. */
  cpuMs: 5_000,
} as const;

const ANSWER_WORKER = new URL('./answer-worker.ts', import.meta.url);

export type AnswerReader = {
  /** null: no mail, or one that could not be read within its bounds. */
  read(raw: Uint8Array): Promise<AnswerMail | null>;
  close(): Promise<void>;
};

/** Opens mails in a thread that may be killed: whoever knows her address chooses their bytes. */
export function openAnswerReader(entry: URL = workerAt(ANSWER_WORKER)): AnswerReader {
  const { workers, heapMb, cpuMs } = READING;
  const pool = killablePool<Uint8Array>(entry, { size: workers, heapMb });
  return {
    async read(raw) {
      const outcome = await pool.run<AnswerMail | null>(raw, cpuMs);
      return 'value' in outcome ? outcome.value : null;
    },
    close: pool.close,
  };
}
