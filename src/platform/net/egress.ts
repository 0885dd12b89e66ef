import type { Readable } from 'node:stream';
import { Agent } from 'undici';
import { VigieError } from '../../domain/errors.ts';
import type { Body } from './body.ts';
import { ACCEPT_ENCODING, readBody } from './body.ts';
import { guardedConnector } from './connector.ts';
import { asVigieError, errorOfStatus, type Headers, headerOf } from './outcome.ts';
import type { NetworkPolicy } from './policy.ts';
import { hostAndPort, routeTo, safeUrl, unsafe } from './policy.ts';

/** Bounds of one request, each with its reason. */
export const BOUNDS = {
  /** Redirects included, body included: a source that needs more is broken, and others wait. */
  totalMs: 20_000,
  /** To the first header; slower servers exist, but none that a person would wait for. */
  headersMs: 10_000,
  /** After decompression. The largest honest feed of our corpora has 4 MB. */
  bytes: 10 * 1_048_576,
  redirects: 5,
  headerBytes: 32_768,
  /** Validators longer than this are noise or an attack; we then ask unconditionally. */
  validatorLength: 512,
} as const;

export type EgressRequest = {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Milliseconds, at most the bound. */
  readonly totalMs?: number;
  readonly maxBytes?: number;
  /** Called before each hop is connected to; throws to refuse it (robots.txt). */
  readonly beforeHop?: (url: URL, remainingMs: number) => Promise<void>;
  /** Told of each host just before it is dialled, as a URL has it: the ledger's, whatever comes of the request. */
  readonly onHost?: (host: string) => void;
};

export type EgressAnswer = {
  /** Of the last hop. */
  readonly url: string;
  /** 2xx, or 304 when a validator was sent. */
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** As received, before decompression. */
  readonly wireBytes: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Set when the first hops said 301 or 308: the address to use from now on. */
  readonly movedTo: string | null;
  /** As a URL has them, of every hop, for the ledger. */
  readonly hosts: readonly string[];
};

/** The only door to the network. Throws nothing but VigieError. */
export type Egress = {
  request(request: EgressRequest): Promise<EgressAnswer>;
  close(): Promise<void>;
};

/** One hop's raw answer; its body is not read yet. */
type Hop = { readonly status: number; readonly headers: Headers; readonly body: Readable };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What may be told to another origin; every other header of a collector may be a credential. */
const HEADERS_FOR_STRANGERS = new Set(['accept', 'accept-language']);

/**
 * @param userAgent names the program and where to read about it
 * @param now epoch milliseconds, for Retry-After dates
 */
export function createEgress(policy: NetworkPolicy, userAgent: string, now: () => number): Egress {
  const agent = new Agent({
    connect: guardedConnector(policy, BOUNDS.headersMs),
    allowH2: false,
    headersTimeout: BOUNDS.headersMs,
    bodyTimeout: BOUNDS.headersMs,
    maxHeaderSize: BOUNDS.headerBytes,
    // Sources are read minutes apart: a socket kept longer only waits to be reset.
    keepAliveTimeout: 2_000,
    keepAliveMaxTimeout: 5_000,
  });
  return {
    request: request => exchange(agent, policy, userAgent, now, request),
    close: () => agent.destroy().then(() => undefined),
  };
}

async function exchange(
  agent: Agent,
  policy: NetworkPolicy,
  userAgent: string,
  now: () => number,
  request: EgressRequest,
): Promise<EgressAnswer> {
  const totalMs = Math.max(1, Math.min(request.totalMs ?? BOUNDS.totalMs, BOUNDS.totalMs));
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), totalMs);
  const started = performance.now();
  const walk: Walk = {
    agent,
    userAgent,
    policy,
    request,
    signal: abort.signal,
    remainingMs: () => totalMs - (performance.now() - started),
    hosts: [],
  };
  try {
    return await followed(walk, now);
  } catch (error) {
    throw asVigieError(error, walk.hosts.at(-1) ?? '', abort.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

type Walk = {
  readonly agent: Agent;
  readonly userAgent: string;
  readonly policy: NetworkPolicy;
  readonly request: EgressRequest;
  readonly signal: AbortSignal;
  readonly remainingMs: () => number;
  readonly hosts: string[];
};

async function followed(walk: Walk, now: () => number): Promise<EgressAnswer> {
  const origin = safeUrl(walk.request.url);
  let url = origin;
  let method = walk.request.method ?? 'GET';
  let movedTo: string | null = null;
  let onlyPermanent = true;
  for (let hops = 0; hops <= BOUNDS.redirects; hops++) {
    const hop = await oneHop(walk, url, method, url.origin === origin.origin);
    const location = headerOf(hop.headers, 'location');
    if (!REDIRECTS.has(hop.status) || location === undefined)
      return await finished(walk, url, hop, now(), movedTo);
    discard(hop.body);
    const next = safeUrl(fromLatin1(location), url.href);
    if (method === 'POST' && hop.status >= 307 && next.origin !== url.origin)
      throw unsafe('a posted form redirected elsewhere', next.host);
    if (method === 'POST' && hop.status <= 303) method = 'GET';
    onlyPermanent &&= hop.status === 301 || hop.status === 308;
    if (onlyPermanent) movedTo = next.href;
    url = next;
  }
  throw new VigieError('SourceUnreachable', {
    host: url.host,
    reason: 'redirects',
    detail: 'too many redirects',
  });
}

async function oneHop(walk: Walk, url: URL, method: 'GET' | 'POST', sameOrigin: boolean): Promise<Hop> {
  const { host, port } = hostAndPort(url);
  if (!walk.hosts.includes(url.host)) walk.hosts.push(url.host);
  routeTo(host, port, walk.policy);
  await walk.request.beforeHop?.(url, walk.remainingMs());
  walk.signal.throwIfAborted();
  walk.request.onHost?.(url.host);
  const answer = await walk.agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: headersFor(walk, sameOrigin),
    body: method === 'POST' ? (walk.request.body ?? '') : null,
    signal: walk.signal,
  });
  // A body that nobody reads any more may still fail; that must never be an unhandled error.
  answer.body.on('error', () => undefined);
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}

function headersFor(walk: Walk, sameOrigin: boolean): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': walk.userAgent,
    'accept-encoding': ACCEPT_ENCODING,
    accept: '*/*',
  };
  for (const [name, value] of Object.entries(walk.request.headers ?? {})) {
    const lower = name.toLowerCase();
    if (sameOrigin || HEADERS_FOR_STRANGERS.has(lower)) headers[lower] = value;
  }
  const { etag, lastModified } = walk.request;
  if (etag && isValidator(etag)) headers['if-none-match'] = etag;
  if (lastModified && isValidator(lastModified)) headers['if-modified-since'] = lastModified;
  return headers;
}

async function finished(
  walk: Walk,
  url: URL,
  hop: Hop,
  now: number,
  movedTo: string | null,
): Promise<EgressAnswer> {
  const { host } = url;
  const asked = Boolean(walk.request.etag || walk.request.lastModified);
  const error =
    hop.status === 304 && !asked
      ? new VigieError('SourceChanged', { host, status: 304, detail: 'unasked "not modified"' })
      : errorOfStatus(hop.status, hop.headers, host, now);
  if (error) {
    discard(hop.body);
    throw error;
  }
  const body = await bodyOf(walk, hop);
  return {
    url: url.href,
    status: hop.status,
    contentType: (headerOf(hop.headers, 'content-type') ?? '').slice(0, 200),
    ...body,
    etag: validator(headerOf(hop.headers, 'etag')),
    lastModified: validator(headerOf(hop.headers, 'last-modified')),
    movedTo,
    hosts: walk.hosts,
  };
}

async function bodyOf(walk: Walk, hop: Hop): Promise<Body> {
  const encoding = headerOf(hop.headers, 'content-encoding') ?? '';
  const maxBytes = Math.min(walk.request.maxBytes ?? BOUNDS.bytes, BOUNDS.bytes);
  const declared = Number(headerOf(hop.headers, 'content-length') ?? '0');
  if (declared > maxBytes) {
    discard(hop.body);
    throw new VigieError('SourceTooLarge', {
      limitMb: Math.round(maxBytes / 1_048_576),
      detail: 'declared length',
    });
  }
  try {
    return await readBody(hop.body, encoding, { maxBytes, signal: walk.signal });
  } finally {
    discard(hop.body);
  }
}

function discard(body: Readable): void {
  body.destroy();
}

/** Header bytes arrive as latin1; addresses are written in UTF-8 by those who do not encode them. */
function fromLatin1(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

function validator(value: string | undefined): string | null {
  return value !== undefined && isValidator(value) ? value : null;
}

function isValidator(value: string): boolean {
  return value.length <= BOUNDS.validatorLength && /^[\x20-\x7e]+$/.test(value);
}
