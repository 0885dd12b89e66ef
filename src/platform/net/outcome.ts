import { VigieError } from '../../domain/errors.ts';
import { retryAfterMs } from './retry-after.ts';

/** Headers of one answer, names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** One value of a header; several are joined as HTTP does. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/**
 * The named error of a status that is not an answer, or null for one that is (2xx, 304). A 404 is "unreachable",
 * not "gone": feeds come back after spells of 404, and only 410 says that it is for good.
 */
export function errorOfStatus(
  status: number,
  headers: Headers,
  host: string,
  now: number,
): VigieError | null {
  if ((status >= 200 && status < 300) || status === 304) return null;
  const params = { host, status, reason: 'status' };
  if (status === 401 || status === 403 || status === 407 || status === 451)
    return new VigieError('SourceBlocked', params);
  if (status === 410) return new VigieError('SourceGone', params);
  if (status === 429 || status === 503) {
    const wait = retryAfterMs(headerOf(headers, 'retry-after'), now);
    return new VigieError('SourceRateLimited', wait === null ? params : { ...params, retryAfterMs: wait });
  }
  if (status === 404 || status >= 500) return new VigieError('SourceUnreachable', params);
  return new VigieError('SourceChanged', { ...params, detail: `status ${status}` });
}

/** Fails that a second try a moment later may mend. */
const TRANSIENT = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
]);

/**
 * Any failure below us as an error of the house; nothing else ever leaves the egress. `reason` is `network` when
 * a second try may help, `timeout` when the deadline passed, `protocol` otherwise.
 */
export function asVigieError(error: unknown, host: string, timedOut: boolean): VigieError {
  const known = vigieErrorIn(error);
  if (known) return new VigieError(known.code, { host, ...known.params }, known);
  if (timedOut)
    return new VigieError('SourceUnreachable', { host, reason: 'timeout', detail: 'deadline' }, error);
  const code = codeOf(error);
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT')
    return new VigieError('SourceUnreachable', { host, reason: 'timeout', detail: code }, error);
  const reason = TRANSIENT.has(code) ? 'network' : 'protocol';
  return new VigieError('SourceUnreachable', { host, reason, detail: code }, error);
}

function vigieErrorIn(error: unknown): VigieError | null {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if (current instanceof VigieError) return current;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return null;
}

/** Codes only, never messages: a message may hold what the other side sent. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code.slice(0, 60);
  return error instanceof Error ? error.name.slice(0, 60) : 'unknown';
}
