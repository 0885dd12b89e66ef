import { VigieError } from '../../domain/errors.ts';
import type { Egress, EgressAnswer } from './egress.ts';
import { ROBOTS_TOKEN } from './user-agent.ts';

/** What RFC 9309 §2.5 asks a reader to bear at least; what stands beyond is ignored, as it allows. */
const ROBOTS_BYTES_MAX = 512_000;
/** robots.txt is a small file: a site that cannot serve it in this time is not asked for more. */
const ROBOTS_MS_MAX = 8_000;

/** A site that asks for more than a minute between two readings would keep a reading from ever ending. */
const CRAWL_DELAY_MS_MAX = 60_000;

/** `judge` reads the rules elsewhere: they are hostile text as well. `crawlDelay`: seconds, as written. */
type Judge = (task: {
  robotsUrl: string;
  text: string;
  url: string;
  agent: string;
}) => Promise<{ readonly allowed: boolean; readonly crawlDelay: number | null }>;

export type RobotsGate = {
  /**
   * Resolves when robots.txt lets us read the URL. Throws SourceBlocked (reason `robots`) when it does not, and
   * SourceUnreachable when it cannot be had: a site in trouble is left alone (RFC 9309 §2.3.1.4).
   *
   * @param onHost told of the hosts that are dialled for it: none when the rules are known
   */
  pass(url: URL, remainingMs: number, onHost?: (host: string) => void): Promise<void>;
  /** Milliseconds between two requests that the URL's site asks for: 0 to 60,000; 0 until its rules are read. */
  delayMs(url: URL): number;
};

/** Somebody's fetch of an origin's rules, and the time it was given. */
type Fetching = { readonly text: Promise<string>; readonly givenMs: number };

/**
 * One gate per run: each origin's robots.txt is fetched once, through the same egress. A source that has little
 * time left may not have enough for it: that is its own failure, and the next one asks anew.
 */
export function createRobotsGate(egress: Egress, judge: Judge): RobotsGate {
  const rules = new Map<string, Fetching>();
  const delays = new Map<string, number>();

  const textFor = async (url: URL, deadline: number, onHost?: (host: string) => void): Promise<string> => {
    const givenMs = Math.min(deadline - performance.now(), ROBOTS_MS_MAX);
    let fetching = rules.get(url.origin);
    if (!fetching) {
      fetching = { text: fetchRules(egress, `${url.origin}/robots.txt`, givenMs, onHost), givenMs };
      rules.set(url.origin, fetching);
    }
    try {
      return await fetching.text;
    } catch (error) {
      if (!isTooLate(error) || fetching.givenMs >= ROBOTS_MS_MAX) throw error;
      if (rules.get(url.origin) === fetching) rules.delete(url.origin);
      // Only one with more time than the hasty one had may hope for more.
      if (deadline - performance.now() <= fetching.givenMs) throw error;
      return textFor(url, deadline, onHost);
    }
  };

  return {
    async pass(url, remainingMs, onHost) {
      const text = await textFor(url, performance.now() + remainingMs, onHost);
      const task = { robotsUrl: `${url.origin}/robots.txt`, text, url: url.href, agent: ROBOTS_TOKEN };
      const { allowed, crawlDelay } = await judge(task);
      delays.set(url.origin, Math.min(Math.max((crawlDelay ?? 0) * 1_000, 0), CRAWL_DELAY_MS_MAX));
      if (!allowed) throw new VigieError('SourceBlocked', { host: url.host, reason: 'robots' });
    },
    delayMs: url => delays.get(url.origin) ?? 0,
  };
}

async function fetchRules(
  egress: Egress,
  url: string,
  totalMs: number,
  onHost?: (host: string) => void,
): Promise<string> {
  let answer: EgressAnswer;
  try {
    answer = await egress.request({
      url,
      totalMs,
      headers: { accept: 'text/plain' },
      ...(onHost ? { onHost } : {}),
    });
  } catch (error) {
    if (error instanceof VigieError && isAbsent(error)) return '';
    if (error instanceof VigieError && error.code === 'SourceUnsafe') throw error;
    const cause = error instanceof VigieError ? error.params.reason : undefined;
    const detail = cause === 'timeout' ? TOO_LATE : 'robots.txt';
    throw new VigieError('SourceUnreachable', { host: new URL(url).host, reason: 'robots', detail }, error);
  }
  return new TextDecoder().decode(answer.bytes.subarray(0, ROBOTS_BYTES_MAX));
}

const TOO_LATE = 'robots.txt came too late';

function isTooLate(error: unknown): boolean {
  return error instanceof VigieError && error.params.detail === TOO_LATE;
}

/** 4xx: there are no rules (RFC 9309 §2.3.1.3). 429 is a site in trouble. */
function isAbsent(error: VigieError): boolean {
  const status = Number(error.params.status ?? 0);
  return status >= 400 && status < 500 && status !== 429;
}
