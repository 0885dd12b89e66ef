import type { Readable } from 'node:stream';
import { VigieError } from '../../domain/errors.ts';
import type { Command } from '../command.ts';
import { tellJson } from '../telling.ts';

/** As for any answer of a source. What comes after is not read. */
const BYTES_MAX = 10_000_000;

/** What stands in bytes, with the address they came from and their Content-Type (each '' when unknown). Null: no such thing. */
type Inspect = (
  bytes: Uint8Array,
  url: string,
  contentType: string,
) => object | null | Promise<object | null>;

/** Loaded when asked for: scripts start this command once per document. */
const KINDS: Readonly<Record<string, () => Promise<Inspect>>> = {
  feed: () => import('../inspecting/feed.ts').then(file => file.inspectFeed),
  page: () => import('../inspecting/page.ts').then(file => file.inspectPage),
};

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Montre ce que Vigie lit dans un fil d’articles ou une page, en JSON',
    en: 'Shows what Vigie reads in a feed or a page, as JSON',
  },
  usage: 'inspect <feed|page> [--url U] [--content-type T]',
  examples: [
    'curl -s https://echo.example/rss.xml | vigie inspect feed --url https://echo.example/rss.xml',
    'vigie inspect page < saved.html',
  ],
  options: { url: { type: 'string' }, 'content-type': { type: 'string' } },
  async run({ positionals, values, flags, io }) {
    const kind = positionals[0] ?? '';
    const load = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (!load) throw new VigieError('UsageInvalid', { word: kind, mend: 'vigie inspect feed' });
    const text = (flag: string, fallback: string | undefined) =>
      typeof values[flag] === 'string' ? values[flag] : (fallback ?? '');
    const [inspect, bytes] = await Promise.all([load(), firstBytes(io.stdin)]);
    const found = await inspect(
      bytes,
      text('url', io.env.FEED_URL),
      text('content-type', io.env.CONTENT_TYPE),
    );
    if (found === null) throw new VigieError('NotAFeed');
    return tellJson({ flags, io }, found);
  },
};

async function firstBytes(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    length += chunks.at(-1)?.length ?? 0;
    if (length >= BYTES_MAX) break;
  }
  return Buffer.concat(chunks).subarray(0, BYTES_MAX);
}
