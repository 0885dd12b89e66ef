import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { HouseNews } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';

/** Raised when a client of another version could misunderstand us; it then asks to close the older program. */
export const PROTOCOL_VERSION = 7;

/** The largest answer, 5,000 remarks with their reasons, stays under 8 MB. */
export const FRAME_BYTES_MAX = 16_000_000;

/** Unix refuses socket paths over 107 bytes. */
const SOCKET_PATH_MAX = 100;

/** The host's first line: its version, the firm it works for, and a digest of the settings it was opened with. */
export const greetingSchema = z.object({ vigie: z.number(), firm: z.string(), settings: z.string() });
export type Greeting = z.infer<typeof greetingSchema>;

/** What a house answers by: the same for two programs that may share one without a word. */
export type Identity = {
  readonly settings: Settings;
  /** Relative paths in the settings start here. */
  readonly settingsDir: string;
  /** Where they are written; absent: `vigie.yaml` in that folder. */
  readonly settingsFile?: string;
};

export function greetingOf({ settings, settingsDir, settingsFile = '' }: Identity): Greeting {
  const digest = createHash('sha256')
    .update(JSON.stringify([settings, settingsDir, settingsFile]))
    .digest('hex');
  return { vigie: PROTOCOL_VERSION, firm: settings.firm.name, settings: digest };
}

export const requestSchema = z.object({
  id: z.number().int(),
  method: z.enum([
    'ask',
    'act',
    'undo',
    'read',
    'pass',
    'reply',
    'keepReply',
    'settle',
    'send',
    'retag',
    'stop',
    'settings',
  ]),
  params: z.record(z.string(), z.unknown()),
});
export type Request = z.infer<typeof requestSchema>;

const callError = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

const count = z.number().int().min(0);
const newsSchema: z.ZodType<HouseNews> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('changed') }),
  z.strictObject({ kind: z.literal('reading'), read: count, total: count }),
  z.strictObject({ kind: z.literal('read'), batchesLost: count }),
  z.strictObject({ kind: z.literal('weighed'), subject: z.string(), moved: count }),
]);

/**
 * One line of JSON from the host: an answer, an error, progress of a request, news of the house, or its
 * "goodbye", after which nothing that is still unanswered was done. `left`: the host is leaving; what it did of
 * the request by then, null for nothing.
 */
export const replySchema = z.union([
  z.strictObject({ event: z.literal('goodbye') }),
  z.strictObject({ event: z.literal('news'), news: newsSchema }),
  z.strictObject({ id: z.number(), left: z.json() }),
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
