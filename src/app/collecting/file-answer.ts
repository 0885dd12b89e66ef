import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answer, File } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/time.ts';
import { BOUNDS } from '../../platform/net/egress.ts';

/**
 * The bytes of a file that the settings name, bounded as a fetched page is. Throws FileUnreadable (missing,
 * not a plain file) or SourceTooLarge.
 *
 * @param settingsDir where relative paths start
 */
export async function fileAnswer(fetch: File, settingsDir: string, clock: Clock): Promise<Answer> {
  const path = resolve(settingsDir, fetch.path);
  const bytes = await boundedBytes(path, fetch.path);
  const observedAt = clock.now();
  return { fetch, url: pathToFileURL(path).href, status: 200, contentType: '', bytes, observedAt };
}

async function boundedBytes(path: string, shown: string): Promise<Uint8Array> {
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
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof VigieError) throw cause;
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new VigieError('FileUnreadable', { path: shown, detail }, cause);
  }
}
