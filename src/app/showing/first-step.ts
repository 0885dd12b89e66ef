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
  let first = '';
  try {
    while (!/^[drsq]/.test(first)) {
      const choice = await prompt.question(`${say(catalogue, 'init.choose')}\n› `, {
        signal: invocation.signal,
      });
      first = choice.trim().toLowerCase();
    }
  } finally {
    prompt.close();
  }
  if (first.startsWith('d')) return showDemo(invocation);
  if (/^[rs]/.test(first)) return init.run({ ...invocation, positionals: [], values: {} });
  return EXIT.ok;
}
