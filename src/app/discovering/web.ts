import { decodeBytes } from '../../../collectors/readers/decode.ts';
import { readFeed } from '../../../collectors/readers/feed/read-feed.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { createEgress, type EgressAnswer } from '../../platform/net/egress.ts';
import { safeUrl } from '../../platform/net/policy.ts';
import { createRobotsGate } from '../../platform/net/robots.ts';
import { USER_AGENT } from '../../platform/net/user-agent.ts';
import { createReader } from '../../platform/worker/reader.ts';

/** Somebody waits at the keyboard: a site that takes longer is left for the first reading. */
const ASKING_MS_MAX = 8_000;
/** A home page beyond this is read by its beginning: its menu stands there. */
const PAGE_BYTES_MAX = 2_000_000;

/** The web as the set-up sees it: few pages, by the one door, robots.txt obeyed. */
export type Web = {
  /** A page, read as a robot may. Throws VigieError (SourceBlocked where robots.txt refuses). */
  page(url: string): Promise<{ readonly url: string; readonly html: string }>;
  /** May a page be read? False where robots.txt refuses; throws when it cannot be known. */
  mayRead(url: string): Promise<boolean>;
  /** Does this address answer with a feed, or a page that announces one? */
  feedAt(url: string): Promise<boolean>;
  /** An open interface, whose terms allow programs. Throws VigieError. */
  json(url: string): Promise<unknown>;
  close(): Promise<void>;
};

export function openWeb(network: Pick<Settings['network'], 'allowPrivate' | 'connectTo'>, clock: Clock): Web {
  const egress = createEgress(network, USER_AGENT, () => Date.parse(clock.now()));
  const reader = createReader();
  const robots = createRobotsGate(egress, reader.robots);
  const get = (url: string, accept: string, isPage: boolean): Promise<EgressAnswer> =>
    egress.request({
      url,
      totalMs: ASKING_MS_MAX,
      maxBytes: PAGE_BYTES_MAX,
      headers: { accept },
      ...(isPage ? { beforeHop: (hop: URL, leftMs: number) => robots.pass(hop, leftMs) } : {}),
    });
  return {
    async page(url) {
      const answer = await get(url, 'text/html', true);
      return { url: answer.url, html: decodeBytes(answer.bytes, answer.contentType) };
    },
    async mayRead(url) {
      return robots.pass(safeUrl(url), ASKING_MS_MAX).then(
        () => true,
        error => {
          if (error.code === 'SourceBlocked') return false;
          throw error;
        },
      );
    },
    async feedAt(url) {
      const answer = await get(url, 'application/rss+xml, application/atom+xml;q=0.9, */*;q=0.5', false);
      const feed = readFeed(decodeBytes(answer.bytes, answer.contentType), { base: answer.url });
      return feed !== null && !feed.flaw;
    },
    async json(url) {
      const answer = await get(url, 'application/json', false);
      return JSON.parse(new TextDecoder().decode(answer.bytes)) as unknown;
    },
    close: async () => void (await Promise.all([egress.close(), reader.close()])),
  };
}
