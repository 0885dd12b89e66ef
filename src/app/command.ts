import type { Readable, Writable } from 'node:stream';
import type { parseArgs } from 'node:util';
import type { Clock } from '../domain/time.ts';
import type { Language } from '../domain/words.ts';

/** Exit codes, a contract with scripts. */
export const EXIT = { ok: 0, failure: 1, usage: 2, partial: 3, todo: 10, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The world as a command sees it: only cli.ts binds it to the process. */
export type Io = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
    /** Bits of colour that a terminal shows, 1 to 24. */
    getColorDepth?(env: object): number;
  };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** What works on every command. */
export type GlobalFlags = {
  /** Path of vigie.yaml; null: the usual places. */
  readonly config: string | null;
  readonly dataDir: string | null;
  /** Asked for on the command line; null: the settings', else the system's. */
  readonly lang: Language | null;
  readonly json: boolean;
  readonly plain: boolean;
  readonly color: boolean;
  readonly input: boolean;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

export type Invocation = {
  readonly flags: GlobalFlags;
  /** The command's own options, as util.parseArgs gives them. */
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
  readonly io: Io;
  readonly clock: Clock;
  /** Aborted at the first Ctrl+C; two seconds later the program leaves all the same. */
  readonly signal: AbortSignal;
};

type OptionsConfig = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** One file of src/app/commands, whose name is the command's. */
export type Command = {
  /** Shown in plain `--help`; the others under `--help --all`. */
  readonly essential: boolean;
  readonly summary: { readonly fr: string; readonly en: string };
  /** `letter [--week W] [--md|--text]`, without "vigie". */
  readonly usage: string;
  readonly examples: readonly string[];
  readonly options: OptionsConfig;
  /** Resolves to the exit code. Throws VigieError for what the user can mend. Data on stdout, progress on stderr. */
  run(invocation: Invocation): Promise<ExitCode>;
};
