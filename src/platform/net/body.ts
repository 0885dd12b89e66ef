import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { VigieError } from '../../domain/errors.ts';

export type Body = { readonly bytes: Uint8Array; readonly wireBytes: number };

/** What we ask for; anything else, or more than one, is an error, since a chain is how bombs are nested. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/**
 * Reads a body to its end, undoing at most one content encoding, never holding more than `maxBytes` on either
 * side of it. Throws SourceTooLarge, SourceChanged (encoding) or the stream's own error (truncation included).
 */
export async function readBody(
  stream: Readable,
  encodingHeader: string,
  bounds: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Body> {
  const encoding = encodingHeader.trim().toLowerCase();
  const chunks: Uint8Array[] = [];
  let wireBytes = 0;
  let total = 0;
  async function* counted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      wireBytes += chunk.length;
      if (wireBytes > bounds.maxBytes) throw tooLarge(bounds.maxBytes);
      yield chunk;
    }
  }
  async function gathered(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of source) {
      total += chunk.length;
      if (total > bounds.maxBytes) throw tooLarge(bounds.maxBytes);
      chunks.push(chunk);
    }
  }
  const signal = { signal: bounds.signal };
  if (encoding === '' || encoding === 'identity') await pipeline(stream, counted, gathered, signal);
  else if (encoding === 'deflate') await pipeline(stream, counted, inflated, gathered, signal);
  else await pipeline(stream, counted, decoderFor(encoding), gathered, signal);
  return { bytes: joined(chunks, total), wireBytes };
}

function decoderFor(encoding: string): Transform {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  throw new VigieError('SourceChanged', { detail: `content encoding ${encoding.slice(0, 40)}` });
}

/** "deflate" is zlib-wrapped by the book and raw in the field: the first byte tells them apart. */
async function* inflated(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || first.value.length === 0) return;
  const inflate = ((first.value[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  // A failure is seen by the reader of `inflate`; the promise is only kept from being unhandled.
  pipeline(rest(), inflate).catch(() => undefined);
  yield* inflate;
}

function joined(chunks: readonly Uint8Array[], total: number): Uint8Array {
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(maxBytes: number): VigieError {
  return new VigieError('SourceTooLarge', { limitMb: Math.round(maxBytes / 1_048_576), detail: 'body' });
}
