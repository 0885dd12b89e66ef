import { VigieError } from '../domain/errors.ts';
import { providerOfHost } from '../domain/mail-providers.ts';

/** Codes that another try may mend. */
const TRANSIENT =
  /^(?:E(?:CONNRESET|CONNREFUSED|PIPE|AI_AGAIN|NETUNREACH|HOSTUNREACH|TIMEOUT|TIMEDOUT|THROTTLE)|NoConnection|EConnectionClosed|ClosedAfterConnect\w*|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT)$/;

/**
 * What the IMAP library threw, as an error of the house. Never its message, which may quote what the other side
 * sent, and with it a password that was sent in vain.
 */
export function mailboxError(error: unknown, host: string, stopped: boolean): VigieError {
  if (error instanceof VigieError) return error;
  if (isRefusal(error))
    return new VigieError('MailboxRefused', { provider: providerName(host), host, detail: 'password' });
  if (error instanceof Error && 'mailboxMissing' in error && error.mailboxMissing === true)
    return new VigieError('SettingsInvalid', NO_FOLDER);
  const detail = codeOf(error);
  if (stopped) return new VigieError('SourceUnreachable', { host, reason: 'timeout', detail: 'deadline' });
  if (/TIMEOUT/.test(detail)) return new VigieError('SourceUnreachable', { host, reason: 'timeout', detail });
  if (/TooLarge$/.test(detail)) return new VigieError('SourceTooLarge', { host, limitMb: 1, detail });
  return new VigieError('SourceUnreachable', {
    host,
    reason: TRANSIENT.test(detail) ? 'network' : 'protocol',
    detail,
  });
}

/** The folder that she named is not there (any more). */
const NO_FOLDER = { kind: 'format', path: 'folder', expected: 'INBOX', got: '', mend: 'INBOX', line: 0 };

/** As the owner knows it, else the host without its first label. */
export function providerName(host: string): string {
  return providerOfHost(host)?.name ?? (host.replace(/^(?:imap|smtp|mail|ssl\d?|pop)\d*\./, '') || host);
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, serverResponseCode } = error as { code?: unknown; serverResponseCode?: unknown };
  for (const known of [code, serverResponseCode])
    if (typeof known === 'string' && known !== '') return known.slice(0, 60);
  return error.name.slice(0, 60);
}
