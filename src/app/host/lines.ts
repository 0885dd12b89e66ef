import type { Socket } from 'node:net';
import { FRAME_BYTES_MAX } from './protocol.ts';

/** Calls `onLine` for every line of JSON; a line over the bound, or one that is no JSON, ends the connection. */
export function readLines(socket: Socket, onLine: (value: unknown) => void): void {
  let pending: Buffer[] = [];
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pending.push(chunk.subarray(start, end));
      const line = Buffer.concat(pending).toString('utf8');
      pending = [];
      bytes = 0;
      start = end + 1;
      try {
        onLine(JSON.parse(line));
      } catch (cause) {
        socket.destroy(cause instanceof Error ? cause : undefined);
        return;
      }
    }
    pending.push(chunk.subarray(start));
    bytes += chunk.length - start;
    if (bytes > FRAME_BYTES_MAX) socket.destroy(new Error('frame too large'));
  });
}

export function writeLine(socket: Socket, value: unknown): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(value)}\n`);
}
