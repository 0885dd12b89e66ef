import type { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** More than a breath: what comes after it was typed by hand, not pasted (src/app/setup/asking.ts). */
const BREATH_MS = 500;

/** Types or pastes `text` and takes a breath, which begins once the program has taken it in, however late. */
export async function typed(stdin: PassThrough, text: string): Promise<void> {
  stdin.write(text);
  while (stdin.readableLength > 0 && stdin.listenerCount('data') > 0) await wait(1);
  await wait(BREATH_MS);
}
