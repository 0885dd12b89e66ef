import type { Readable } from 'node:stream';

const NEWLINE = 10;

/**
 * The lines of a stream of bytes, one at a time; null for a line longer than `maxBytes`, whose bytes are let go
 * as they come. An empty last line is none.
 */
export async function* textLines(stream: Readable, maxBytes: number): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const taken = (): string | null => {
    const line = bytes > maxBytes ? null : Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
    parts = [];
    bytes = 0;
    return line;
  };
  const keep = (part: Buffer): void => {
    bytes += part.length;
    if (bytes <= maxBytes) parts.push(part);
    else parts = [];
  };
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
      keep(buffer.subarray(start, end));
      yield taken();
      start = end + 1;
    }
    if (start < buffer.length) keep(buffer.subarray(start));
  }
  if (bytes > 0) yield taken();
}
