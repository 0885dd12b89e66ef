import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cleanLine } from '../domain/text/clean.ts';
import type { Clock } from '../domain/time.ts';

/** One line: what happened, to which source, how much, how long. Never what was fetched, never a secret. */
export type LogEvent = {
  readonly event: string;
  readonly source?: string;
  readonly items?: number;
  readonly durationMs?: number;
  readonly code?: string;
  readonly detail?: string;
};

export type Log = { write(event: LogEvent): void; close(): Promise<void> };

/** A log grown to this is set aside once (`.1`), so that two of them are the most there ever is. */
const LOG_BYTES_MAX = 5_000_000;
const FIELD_LENGTH_MAX = 200;

/** Keeps nothing: for tests and for runs without a data folder. */
export const noLog: Log = { write: () => undefined, close: async () => undefined };

/**
 * Appends NDJSON to a file that only its owner may read. Lines are written in order; a log that cannot be
 * written never stops the work.
 */
export function openLog(path: string, clock: Clock): Log {
  let tail = mkdir(dirname(path), { recursive: true, mode: 0o700 }).then(
    () => rotate(path),
    () => undefined,
  );
  return {
    write(event) {
      const text = `${JSON.stringify({ at: clock.now(), ...cleaned(event) })}\n`;
      tail = tail.then(() => appendFile(path, text, { mode: 0o600 })).catch(() => undefined);
    },
    close: () => tail,
  };
}

async function rotate(path: string): Promise<void> {
  const size = await stat(path).then(
    info => info.size,
    () => 0,
  );
  if (size > LOG_BYTES_MAX) await rename(path, `${path}.1`).catch(() => undefined);
}

function cleaned(event: LogEvent): Record<string, string | number> {
  const entries = Object.entries(event).map(([key, value]) => [
    key,
    typeof value === 'string' ? cleanLine(value, FIELD_LENGTH_MAX) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, string | number>;
}
