import type { Instant } from './time.ts';
import type { Language } from './words.ts';

/** What vigie proposes under a review. Deterministic for a remark, the owner's facts and the earlier replies. */
export type ReplyProposal =
  | {
      readonly kind: 'draft';
      /** In the reviewer's language, 40 to 80 words. */
      readonly text: string;
      readonly language: Language | string;
      /** The same in the owner's language, when the text is in another. */
      readonly beside: string | null;
      /** True while it holds a `[…]` that only the owner can fill: it cannot be copied as it is. */
      readonly unfinished: boolean;
      /** True once she has edited it: the text is then hers. */
      readonly own: boolean;
    }
  /** Health, safety, injury, discrimination, police, lawyer, press: facts first, no draft. */
  | { readonly kind: 'checklist'; readonly matter: string; readonly steps: readonly string[] }
  /** Too fresh, or night: shown from `until` on. */
  | { readonly kind: 'wait'; readonly until: Instant }
  /** No text, no review, or a language that no reply is written in. */
  | { readonly kind: 'none'; readonly reason: 'no-text' | 'not-a-review' | 'language' | 'replied' };
