import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question, TextHits } from '../src/domain/question.ts';
import { countWhere } from './formulas/judged.ts';
import { mentionViews } from './formulas/mention-views.ts';
import { wholeNumber } from './formulas/params.ts';
import { searchWords } from './formulas/search-words.ts';
import type { MentionView } from './mentions.ts';

export type SearchParams = { readonly words: string; readonly limit: number };
/** Texts of any week and verdict that hold every word or its beginning, newest first. */
export type Search = {
  readonly total: number;
  /** False while older texts are still being taken in: `total` then grows. */
  readonly complete: boolean;
  readonly mentions: readonly MentionView[];
};

/** A screen and a half: what is beyond is found with one more word. */
const LIMIT_MAX = 100;
const WORDS_LENGTH_MAX = 200;

export const question: Question<SearchParams, Search> = {
  id: 'search',
  ask: { fr: 'Où a-t-on parlé de cela ?', en: 'Where was that spoken of?' },
  params: z.strictObject({
    words: z.string().trim().min(1).max(WORDS_LENGTH_MAX),
    limit: wholeNumber(1, LIMIT_MAX).default(50),
  }),
  answer: search,
};

async function search(asker: Asker, { words, limit }: SearchParams): Promise<Search> {
  const find = asker.find ?? ((given, most) => readThrough(asker, given, most));
  const { hits, total, complete } = await find(words, limit);
  return { total, complete, mentions: await mentionViews(asker, FIRM, hits) };
}

/** Without an index every text is looked through: a quarter of a second for a million. */
async function readThrough(
  { db, tenantId, brandId }: Asker,
  words: string,
  limit: number,
): Promise<TextHits> {
  let query = db
    .selectFrom('mention as m')
    .where('m.tenant_id', '=', tenantId)
    .where('m.brand_id', '=', brandId);
  for (const word of searchWords(words)) {
    query = query.where(sql<SqlBool>`m.folded like ${`%${word}%`} escape '!'`);
  }
  const [counted, hits] = await Promise.all([
    query.select(countWhere(sql`true`).as('total')).executeTakeFirst(),
    query
      .select(['m.id', 'm.local_day'])
      .orderBy('m.published_at', order => order.desc().nullsLast())
      .orderBy('m.id', order => order.desc().nullsLast())
      .limit(limit)
      .execute(),
  ]);
  return { hits, total: counted?.total ?? 0, complete: true };
}
