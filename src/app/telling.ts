import { forTerminal } from '../domain/words.ts';
import { EXIT, type ExitCode, type Invocation } from './command.ts';

/** Prints what was found or done: one JSON document with `--json`, else the lines, of which `--quiet` wants none. */
export function tell({ flags, io }: Invocation, json: object, lines: readonly string[]): ExitCode {
  if (flags.json) io.stdout.write(`${JSON.stringify(json)}\n`);
  else if (!flags.quiet) io.stdout.write(`${forTerminal(lines.join('\n'))}\n`);
  return EXIT.ok;
}
