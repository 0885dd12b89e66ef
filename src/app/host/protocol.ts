import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Raised when a client of another version could misunderstand us; it then asks to close the older program. */
export const PROTOCOL_VERSION = 2;

/** The largest answer, 5,000 remarks with their reasons, stays under 8 MB. */
export const FRAME_BYTES_MAX = 16_000_000;

/** Unix refuses socket paths over 107 bytes. */
const SOCKET_PATH_MAX = 100;

export const greetingSchema = z.object({ vigie: z.number() });

export const requestSchema = z.object({
  id: z.number().int(),
  method: z.enum(['ask', 'act', 'undo', 'read', 'retag', 'stop']),
  params: z.record(z.string(), z.unknown()),
});
export type Request = z.infer<typeof requestSchema>;

const callError = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** One line of JSON from the host: an answer, an error, progress of a request, or "something changed". */
export const replySchema = z.union([
  z.strictObject({ event: z.literal('change') }),
  z.strictObject({ id: z.number(), error: callError }),
  z.strictObject({ id: z.number(), progress: z.json() }),
  z.strictObject({ id: z.number(), result: z.json() }),
]);

/** Where the host of a data folder listens. A short stand-in under the temp folder when the path is too long. */
export function socketPath(dataDir: string, platform = process.platform): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\vigie-${name}`;
  const path = join(dataDir, 'vigie.sock');
  return Buffer.byteLength(path) <= SOCKET_PATH_MAX ? path : join(tmpdir(), `vigie-${name}.sock`);
}
