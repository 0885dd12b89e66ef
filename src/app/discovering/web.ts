import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { createEgress, type EgressAnswer } from '../../platform/net/egress.ts';
import { safeUrl } from '../../platform/net/policy.ts';
import { createRobotsGate } from '../../platform/net/robots.ts';
import { USER_AGENT } from '../../platform/net/user-agent.ts';
import { killablePool } from '../../platform/worker/killable-pool.ts';
import { createReader, READING } from '../../platform/worker/reader.ts';
import { workerAt } from '../../platform/worker/worker-at.ts';
import type { Found, FoundText } from './read-found.ts';

/** Somebody waits at the keyboard: a site that takes longer is left for the first reading. */
const ASKING_MS_MAX = 8_000;
/** A home page beyond this is read by its beginning: its menu stands there. */
const PAGE_BYTES_MAX = 2_000_000;

const FEED_TYPES = 'application/rss+xml, application/atom+xml;q=0.9, text/html;q=0.8, */*;q=0.5';

const FOUND_WORKER = new URL('./found-worker.ts', import.meta.url);

/** The web as the set-up sees it: few pages, by the one door, robots.txt obeyed. */
export type Web = {
  /** A page, read as a robot may. Throws VigieError (SourceBlocked where robots.txt refuses). */
  page(url: string): Promise<FoundText & { readonly url: string }>;
  /** May a page be read? False where robots.txt refuses; throws when it cannot be known. */
  mayRead(url: string): Promise<boolean>;
  /** The feed at an address, or that its page announces; null: none that answers. */
  feedOf(url: string): Promise<string | null>;
  /** An open interface, whose terms allow programs. Throws VigieError (SourceChanged: the answer is no JSON). */
  json(url: string): Promise<unknown>;
  close(): Promise<void>;
};

export function openWeb(network: Pick<Settings['network'], 'allowPrivate' | 'connectTo'>, clock: Clock): Web {
  const egress = createEgress(network, USER_AGENT, () => Date.parse(clock.now()));
  const reader = createReader();
  // Apart from the reader of robots.txt: a page that has to be killed takes no other answer along.
  const pool = killablePool<Found>(workerAt(FOUND_WORKER), { size: 1, heapMb: READING.heapMb });
  const robots = createRobotsGate(egress, reader.robots);
  const get = (url: string, accept: string, isPage: boolean): Promise<EgressAnswer> =>
    egress.request({
      url,
      totalMs: ASKING_MS_MAX,
      maxBytes: PAGE_BYTES_MAX,
      headers: { accept },
      ...(isPage ? { beforeHop: (hop: URL, leftMs: number) => robots.pass(hop, leftMs) } : {}),
    });
  const read = async (url: string, accept: string): Promise<FoundText & { readonly url: string }> => {
    const answer = await get(url, accept, true);
    const { bytes, contentType } = answer;
    const outcome = await pool.run<FoundText>({ bytes, contentType, url: answer.url }, READING.cpuMs);
    if ('value' in outcome) return { ...outcome.value, url: answer.url };
    const site = new URL(answer.url).host;
    throw new VigieError('SourceChanged', { site, detail: `reading: ${outcome.failed} ${outcome.detail}` });
  };
  return {
    page: url => read(url, 'text/html'),
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
      const first = await read(url, FEED_TYPES);
      if (first.isFeed) return first.url;
      const [announced] = first.feeds;
      if (announced === undefined) return null;
      return (await read(announced, FEED_TYPES)).isFeed ? announced : null;
    },
    async json(url) {
      const answer = await get(url, 'application/json', false);
      try {
        return JSON.parse(new TextDecoder().decode(answer.bytes)) as unknown;
      } catch {
        throw new VigieError('SourceChanged', { site: new URL(answer.url).host, detail: 'not JSON' });
      }
    },
    close: async () => void (await Promise.all([egress.close(), reader.close(), pool.close()])),
  };
}
