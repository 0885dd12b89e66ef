import { Worker } from 'node:worker_threads';
import { boundComputing } from './bound-computing.ts';
import type { READY } from './serve-tasks.ts';
import type { Outcome } from './task.ts';

export type PoolBounds<T> = {
  readonly size: number;
  /** True for a task after which its worker is ended even if all went well: what it took goes back to the system. */
  readonly isHeavy?: (task: T) => boolean;
  /** Buffers of a task that are handed over instead of copied; whoever asked cannot read them afterwards. */
  readonly handedOver?: (task: T) => readonly ArrayBuffer[];
  /** JavaScript heap of one worker. Buffers are not in it: they are bounded where they are made. */
  readonly heapMb: number;
};

/** Why a task has no answer: its own code failed, took too long, or took the worker down. */
export type TaskFailure = {
  readonly failed: 'error' | 'timeout' | 'crash' | 'memory';
  readonly detail: string;
};

export type KillablePool<T> = {
  /**
   * Never rejects. One task per worker at a time; the others wait in order.
   *
   * @param cpuMs what the worker's own thread may compute for the task, its start not counted. Computing, not time
   *   on the clock: a busy or throttled machine makes honest work late, never dear. On the clock, it ends after
   *   several times as much.
   */
  run<R>(task: T, cpuMs: number): Promise<{ readonly value: R } | TaskFailure>;
  /** Ends what is under way; it and all that is asked afterwards has crashed. */
  close(): Promise<void>;
};

type Waiting<T> = {
  readonly task: T;
  readonly cpuMs: number;
  readonly settle: (outcome: { value: unknown } | TaskFailure) => void;
};

type Ended = { readonly value: unknown } | TaskFailure;

const CLOSED: TaskFailure = { failed: 'crash', detail: 'closed' };

/** Starting a thread takes under a second, from the sources on one throttled core ten. */
const START_MS = 60_000;

/** Young objects of one parse; the default would let a worker grow by three times this before it is noticed. */
const YOUNG_MB = 16;
/** Readers are written without deep recursion; hostile nesting must fail as an error, not as a crash. */
const STACK_MB = 4;

/** Nothing of the environment but where Node keeps what it has compiled: half the start of a worker. */
const WORKER_ENV = process.env.NODE_COMPILE_CACHE
  ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
  : {};

/**
 * Workers that may be killed while they work: when they computed too long, out of memory or on any crash the worker
 * is ended and the next task gets a fresh one.
 *
 * @param entry the worker's module, which serves with `serveTasks`
 */
export function killablePool<T>(entry: URL, bounds: PoolBounds<T>): KillablePool<T> {
  const idle: Worker[] = [];
  const started = new WeakSet<Worker>();
  const all = new Set<Worker>();
  const waiting: Waiting<T>[] = [];
  let busy = 0;
  let isClosed = false;

  const hire = (): Worker => {
    const spare = idle.pop();
    if (spare) return spare;
    const worker = workerOf(entry, bounds.heapMb);
    all.add(worker);
    // A killed worker may still report an error: nobody waits for it, and it must not end the process.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      all.delete(worker);
      const at = idle.indexOf(worker);
      if (at >= 0) idle.splice(at, 1);
    });
    return worker;
  };

  const next = () => {
    while (busy < bounds.size) {
      const turn = waiting.shift();
      if (!turn) return;
      busy++;
      const worker = hire();
      // Asked beforehand: what is handed over has no length any more.
      const isHeavy = bounds.isHeavy?.(turn.task) ?? false;
      const handedOver = bounds.handedOver?.(turn.task) ?? [];
      const asked = async (): Promise<Ended> => {
        const failure = started.has(worker) ? null : await begun(worker);
        if (failure) return failure;
        started.add(worker);
        return ask(worker, turn.task, handedOver, turn.cpuMs);
      };
      asked().then(outcome => {
        const isWell = 'value' in outcome || outcome.failed === 'error';
        if (isWell && !isHeavy) {
          worker.unref();
          idle.push(worker);
        } else void worker.terminate();
        busy--;
        turn.settle(outcome);
        next();
      });
    }
  };

  return {
    run: (task, cpuMs) =>
      new Promise(resolve => {
        if (isClosed) return resolve(CLOSED);
        waiting.push({ task, cpuMs, settle: resolve as Waiting<T>['settle'] });
        next();
      }),
    close: async () => {
      isClosed = true;
      for (const turn of waiting.splice(0)) turn.settle(CLOSED);
      await Promise.all([...all].map(worker => worker.terminate()));
    },
  };
}

function workerOf(entry: URL, heapMb: number): Worker {
  return new Worker(entry, {
    env: WORKER_ENV,
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: heapMb,
      maxYoungGenerationSizeMb: YOUNG_MB,
      stackSizeMb: STACK_MB,
    },
  });
}

/** Null once the worker says that it is ready. */
async function begun(worker: Worker): Promise<TaskFailure | null> {
  const outcome = await heard<typeof READY>(worker, over => {
    const timer = setTimeout(() => over({ failed: 'crash', detail: 'did not start' }), START_MS);
    return () => clearTimeout(timer);
  });
  return 'value' in outcome ? null : outcome;
}

async function ask(
  worker: Worker,
  task: unknown,
  handedOver: readonly ArrayBuffer[],
  cpuMs: number,
): Promise<Ended> {
  worker.ref();
  const heardOf = heard<Outcome<unknown>>(worker, over =>
    boundComputing(worker, cpuMs, () => over({ failed: 'timeout', detail: `${cpuMs} ms` })),
  );
  worker.postMessage(task, handedOver);
  const outcome = await heardOf;
  if (!('value' in outcome)) return outcome;
  const { value } = outcome;
  return value.ok ? { value: value.value } : { failed: 'error', detail: value.detail };
}

/** The worker's next message, unless it ends or `limit` says that it is over. */
function heard<R>(
  worker: Worker,
  limit: (over: (failure: TaskFailure) => void) => () => void,
): Promise<{ readonly value: R } | TaskFailure> {
  return new Promise(resolve => {
    const finish = (outcome: { readonly value: R } | TaskFailure) => {
      unlimit();
      worker.off('message', onMessage);
      worker.off('exit', onExit);
      worker.off('error', onError);
      resolve(outcome);
    };
    const onMessage = (value: R) => finish({ value });
    const onExit = () => finish({ failed: 'crash', detail: 'worker ended' });
    const onError = (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      finish({ failed: memory ? 'memory' : 'crash', detail: error.code ?? error.name });
    };
    const unlimit = limit(finish);
    worker.on('message', onMessage);
    worker.on('exit', onExit);
    worker.on('error', onError);
  });
}
