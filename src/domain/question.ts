import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Tables } from './tables.ts';

/** What a question may know besides its parameters. */
export type Asker = {
  readonly db: Kysely<Tables>;
  readonly tenantId: string;
  readonly brandId: string;
  readonly timezone: string;
  /** ISO instant of the asking. */
  readonly now: string;
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
