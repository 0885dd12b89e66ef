import { existsSync } from 'node:fs';
import type { BrowserContext, Page, Response } from 'playwright-core';
import type { Answer, Rendered } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/time.ts';
import { browserPlaces } from './browser-place.ts';
import { asVigieError, errorOfStatus } from './outcome.ts';
import type { NetworkPolicy } from './policy.ts';
import { hostAndPort, routeTo, safeUrl, unsafe } from './policy.ts';
import { type FilteringProxy, openFilteringProxy } from './proxy.ts';

/** Bounds of one page, each with its reason. */
const PAGE_MS_MAX = 30_000;
/** What the contract of a rendered request allows its selector. */
const WAIT_FOR_MS_MAX = 10_000;
/** Pages that poll never fall silent: what stands there by then is read. */
const SETTLE_MS_MAX = 3_000;
/** As for every other answer. */
const PAGE_BYTES_MAX = 10 * 1_048_576;
/** Neither read nor needed for the words of a page. */
const UNREAD = new Set(['image', 'media', 'font']);
/** Whatever would pass the proxy by: UDP, in its two forms. */
const BROWSER_ARGUMENTS = [
  '--disable-quic',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
] as const;
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
   *   forbids; SourceUnreachable after the time left or 30 s; SourceTooLarge beyond 10 MB; what its status says otherwise
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
  const executablePath = browserPlaces(options.env, process.platform).find(place => existsSync(place));
  if (executablePath === undefined) throw new VigieError('BrowserMissing', { host: url.host });
  const proxy = await openFilteringProxy(options.policy);
  try {
    const browser = { executablePath, proxyAddress: proxy.address, pageMs };
    return await withBrowser(options, browser, context => visit(context, proxy, fetch, options));
  } catch (error) {
    throw asVigieError(error, url.host, isTimeout(error));
  } finally {
    await proxy.close();
  }
}

/** Runs `work` in a fresh browser that is killed with its whole process group, at the latest at the deadline. */
async function withBrowser<T>(
  options: RendererOptions,
  browser: { readonly executablePath: string; readonly proxyAddress: string; readonly pageMs: number },
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const { chromium } = await import('playwright-core');
  const started = performance.now();
  const launching = chromium.launchServer({
    executablePath: browser.executablePath,
    args: [...BROWSER_ARGUMENTS, ...(options.arguments ?? [])],
    // The system's own sandbox holds hostile pages; it cannot be set up by root.
    chromiumSandbox: process.getuid?.() !== 0,
    env: Object.fromEntries(Object.entries(options.env).filter(([name]) => BROWSER_ENV.test(name))),
    // '<-loopback>': without it the browser would reach this machine past the proxy.
    proxy: { server: browser.proxyAddress, bypass: '<-loopback>' },
    timeout: browser.pageMs,
    host: '127.0.0.1',
  });
  const server = await launching.catch(cause => {
    throw new VigieError('BrowserMissing', { detail: 'the browser does not start' }, cause);
  });
  const working = chromium
    .connect(server.wsEndpoint())
    .then(connected => connected.newContext({ ...CONTEXT, userAgent: options.userAgent }))
    .then(work);
  // The loser of the race fails when its browser is killed; nobody is left to hear it.
  working.catch(() => undefined);
  const alarm = alarmAfter(browser.pageMs - (performance.now() - started));
  try {
    return await Promise.race([working, alarm.rings]);
  } finally {
    alarm.stop();
    await server.kill();
  }
}

function alarmAfter(ms: number): { readonly rings: Promise<never>; stop(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new VigieError('SourceUnreachable', { reason: 'timeout', detail: 'deadline' }));
  const timer = setTimeout(late, Math.max(0, ms));
  return { rings: promise, stop: () => clearTimeout(timer) };
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
  const response = await page.goto(fetch.url, { waitUntil: 'load', timeout: PAGE_MS_MAX }).catch(error => {
    throw refusalOf(page, proxy, fetch) ?? error;
  });
  if (fetch.waitFor !== undefined)
    await page.waitForSelector(fetch.waitFor, { timeout: WAIT_FOR_MS_MAX }).catch(keepTimeouts);
  else await page.waitForLoadState('networkidle', { timeout: SETTLE_MS_MAX }).catch(keepTimeouts);
  const refusal = refusalOf(page, proxy, fetch);
  if (refusal) throw refusal;
  checkStatus(response, page, options.clock);
  const bytes = await documentOf(page);
  return {
    fetch,
    url: page.url(),
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

/** The refusal that concerns the page itself, where it ended up or where it was sent. */
function refusalOf(page: Page, proxy: FilteringProxy, fetch: Rendered): VigieError | null {
  const places = [page.url(), fetch.url].filter(place => URL.canParse(place)).map(place => new URL(place));
  for (const place of places) {
    if (place.protocol === 'chrome-error:' && proxy.refused.size > 0)
      return unsafe('page leads to a private address', [...proxy.refused][0]!);
    if (place.protocol !== 'http:' && place.protocol !== 'https:' && place.protocol !== 'chrome-error:')
      return unsafe('page leads out of the web', place.protocol);
    const { host, port } = hostAndPort(place);
    if (proxy.refused.has(`${host}:${port}`)) return unsafe('page leads to a private address', host);
  }
  return null;
}

function checkStatus(response: Response | null, page: Page, clock: Clock): void {
  if (!response) return;
  const host = new URL(page.url()).host;
  const error = errorOfStatus(response.status(), response.headers(), host, Date.parse(clock.now()));
  if (error) throw error;
}

/** The document as drawn. Its length is asked for first: a flood must not even cross into this process. */
async function documentOf(page: Page): Promise<Uint8Array> {
  const length = await page.evaluate('document.documentElement.outerHTML.length');
  const tooLarge = new VigieError('SourceTooLarge', {
    limitMb: PAGE_BYTES_MAX / 1_048_576,
    detail: 'drawn page',
  });
  if (typeof length !== 'number' || length > PAGE_BYTES_MAX) throw tooLarge;
  const bytes = new TextEncoder().encode(await page.content());
  if (bytes.length > PAGE_BYTES_MAX) throw tooLarge;
  return bytes;
}
