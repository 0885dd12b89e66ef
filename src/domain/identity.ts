import { createHash } from 'node:crypto';

/**
 * The stable 64-bit id of a thing said: the first 8 bytes of SHA-256 over its canonical URL, or over
 * source and source id where it has no URL of its own. Signed, decimal text, as BIGINT travels.
 */
export function stableId(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest().readBigInt64BE(0).toString();
}
