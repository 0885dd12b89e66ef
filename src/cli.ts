import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './platform/files.ts';

/** argv → one command; the only place that reads the process, prints a crash, or exits. */
const INTERRUPTED = 130;
const LEAVE_AFTER_MS = 2_000;

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  process.stdout.write(`${version}\n`);
} else {
  await main();
}

async function main(): Promise<void> {
  const leaving = new AbortController();
  process.once('SIGINT', () => {
    leaving.abort();
    process.exitCode = INTERRUPTED;
    setTimeout(() => process.exit(INTERRUPTED), LEAVE_AFTER_MS).unref();
  });
  // A reader that closes early (`vigie … | head`) has had enough: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const [{ run }, { systemClock }] = await Promise.all([
    import('./app/run.ts'),
    import('./platform/clock.ts'),
  ]);
  const { stdin, stdout, stderr, env } = process;
  const world = { io: { stdin, stdout, stderr, env }, clock: systemClock, signal: leaving.signal };
  const code = await run(argv, world).catch(crashed);
  process.exitCode = leaving.signal.aborted ? INTERRUPTED : code;
}

/** A bug: said in words, then where it stands, for whoever mends it. The stack alone, never the source around it. */
async function crashed(error: unknown): Promise<1> {
  const [{ catalogueFor, commandLineLanguage }, { say }] = await Promise.all([
    import('./app/wording.ts'),
    import('./domain/catalogue.ts'),
  ]);
  const catalogue = catalogueFor({ flags: { lang: commandLineLanguage(argv) }, io: process }, null);
  console.error(say(catalogue, 'cli.unexpected'));
  console.error(error instanceof Error ? error.stack : String(error));
  return 1;
}
