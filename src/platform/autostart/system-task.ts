import type { Instant } from '../../domain/time.ts';
import type { RunProgram } from '../run-program.ts';

/** Minutes between two passes: nothing that is said of a small firm is older when its owner reads it. */
export const PASS_EVERY_MINUTES = 30;
/** A pass reads what is due within a few minutes; one that takes longer is stuck and must not hold up the next. */
export const PASS_MINUTES_MAX = 25;

/** What the system is to run: absolute paths, arguments as they are. */
export type Task = {
  /** `vigie`, or `vigie-1a2b3c4d` for another data folder than the usual one. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
};

export type SystemWorld = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Of the user; null on Windows. */
  readonly uid: number | null;
  readonly run: RunProgram;
};

/** What the system says of a task. `nextAt` null: it does not tell. */
export type TaskState = {
  /** `absent`: not known to it. `idle`: known, and will not run. `unreachable`: it cannot be asked. */
  readonly state: 'runs' | 'idle' | 'absent' | 'unreachable';
  readonly nextAt: Instant | null;
  /** True when it runs only while its owner is signed in. */
  readonly signedInOnly: boolean;
};

/** One system's scheduler. A failing call is an answer too: the caller tells the owner. */
export type Scheduler = {
  /** The file that says what to run, for whoever wants to look. */
  place(name: string): string;
  /** Writes and enables; also over an older one. False: the system did not take it. */
  enable(task: Task): Promise<boolean>;
  /** Stops and removes; fine when there is none. */
  disable(name: string): Promise<boolean>;
  state(name: string): Promise<TaskState>;
};
