import type { Because, Intent, Priority, Tone, Verdict } from '../src/domain/annotation.ts';
import type { Instant, LocalDay } from '../src/domain/time.ts';

export type MentionsParams = {
  readonly subject: string;
  readonly from?: LocalDay;
  readonly to?: LocalDay;
  readonly verdict?: Verdict;
  readonly tone?: Tone;
  readonly kind?: 'mention' | 'review';
  readonly site?: string;
  readonly topic?: string;
  /** Folded words, all of which must stand in title or text. */
  readonly search?: string;
  /** Include the copies of a story (default: its first only). */
  readonly copies?: boolean;
  readonly limit: number;
  readonly offset: number;
};
/** One remark, ready for any view. */
export type MentionView = {
  readonly id: string;
  readonly kind: 'mention' | 'review';
  readonly form: string;
  readonly site: string;
  readonly sourceId: string;
  readonly url: string | null;
  readonly title: string;
  readonly text: string;
  readonly author: string | null;
  readonly publishedAt: Instant;
  readonly day: LocalDay;
  readonly rating: { readonly value: number; readonly best: number; readonly worst: number } | null;
  readonly reply: { readonly text: string; readonly at: Instant | null; readonly seenAt: Instant } | null;
  readonly language: string | null;
  readonly verdict: Verdict;
  readonly relevance: { readonly score: number; readonly because: Because };
  readonly tone: {
    readonly label: Tone;
    readonly score: number;
    readonly abstain: boolean;
    readonly because: Because;
  } | null;
  readonly topics: readonly { readonly topic: string; readonly label: Tone; readonly because: Because }[];
  readonly intent: { readonly label: Intent; readonly because: Because } | null;
  readonly priority: { readonly label: Priority; readonly because: Because };
  readonly story: { readonly id: string; readonly copies: number; readonly sites: readonly string[] } | null;
  /** The last thing the owner said of it, not undone. */
  readonly action: { readonly verb: string; readonly at: Instant } | null;
};
export type Mentions = { readonly total: number; readonly mentions: readonly MentionView[] };
