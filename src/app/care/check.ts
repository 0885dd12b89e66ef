import type { Catalogue } from '../../domain/catalogue.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Invocation } from '../command.ts';

/** What `doctor` looks at, in the order in which it is told. */
export const CHECKS = [
  'settings',
  'private',
  'disk',
  'store',
  'sources',
  'browser',
  'mailbox',
  'sending',
  'autostart',
  'clock',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** `note`: nothing is wrong, something is missing that may be wanted. `partial`: some sites fail, the rest works. */
export type CheckState = 'ok' | 'note' | 'partial' | 'failed';

export type Finding = {
  readonly id: CheckId;
  readonly state: CheckState;
  /** State and mend in the owner's words; one line. */
  readonly words: string;
  /** Mends it; absent where only she can. */
  readonly fix?: () => Promise<void>;
};

export type Patient = {
  readonly invocation: Invocation;
  readonly catalogue: Catalogue;
  readonly path: string;
  readonly dataDir: string;
  /** Null: there are none, or they are wrong. */
  readonly settings: Settings | null;
};
