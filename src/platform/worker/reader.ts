import { VigieError } from '../../domain/errors.ts';
import { killablePool, type TaskFailure } from './killable-pool.ts';
import type { CleanRead, ReadOutcome, ReadTask, RobotsRules, RobotsTask, Task } from './task.ts';
import { workerAt } from './worker-at.ts';

/** Bounds of reading one answer, each with its reason. */
export const READING = {
  /** One: reading a page takes milliseconds, fetching it takes a hundred times longer; each more costs 60 MB. */
  workers: 1,
  /** Ten times what the largest honest answer of our corpora takes. */
  heapMb: 96,
  /** Computing; the slowest honest answer of our corpora is read in under one second on a small machine. */
  cpuMs: 8_000,
  /** An answer of this size leaves a heap behind that none of the next ones needs. */
  heavyBytes: 1_048_576,
} as const;

type Keep = (bytes: Uint8Array) => Promise<void>;

/** Reads hostile bytes elsewhere. Throws SourceChanged or SourceTooLarge, nothing else. */
export type Reader = {
  /**
   * Takes the answer's bytes: they cannot be read afterwards.
   *
   * @param cpuMs less than the bound when the source has less time left
   * @param keep is given them back when the collector could not read them; what it returns is waited for
   */
  read(task: Omit<ReadTask, 'kind'>, cpuMs?: number, keep?: Keep): Promise<CleanRead>;
  robots(task: Omit<RobotsTask, 'kind'>): Promise<RobotsRules>;
  close(): Promise<void>;
};

export function createReader(): Reader {
  const { workers, heapMb, cpuMs, heavyBytes } = READING;
  const pool = killablePool<Task>(workerAt(new URL('./reading-worker.ts', import.meta.url)), {
    size: workers,
    heapMb,
    handedOver: task => (task.kind === 'read' ? ownBuffer(task.answer.bytes) : []),
    isHeavy: task => task.kind === 'read' && task.answer.bytes.length > heavyBytes,
  });
  const run = async <R>(task: Task, limitMs: number): Promise<R> => {
    const outcome = await pool.run<R>(task, Math.min(limitMs, cpuMs));
    if ('value' in outcome) return outcome.value;
    throw errorOf(outcome);
  };
  return {
    read: async (task, limitMs = cpuMs, keep) => {
      const { read, failing } = await run<ReadOutcome>({ kind: 'read', ...task }, limitMs);
      if (failing) await keep?.(failing);
      if (typeof read === 'string') throw errorOf({ failed: 'error', detail: read });
      return read;
    },
    robots: task => run({ kind: 'robots', ...task }, cpuMs),
    close: pool.close,
  };
}

/** Only bytes that fill their buffer: small ones may lie in a buffer that others share. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? [buffer] : [];
}

function errorOf(failure: TaskFailure): VigieError {
  const detail = `reading: ${failure.failed} ${failure.detail}`;
  return failure.failed === 'memory' || failure.failed === 'timeout'
    ? new VigieError('SourceTooLarge', { detail })
    : new VigieError('SourceChanged', { detail });
}
