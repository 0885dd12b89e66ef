import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

export const AUTHOR_KEY_BYTES = 32;

/** The installation's secret, made once, readable by its owner only (0600; on Windows by the folder's rights). */
export async function authorSecret(file: string): Promise<Uint8Array> {
  const fresh = randomBytes(AUTHOR_KEY_BYTES);
  try {
    await writeFile(file, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch {
    return readFile(file);
  }
}

/**
 * The pseudonym under which an author's remarks stand: HMAC-SHA256, 32 hex digits, over where the author
 * writes and the name or handle used there. Without the key it cannot be told whose it is.
 * (A KeyObject, because handing over the bytes each time costs six times as much.)
 */
export function authorKey(secret: KeyObject, place: string, who: string): string {
  return createHmac('sha256', secret).update(`${place}\u0000${who}`).digest('hex').slice(0, 32);
}
