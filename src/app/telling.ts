import { forTerminal } from '../domain/words.ts';
import { EXIT, type ExitCode, type Invocation } from './command.ts';

/** Prints what was found or done: one JSON document with `--json`, else the lines. */
export function tell({ flags, io }: Invocation, json: object, lines: readonly string[]): ExitCode {
  io.stdout.write(`${flags.json ? JSON.stringify(json) : forTerminal(lines.join('\n'))}\n`);
  return EXIT.ok;
}
