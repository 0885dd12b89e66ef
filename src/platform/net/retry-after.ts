/** A site that asks for more than a day is asked again the next day. */
export const RETRY_AFTER_MS_MAX = 86_400_000;

/**
 * Reads a Retry-After header (RFC 9110 §10.2.3): whole seconds or an HTTP date.
 *
 * @returns milliseconds from `nowMs`, 0 to a day; null when absent or unreadable
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_MS_MAX);
  if (!/^[A-Z][a-z]{2},? .{10,40}$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - nowMs, 0), RETRY_AFTER_MS_MAX);
}
