import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { VigieError } from '../domain/errors.ts';

/** The owner's alone: what vigie writes tells of her firm. */
const OWNER_ONLY = 0o600;

/**
 * A file that stands there whole or not at all; one of that name is replaced.
 * @param write fills the file at the path it is given
 * @throws VigieError FileUnwritable (path)
 */
export async function fillWhole<T>(path: string, write: (part: string) => Promise<T>): Promise<T> {
  // What an export that was cut left there is written over.
  return putInPlace(path, `${path}.part`, write);
}

/**
 * {@link fillWhole} with contents at hand, on the disk before it is in place: a power cut leaves the old file or the
 * new one, whoever else writes it at the same time.
 * @param mode default: for its owner alone
 */
export function writeWhole(
  path: string,
  contents: string | Uint8Array,
  mode: number = OWNER_ONLY,
): Promise<void> {
  return putInPlace(path, `${path}.${randomUUID().slice(0, 8)}.part`, async part => {
    const file = await open(part, 'wx', mode);
    try {
      await file.writeFile(contents);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

async function putInPlace<T>(path: string, part: string, write: (part: string) => Promise<T>): Promise<T> {
  try {
    const written = await write(part);
    await rename(part, path);
    return written;
  } catch (cause) {
    await rm(part, { force: true });
    if (!isOfTheDisk(cause)) throw cause;
    throw new VigieError('FileUnwritable', { path, detail: String(cause.code) }, cause);
  }
}

function isOfTheDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));
}
