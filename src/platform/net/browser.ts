import { existsSync } from 'node:fs';
import type { BrowserContext, BrowserServer, Response } from 'playwright-core';
import type { Answer, Rendered } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/time.ts';
import { alarmAfter } from './browser-alarm.ts';
import { drawnDocument } from './browser-document.ts';
import { browserPlaces } from './browser-place.ts';
import { asVigieError, errorOfStatus } from './outcome.ts';
import type { NetworkPolicy } from './policy.ts';
import { hostAndPort, routeTo, safeUrl, unsafe } from './policy.ts';
import { type FilteringProxy, openFilteringProxy } from './proxy.ts';

/** Bounds of one page, each with its reason. */
const PAGE_MS_MAX = 30_000;
/** What the contract of a rendered request allows its selector. */
const WAIT_FOR_MS_MAX = 10_000;
const STARTS_MAX = 3;
/** Pages that poll never fall silent: what stands there by then is read. A busy machine draws others as late. */
const SETTLE_MS_MAX = 6_000;
/** Neither read nor needed for the words of a page. */
const UNREAD = new Set(['image', 'media', 'font']);
/** Whatever would pass the proxy by: UDP, in its two forms. */
const BROWSER_ARGUMENTS = [
  '--disable-quic',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
] as const;
/** The browser's own refusal of a redirect to `file:` and the like; an address in the message stands after it. */
const LEFT_THE_WEB = /^[\w :.]*net::ERR_UNSAFE_REDIRECT /;
const CONTEXT = { acceptDownloads: false, serviceWorkers: 'block', locale: 'fr-FR' } as const;
/** What a browser needs to start; the rest of our environment may hold secrets. */
const BROWSER_ENV =
  /^(PATH|HOME|LANG|TMPDIR|TEMP|TMP|DISPLAY|LD_LIBRARY_PATH|XDG_RUNTIME_DIR|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES.*)$/i;

export type RendererOptions = {
  readonly policy: NetworkPolicy;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Further arguments of the browser; tests run an unusual one. */
  readonly arguments?: readonly string[];
};

/** What a rendered page brings beside the answer, for the ledger. */
export type RenderedAnswer = Answer & { readonly hosts: readonly string[]; readonly wireBytes: number };

export type Renderer = {
  /**
   * Draws one page and hands back its document. Pages wait for one another; the time left counts from a page's turn.
   *
   * @throws VigieError BrowserMissing; SourceUnsafe when the page or a redirect of it leads where the policy
   *   forbids, and for nothing else; SourceUnreachable when nobody answers, after the time left or 30 s;
   *   SourceTooLarge beyond 10 MB; what its status says otherwise
   */
  render(fetch: Rendered, context?: { readonly remainingMs: number }): Promise<RenderedAnswer>;
};

/** Each page has a browser of its own, without memory of the others, which is gone with its children afterwards. */
export function createRenderer(options: RendererOptions): Renderer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    render(fetch, context = { remainingMs: PAGE_MS_MAX }) {
      const pageMs = Math.max(1, Math.min(context.remainingMs, PAGE_MS_MAX));
      const mine = last.then(() => renderOne(options, fetch, pageMs));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function renderOne(options: RendererOptions, fetch: Rendered, pageMs: number): Promise<RenderedAnswer> {
  const url = safeUrl(fetch.url);
  const { host, port } = hostAndPort(url);
  routeTo(host, port, options.policy);
  const executablePath = installedBrowser(options.env);
  if (executablePath === undefined) throw new VigieError('BrowserMissing', { host: url.host });
  const proxy = await openFilteringProxy(options.policy);
  try {
    const browser = { executablePath, proxy, pageMs };
    return await withBrowser(options, browser, context => visit(context, proxy, fetch, options));
  } catch (error) {
    throw asVigieError(error, url.host, isTimeout(error));
  } finally {
    await proxy.close();
  }
}

/** The first browser of the usual places that is there. */
export function installedBrowser(env: RendererOptions['env']): string | undefined {
  return browserPlaces(env, process.platform).find(place => existsSync(place));
}

/** How one browser runs: the only way out that it has, and how long it lives at most. */
export type BrowserRun = {
  readonly executablePath: string;
  readonly proxy: Pick<FilteringProxy, 'address' | 'print'>;
  readonly pageMs: number;
};

/** Runs `work` in a fresh browser that is killed with its whole process group, at the latest at the deadline. */
export async function withBrowser<T>(
  options: Pick<RendererOptions, 'env' | 'arguments' | 'userAgent'>,
  browser: BrowserRun,
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const { chromium } = await import('playwright-core');
  const ends = performance.now() + browser.pageMs;
  const server = await startBrowser(options, browser, ends);
  const working = chromium
    .connect(server.wsEndpoint())
    .then(connected => connected.newContext({ ...CONTEXT, userAgent: options.userAgent }))
    .then(work);
  // The loser of the race fails when its browser is killed; nobody is left to hear it.
  working.catch(() => undefined);
  const alarm = alarmAfter(ends - performance.now());
  try {
    return await Promise.race([working, alarm.rings]);
  } finally {
    alarm.stop();
    await server.kill();
  }
}

/** A browser may die at birth on a busy machine; one that dies {@link STARTS_MAX} times is not usable. */
async function startBrowser(
  options: Pick<RendererOptions, 'env' | 'arguments'>,
  browser: BrowserRun,
  ends: number,
): Promise<BrowserServer> {
  const { chromium } = await import('playwright-core');
  for (let start = 1; ; start++) {
    try {
      return await chromium.launchServer({
        executablePath: browser.executablePath,
        args: [
          ...BROWSER_ARGUMENTS,
          // The proxy's own key, born with this visit, for names of this machine; every other certificate is checked.
          `--ignore-certificate-errors-spki-list=${browser.proxy.print}`,
          ...(options.arguments ?? []),
        ],
        // The system's own sandbox holds hostile pages; it cannot be set up by root.
        chromiumSandbox: process.getuid?.() !== 0,
        env: Object.fromEntries(Object.entries(options.env).filter(([name]) => BROWSER_ENV.test(name))),
        // '<-loopback>': without it the browser would reach this machine past the proxy.
        proxy: { server: browser.proxy.address, bypass: '<-loopback>' },
        timeout: Math.max(1, ends - performance.now()),
        host: '127.0.0.1',
      });
    } catch (cause) {
      if (start < STARTS_MAX && performance.now() < ends) continue;
      throw new VigieError('BrowserMissing', { detail: 'the browser does not start' }, cause);
    }
  }
}

async function visit(
  context: BrowserContext,
  proxy: FilteringProxy,
  fetch: Rendered,
  options: RendererOptions,
): Promise<RenderedAnswer> {
  await context.route('**/*', route =>
    UNREAD.has(route.request().resourceType()) ? route.abort() : route.continue(),
  );
  const page = await context.newPage();
  context.on('page', popup => void popup.close().catch(() => undefined));
  let sentTo = fetch.url;
  page.on('request', request => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) sentTo = request.url();
  });
  const response = await page.goto(fetch.url, { waitUntil: 'load', timeout: PAGE_MS_MAX }).catch(error => {
    if (LEFT_THE_WEB.test(String(error))) throw unsafe('page leads out of the web', new URL(sentTo).host);
    throw refusalOf(sentTo, proxy) ?? error;
  });
  if (fetch.waitFor !== undefined)
    await page.waitForSelector(fetch.waitFor, { timeout: WAIT_FOR_MS_MAX }).catch(keepTimeouts);
  else await page.waitForLoadState('networkidle', { timeout: SETTLE_MS_MAX }).catch(keepTimeouts);
  const url = page.url();
  const refusal = refusalOf(sentTo, proxy) ?? refusalOf(url, proxy);
  if (refusal) throw refusal;
  checkIsPage(url);
  checkStatus(response, url, options.clock);
  const bytes = await drawnDocument(page);
  return {
    fetch,
    url,
    status: response?.status() ?? 200,
    contentType: 'text/html; charset=utf-8',
    bytes,
    observedAt: options.clock.now(),
    hosts: [...proxy.hosts],
    wireBytes: proxy.bytes(),
  };
}

/** A selector that never shows or a network that never rests: the page is read as it stands. */
function keepTimeouts(error: unknown): void {
  if (!isTimeout(error)) throw error;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** What the policy said of the very place where the page is or was last sent, whatever else it asked for. */
function refusalOf(place: string, proxy: FilteringProxy): VigieError | null {
  if (!URL.canParse(place)) return null;
  const { host, port } = hostAndPort(new URL(place));
  return proxy.refused.has(`${host}:${port}`) ? unsafe('page leads to a private address', host) : null;
}

/** The browser's own error page, an emptied one or one that a script made up is no answer of the site. */
function checkIsPage(url: string): void {
  if (/^https?:/.test(url)) return;
  throw new VigieError('SourceUnreachable', { reason: 'protocol', detail: 'page led nowhere' });
}

function checkStatus(response: Response | null, url: string, clock: Clock): void {
  if (!response) return;
  const { host } = new URL(url);
  const error = errorOfStatus(response.status(), response.headers(), host, Date.parse(clock.now()));
  if (error) throw error;
}
