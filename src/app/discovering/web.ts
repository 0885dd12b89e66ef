import { discoverFeeds } from '../../../collectors/readers/autodiscovery.ts';
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

const FEED_TYPES = 'application/rss+xml, application/atom+xml;q=0.9, text/html;q=0.8, */*;q=0.5';

/** The web as the set-up sees it: few pages, by the one door, robots.txt obeyed. */
export type Web = {
  /** A page, read as a robot may. Throws VigieError (SourceBlocked where robots.txt refuses). */
  page(url: string): Promise<{ readonly url: string; readonly html: string }>;
  /** May a page be read? False where robots.txt refuses; throws when it cannot be known. */
  mayRead(url: string): Promise<boolean>;
  /** The feed at an address, or that its page announces; null: none that answers. */
  feedOf(url: string): Promise<string | null>;
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
    async feedOf(url) {
      const first = await get(url, FEED_TYPES, true);
      const html = decodeBytes(first.bytes, first.contentType);
      if (isFeed(html, first.url)) return first.url;
      const [found] = discoverFeeds(html, first.url);
      if (!found) return null;
      const answer = await get(found.url, FEED_TYPES, true);
      return isFeed(decodeBytes(answer.bytes, answer.contentType), answer.url) ? found.url : null;
    },
    async json(url) {
      const answer = await get(url, 'application/json', false);
      return JSON.parse(new TextDecoder().decode(answer.bytes)) as unknown;
    },
    close: async () => void (await Promise.all([egress.close(), reader.close()])),
  };
}

function isFeed(text: string, base: string): boolean {
  const feed = readFeed(text, { base });
  return feed !== null && !feed.flaw;
}
