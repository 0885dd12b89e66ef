import { rename, rm, writeFile } from 'node:fs/promises';
import { VigieError } from '../domain/errors.ts';

/** The owner's alone: what vigie writes tells of her firm. */
const OWNER_ONLY = 0o600;

/**
 * A file that stands there whole or not at all, for the owner alone; one of that name is replaced.
 * @param write fills the file at the path it is given
 * @throws VigieError FileUnwritable (path)
 */
export async function fillWhole<T>(path: string, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
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

/** {@link fillWhole} with contents at hand. */
export function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  return fillWhole(path, part => writeFile(part, contents, { mode: OWNER_ONLY }));
}

function isOfTheDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));
}
