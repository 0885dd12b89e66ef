import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Tables } from './tables.ts';
import type { LocalDay } from './time.ts';

/** What a question may know besides its parameters. */
export type Asker = {
  readonly db: Kysely<Tables>;
  readonly tenantId: string;
  readonly brandId: string;
  readonly timezone: string;
  /** ISO instant of the asking. */
  readonly now: string;
  /** The host's index of all texts; absent where there is none, and the store is read through instead. */
  readonly find?: (words: string, limit: number) => Promise<TextHits>;
};

/** One text that was found, as much of it as a row of a list shows. */
export type TextHit = {
  readonly id: string;
  readonly day: LocalDay;
  readonly kind: 'mention' | 'review';
  readonly form: string;
  readonly site: string;
  readonly rating: { readonly value: number; readonly best: number } | null;
  /** Its title or the beginning of its text. */
  readonly head: string;
};

/** Texts that hold all the words, newest first; at most as many as asked for. */
export type TextHits = {
  readonly hits: readonly TextHit[];
  readonly total: number;
  /** False while older texts are still being taken in. */
  readonly complete: boolean;
};

/**
 * One question: a panel, a `vigie ask <id>` and a line of the local API at once. Its answer is plain JSON
 * (instants as ISO text, ids as decimal text, counts as numbers).
 */
export type Question<P, A> = {
  readonly id: string;
  readonly ask: { readonly fr: string; readonly en: string };
  readonly params: z.ZodType<P>;
  answer(asker: Asker, params: P): Promise<A>;
};
