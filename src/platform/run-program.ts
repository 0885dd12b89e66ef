import { spawn } from 'node:child_process';

/** Output kept of a helper program, characters: a secret or an id, never a listing. */
const OUTPUT_LENGTH_MAX = 16_384;

export type Ran = { readonly code: number; readonly stdout: string };

/** Runs one program of the system without a shell; null when it is not installed, or had to be stopped. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  options?: {
    readonly stdin?: string;
    /** Default 5 s: a keychain that asks on a screen nobody sits at would wait for ever. */
    readonly timeoutMs?: number;
    /** Added to the environment of this process. */
    readonly env?: Readonly<Record<string, string>>;
  },
) => Promise<Ran | null>;

const TIMEOUT_MS = 5_000;

export const runProgram: RunProgram = (file, args, options = {}) =>
  new Promise(resolve => {
    const child = spawn(file, args, {
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(options.env ? { env: { ...process.env, ...options.env } } : {}),
    });
    let stdout = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? TIMEOUT_MS);
    const end = (ran: Ran | null) => {
      clearTimeout(timer);
      resolve(ran);
    };
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      if (stdout.length < OUTPUT_LENGTH_MAX) stdout += chunk.slice(0, OUTPUT_LENGTH_MAX - stdout.length);
    });
    child.on('error', () => end(null));
    child.on('close', code => end(code === null ? null : { code, stdout }));
    // A program that leaves without reading its input is not our failure.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
  });
