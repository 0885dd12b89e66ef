import { forTerminal } from '../domain/words.ts';
import { EXIT, type ExitCode, type Invocation } from './command.ts';

type Listener = Pick<Invocation, 'flags' | 'io'>;

/** Tells what was found or done: one JSON document with `--json`, else the lines, of which `--quiet` wants none. */
export function tell(listener: Listener, json: object, lines: readonly string[]): ExitCode {
  return tellAnyway(listener, json, listener.flags.quiet ? [] : lines.map(forTerminal));
}

/** As `tell`, for what is wanted even with `--quiet`; the lines are printed as they stand, no sign of them changed. */
export function tellAnyway(listener: Listener, json: object | null, lines: readonly string[]): ExitCode {
  if (listener.flags.json) return tellJson(listener, json);
  if (lines.length > 0) listener.io.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

/**
 * One JSON document: for what has no lines of words beside it, a file or a screen. On one line with `--json`; over
 * several where a command answers in JSON alone and nobody asked for it.
 */
export function tellJson({ flags, io }: Listener, json: object | null): ExitCode {
  io.stdout.write(`${JSON.stringify(json, null, flags.json ? 0 : 2)}\n`);
  return EXIT.ok;
}
