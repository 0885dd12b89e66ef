import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answer, File } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Clock, Instant } from '../../domain/time.ts';
import { BOUNDS } from '../../platform/net/egress.ts';

/**
 * The bytes of a file that the settings name, bounded as a fetched page is. Throws FileUnreadable (missing,
 * not a plain file) or SourceTooLarge.
 *
 * @param settingsDir where relative paths start
 */
export async function fileAnswer(fetch: File, settingsDir: string, clock: Clock): Promise<Answer> {
  const path = resolve(settingsDir, fetch.path);
  const { bytes, savedAt } = await boundedBytes(path, fetch.path);
  const observedAt = earlier(savedAt, clock.now());
  return { fetch, url: pathToFileURL(path).href, status: 200, contentType: '', bytes, observedAt };
}

/** Some archives keep no times: a file then bears the first day that its system can write. */
const SAVED_AFTER = Date.parse('2000-01-01T00:00:00Z');

/** "Two weeks ago" on a saved page counts from when it was saved, however late or often it is read. */
function earlier(savedAt: Date, now: Instant): Instant {
  const ms = savedAt.getTime();
  return ms > SAVED_AFTER && ms < Date.parse(now) ? savedAt.toISOString() : now;
}

async function boundedBytes(path: string, shown: string): Promise<{ bytes: Uint8Array; savedAt: Date }> {
  try {
    const file = await open(path, 'r');
    try {
      const info = await file.stat();
      // A device or a pipe may never end.
      if (!info.isFile()) throw new VigieError('FileUnreadable', { path: shown, detail: 'not a file' });
      if (info.size > BOUNDS.bytes)
        throw new VigieError('SourceTooLarge', { limitMb: BOUNDS.bytes / 1_048_576, detail: 'file' });
      const bytes = new Uint8Array(info.size);
      const { bytesRead } = await file.read(bytes, 0, info.size, 0);
      return { bytes: bytes.subarray(0, bytesRead), savedAt: info.mtime };
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof VigieError) throw cause;
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new VigieError('FileUnreadable', { path: shown, detail }, cause);
  }
}
