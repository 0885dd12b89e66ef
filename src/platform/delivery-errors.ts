import type { Receipt } from '../domain/channel.ts';
import { VigieError } from '../domain/errors.ts';

/** Statuses that another try will not change: the owner's address, token or form is wrong. */
const REFUSED = new Set([400, 401, 402, 403, 404, 405, 410, 413, 415, 422]);

/** A channel's answer as a receipt. Only its status is kept: what it wrote may repeat a token. */
export function receiptOfStatus(status: number, provider: string): Receipt {
  if (status >= 200 && status < 300) return { id: null, said: `HTTP ${status}` };
  const code = REFUSED.has(status) ? 'DeliveryRefused' : 'DeliveryFailed';
  throw new VigieError(code, { provider, status, detail: `HTTP ${status}` });
}

/**
 * What went wrong on the way out, as the deliverer needs it: DeliveryRefused where the owner must mend something,
 * DeliveryFailed where a later try may work.
 */
export function deliveryError(error: unknown, provider: string): VigieError {
  if (!(error instanceof VigieError))
    return new VigieError('DeliveryFailed', { provider, detail: codeOf(error) });
  if (error.code === 'DeliveryFailed' || error.code === 'DeliveryRefused') return error;
  const isHers =
    error.code === 'MailboxRefused' || error.code === 'SourceUnsafe' || error.code === 'SecretMissing';
  const detail = String(error.params.detail ?? error.params.reason ?? error.code);
  return new VigieError(isHers ? 'DeliveryRefused' : 'DeliveryFailed', { provider, detail });
}

/** Codes only: a message may quote what was sent. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code.slice(0, 60);
  return error instanceof Error ? error.name.slice(0, 60) : 'unknown';
}
