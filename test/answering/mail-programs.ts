import { APPLE } from './programs/apple.ts';
import { GMAIL } from './programs/gmail.ts';
import { OUTLOOK } from './programs/outlook.ts';
import { PROVIDERS } from './programs/providers.ts';
import { THUNDERBIRD } from './programs/thunderbird.ts';
import { UNMARKED } from './programs/unmarked.ts';
import type { Quoting } from './quoting.ts';

/** Every way of quoting that is tried. Their order is part of the seed: another one makes other mails. */
export const PROGRAMS: readonly Quoting[] = [
  ...GMAIL,
  ...OUTLOOK,
  ...APPLE,
  ...THUNDERBIRD,
  ...PROVIDERS,
  ...UNMARKED,
];
