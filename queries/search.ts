import { type SqlBool, sql } from 'kysely';
import * as z from 'zod';
import type { Asker, Question, TextHit, TextHits } from '../src/domain/question.ts';
import { countWhere } from './formulas/judged.ts';
import { wholeNumber } from './formulas/params.ts';
import { searchWords } from './formulas/search-words.ts';

/** `search`: words, or their beginnings; '' finds nothing. */
export type SearchParams = { readonly search: string; readonly limit: number };
/**
 * Texts of any week and verdict that hold every word or its beginning, newest first: what a row shows of each.
 * `complete` is false while older texts are still being taken in; `total` then grows.
 */
export type Search = TextHits;

/** A wall of a screen: what is beyond is found with one more word. */
const LIMIT_MAX = 100;
const WORDS_LENGTH_MAX = 200;
/** A row shows one sentence. */
const HEAD_LENGTH_MAX = 160;

export const question: Question<SearchParams, Search> = {
  id: 'search',
  ask: { fr: 'Où a-t-on parlé de cela ?', en: 'Where was that spoken of?' },
  params: z.strictObject({
    search: z.string().trim().max(WORDS_LENGTH_MAX).default(''),
    limit: wholeNumber(1, LIMIT_MAX).default(50),
  }),
  answer: (asker, { search, limit }) =>
    asker.find ? asker.find(search, limit) : readThrough(asker, search, limit),
};

/** Without an index every text is looked through: a quarter of a second for a million. */
async function readThrough(
  { db, tenantId, brandId }: Asker,
  words: string,
  limit: number,
): Promise<TextHits> {
  const asked = searchWords(words);
  if (asked.length === 0) return { hits: [], total: 0, complete: true };
  let query = db
    .selectFrom('mention as m')
    .where('m.tenant_id', '=', tenantId)
    .where('m.brand_id', '=', brandId);
  for (const word of asked) {
    query = query.where(sql<SqlBool>`m.folded like ${`%${word}%`} escape '!'`);
  }
  const [counted, rows] = await Promise.all([
    query.select(countWhere(sql`true`).as('total')).executeTakeFirst(),
    query
      .select(['m.id', 'm.local_day as day', 'm.kind', 'm.form', 'm.site', 'm.rating_value', 'm.rating_best'])
      .select(
        sql<string>`substr(case when m.form = 'article' and m.title <> '' then m.title else m.text end, 1, ${HEAD_LENGTH_MAX})`.as(
          'head',
        ),
      )
      .orderBy('m.published_at', order => order.desc().nullsLast())
      .orderBy('m.id', order => order.desc().nullsLast())
      .limit(limit)
      .execute(),
  ]);
  const hits = rows.map(({ rating_value: value, rating_best: best, ...row }): TextHit => {
    return { ...row, rating: value === null || best === null ? null : { value, best } };
  });
  return { hits, total: counted?.total ?? 0, complete: true };
}
