import type { Period } from '../src/domain/time.ts';
import type { MentionView } from './mentions.ts';

export type LeadsParams = Period;
/** Someone looks for the trade: enquiries that name the firm, or the trade and its place. Newest first. */
export type Leads = { readonly leads: readonly MentionView[] };
