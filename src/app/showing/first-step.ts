import { createInterface } from 'node:readline/promises';
import { say } from '../../domain/catalogue.ts';
import { EXIT, type ExitCode, type Invocation } from '../command.ts';
import { command as init } from '../commands/init.ts';
import { showDemo } from '../demo/show.ts';
import { catalogueFor } from '../wording.ts';

/** No settings yet, and somebody at the keyboard: the demonstration, the first settings, or leave. */
export async function offerFirstStep(invocation: Invocation): Promise<ExitCode> {
  const catalogue = catalogueFor(invocation, null);
  const { stdin, stderr } = invocation.io;
  const prompt = createInterface({ input: stdin, output: stderr });
  let choice: string;
  try {
    choice = await prompt.question(`${say(catalogue, 'init.choose')}\n› `, { signal: invocation.signal });
  } finally {
    prompt.close();
  }
  const first = choice.trim().slice(0, 1).toLowerCase();
  if (first === 'd') return showDemo(invocation);
  if (first === 'r' || first === 's') return init.run({ ...invocation, positionals: [], values: {} });
  return EXIT.ok;
}
