import type { Instant } from './time.ts';

/** A person or account as a source shows it. Pseudonymised by the app before anything is stored. */
export type AuthorSeen = { readonly name?: string; readonly handle?: string; readonly url?: string };

/** What a source counts on an item. Absent means that the source does not say. */
export type Engagement = {
  readonly likes?: number;
  readonly replies?: number;
  readonly shares?: number;
  readonly views?: number;
};

/** A rating on its own site's scale: never converted. */
export type Rating = { readonly value: number; readonly best: number; readonly worst: number };

/**
 * The handle of an author whose name the mailbox's provider says is forged: such a message is at most to check,
 * whatever it says. One word, so that folding leaves it as it is.
 */
export const UNVERIFIED_SENDER = 'unverifiedsender';

/** What every item that someone wrote has in common. */
type Said = {
  /** The source's own id when it has one; otherwise the URL identifies the item. */
  readonly sourceItemId?: string;
  readonly url?: string;
  readonly title?: string;
  /** Plain text, cleaned, at most 20,000 characters (a press article: its extract only). */
  readonly text: string;
  readonly author?: AuthorSeen;
  /** null: the source gives no readable date; the app then uses the time of reading. */
  readonly publishedAt: Instant | null;
  /** BCP 47 as the source declares it. A hint, never the verdict. */
  readonly language?: string;
  readonly engagement?: Engagement;
};

/** What a mention is, in the shop's words: an article, a post, a comment, a message, a video. */
export type MentionForm = 'article' | 'post' | 'comment' | 'message' | 'video';

export type Mention = Said & { readonly kind: 'mention'; readonly form: MentionForm };

export type Review = Said & {
  readonly kind: 'review';
  /** null: a review without stars (some sites have recommendations only). */
  readonly rating: Rating | null;
  /** The owner's public answer, when the source shows one. */
  readonly reply?: { readonly text: string; readonly at: Instant | null };
};

/** The overall rating that a site shows on a day. `distribution`: worst to best, as many cells as steps. */
export type RatingSnapshot = {
  readonly kind: 'rating';
  readonly url?: string;
  readonly average: number;
  readonly best: number;
  readonly worst: number;
  readonly count: number;
  readonly distribution?: readonly number[];
};

/** A watched page as its visible block lines, top to bottom, cleaned, at most 2,000 lines of 500 characters. */
export type PageSnapshot = {
  readonly kind: 'page';
  readonly url: string;
  readonly title: string;
  readonly lines: readonly string[];
};

export type PriceSeen = {
  readonly kind: 'price';
  readonly url?: string;
  readonly product: string;
  /** In `currency` units, not cents. */
  readonly price: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly available?: boolean;
};

export type JobAd = {
  readonly kind: 'job';
  readonly sourceItemId?: string;
  readonly url?: string;
  readonly title: string;
  readonly place?: string;
  readonly contract?: string;
  readonly publishedAt: Instant | null;
};

/** What a collector may bring. One union, so that a new kind is a compile error until every reader handles it. */
export type Observation = Mention | Review | RatingSnapshot | PageSnapshot | PriceSeen | JobAd;
export type ObservationKind = Observation['kind'];
