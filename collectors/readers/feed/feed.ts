import type { Instant } from '../../../src/domain/time.ts';

export type FeedPerson = { readonly name: string; readonly url?: string };

export type FeedItem = {
  /** Plain text, one line; '' when the item has nothing to make one from. */
  readonly title: string;
  /** The feed writes the title as plain text (Atom `type=text`): a tag in it is what the author typed. */
  readonly titleIsText: boolean;
  /** Absolute when anything says against what, else as written; '' when there is none. */
  readonly link: string;
  /** As written, relative ones resolved; '' when the item has none. */
  readonly id: string;
  readonly authors: readonly FeedPerson[];
  readonly published: Instant | null;
  /** HTML as the feed gives it: hostile, not sanitised. Plain text comes escaped. */
  readonly content: string;
  /** What relative addresses in `content` are relative to; '' when nothing says. */
  readonly base: string;
  readonly language: string;
  readonly views?: number;
  readonly likes?: number;
  readonly replies?: number;
};

export type Feed = {
  readonly format: 'rss' | 'atom' | 'rdf' | 'cdf' | 'json';
  /** Plain text. */
  readonly title: string;
  readonly titleIsText: boolean;
  readonly link: string;
  /** HTML, not sanitised. */
  readonly description: string;
  readonly base: string;
  readonly language: string;
  readonly items: readonly FeedItem[];
  /**
   * Why not to trust what was read: nested beyond 400, more elements than memory should hold, entities made to
   * exhaust, cut before its first whole item. Null: nothing against it.
   */
  readonly flaw: 'too-deep' | 'too-large' | 'entities' | 'cut' | null;
};
