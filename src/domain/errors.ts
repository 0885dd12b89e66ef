/** What the runner must do. `retry`: later, by itself. `pause-source`: a human is needed. `abort`: stop the command. */
export type Disposition = 'retry' | 'pause-source' | 'abort';

/** Every code has its words in both catalogues under `error.<code>`; a test keeps it. */
export const ERROR_DISPOSITIONS = {
  SourceUnreachable: 'retry',
  SourceRateLimited: 'retry',
  StoreBusy: 'retry',
  DeliveryFailed: 'retry',
  DeliveryRefused: 'pause-source',
  MailMissing: 'retry',
  MailboxRefused: 'pause-source',
  SecretMissing: 'pause-source',
  SourceBlocked: 'pause-source',
  SourceGone: 'pause-source',
  SourceChanged: 'pause-source',
  SourceTooLarge: 'pause-source',
  SourceUnsafe: 'pause-source',
  FileUnreadable: 'pause-source',
  FileUnwritable: 'abort',
  BrowserMissing: 'pause-source',
  SettingsInvalid: 'abort',
  SettingsMissing: 'abort',
  SettingsExist: 'abort',
  StoreMismatch: 'abort',
  StoreDamaged: 'abort',
  StoreUnwritable: 'abort',
  UsageInvalid: 'abort',
  NotAFeed: 'abort',
  NothingRecognised: 'abort',
} as const satisfies Record<string, Disposition>;

export type ErrorCode = keyof typeof ERROR_DISPOSITIONS;
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * The one error of the house: a code, parameters and what to do next. Words are chosen at the edge, in the
 * user's language. Bugs are not VigieErrors: they crash.
 *
 * `detail` (in params) is a short technical reason for the log, e.g. "redirect to a private address".
 */
export class VigieError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly disposition: Disposition;

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause });
    this.name = 'VigieError';
    this.code = code;
    this.params = params;
    this.disposition = ERROR_DISPOSITIONS[code];
  }
}
