import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeWhole } from '../whole-file.ts';

export const AUTHOR_KEY_BYTES = 32;

/**
 * The installation's secret, made once, readable by its owner only (0600; on Windows by the folder's rights).
 * A crash leaves the whole key or none, and an empty file is none. Only the one process that has the store calls
 * this.
 */
export async function authorSecret(file: string): Promise<Uint8Array> {
  const known = await keyIn(file);
  if (known !== null && known.length > 0) return known;
  const fresh = randomBytes(AUTHOR_KEY_BYTES);
  await writeWhole(file, fresh);
  return fresh;
}

async function keyIn(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
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
