import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const KEY_BYTES = 32;

/**
 * The key that codes in letters are signed with: made once in the data folder, readable by its owner only (0600; on
 * Windows by the folder's rights). Written aside and linked into place, so that of two processes that start together
 * both use the same one, and a crash leaves the whole key or none.
 */
export async function letterKey(dataDir: string): Promise<Uint8Array> {
  const file = join(dataDir, 'letter.key');
  const known = await keyIn(file);
  if (known !== null) return known;
  const aside = `${file}.${randomUUID()}`;
  const written = await open(aside, 'wx', 0o600);
  try {
    await written.writeFile(randomBytes(KEY_BYTES));
    await written.sync();
  } finally {
    await written.close();
  }
  try {
    await link(aside, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  const key = await keyIn(file);
  if (key === null) throw new Error('letter.key is not whole');
  return key;
}

/** Seals words with the installation's key (`Sending.seal`). */
export function sealWith(key: Uint8Array): (words: string) => string {
  return words => createHmac('sha256', key).update(`vigie seal\u0000${words}`).digest('hex');
}

async function keyIn(file: string): Promise<Uint8Array | null> {
  try {
    const key = await readFile(file);
    return key.length === KEY_BYTES ? key : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
