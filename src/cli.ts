import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './platform/files.ts';

/** argv → one command; the only place that reads the process, prints a crash, or exits. */
/** A clean end takes a second; on a machine that is busy with other things, some more. */
const LEAVE_AFTER_MS = 6_000;
const LINGER_MS_MAX = 5_000;
/** Ctrl+C, an end asked for, the window closed: what is under way ends cleanly, then these are the exit codes. */
const LEAVING_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

// Whatever writes it, an export of DuckDB's too: what vigie keeps is its owner's alone.
process.umask(0o077);
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  process.stdout.write(`${version}\n`);
} else {
  await main();
}

async function main(): Promise<void> {
  const leaving = new AbortController();
  let leavingCode = 0;
  for (const [signal, code] of Object.entries(LEAVING_CODES)) {
    // Not `once`: bin/vigie hands on what the terminal also sends us, and the second must not kill the clean end.
    process.on(signal, () => {
      if (leaving.signal.aborted) return;
      leavingCode = code;
      leaving.abort();
      setTimeout(() => process.exit(code), LEAVE_AFTER_MS).unref();
    });
  }
  // A reader that closes early (`vigie … | head`) has had enough: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!leaving.signal.aborted) process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  const [{ run }, { systemClock }] = await Promise.all([
    import('./app/run.ts'),
    import('./platform/clock.ts'),
  ]);
  const { stdin, stdout, stderr, env } = process;
  const world = { io: { stdin, stdout, stderr, env }, clock: systemClock, signal: leaving.signal };
  const code = await run(argv, world).catch(crashed);
  process.exitCode = leaving.signal.aborted ? leavingCode : code;
  leaveAtLast();
}

/** All is done and closed: what still holds the process up is stuck, unless a slow reader takes its lines. */
function leaveAtLast(): void {
  const isRead = () => process.stdout.writableLength === 0;
  setTimeout(() => (isRead() ? process.exit() : leaveAtLast()), LINGER_MS_MAX).unref();
}

/** A bug: said in words, then where it stands, for whoever mends it. The stack alone, never the source around it. */
async function crashed(error: unknown): Promise<1> {
  const [{ catalogueFor, languageOfErrors }, { say }] = await Promise.all([
    import('./app/wording.ts'),
    import('./domain/catalogue.ts'),
  ]);
  const flags = { lang: await languageOfErrors(argv, process.env) };
  const catalogue = catalogueFor({ flags, io: process }, null);
  console.error(say(catalogue, 'cli.unexpected'));
  console.error(error instanceof Error ? error.stack : String(error));
  return 1;
}
