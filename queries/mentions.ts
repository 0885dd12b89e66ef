import { type SqlBool, sql } from 'kysely';
import * as z from 'zod';
import type { Because, Intent, Priority, Tone, Verdict } from '../src/domain/annotation.ts';
import { isMentionId } from '../src/domain/mention-id.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Instant, LocalDay } from '../src/domain/time.ts';
import { countWhere, judged, onDays } from './formulas/judged.ts';
import { mentionViews, VIEWS_MAX } from './formulas/mention-views.ts';
import { optionalDays, subject, wholeNumber } from './formulas/params.ts';
import { searchWords } from './formulas/search-words.ts';

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
  /** These and no others, whatever their verdict. */
  readonly ids?: readonly string[];
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

const OFFSET_MAX = 1_000_000;

const name = z.string().trim().min(1).max(200);

export const question: Question<MentionsParams, Mentions> = {
  id: 'mentions',
  ask: { fr: 'Qu’a-t-on dit, et où ?', en: 'What was said, and where?' },
  params: z.strictObject({
    subject,
    ...optionalDays,
    verdict: z.enum(['kept', 'to-check', 'dropped']).exactOptional(),
    tone: z.enum(['positive', 'neutral', 'negative', 'mixed']).exactOptional(),
    kind: z.enum(['mention', 'review']).exactOptional(),
    site: name.exactOptional(),
    topic: name.exactOptional(),
    search: z.string().trim().max(200).exactOptional(),
    ids: z.array(z.string().refine(isMentionId)).min(1).max(VIEWS_MAX).exactOptional(),
    copies: z.union([z.boolean(), z.stringbool()]).exactOptional(),
    limit: wholeNumber(1, VIEWS_MAX).default(50),
    offset: wholeNumber(0, OFFSET_MAX).default(0),
  }),
  answer: mentions,
};

async function mentions(asker: Asker, params: MentionsParams): Promise<Mentions> {
  const chosen = filtered(asker, params);
  const [total, page] = await Promise.all([
    chosen.select(countWhere(sql`true`).as('total')).executeTakeFirst(),
    chosen
      .select(['j.id', 'j.local_day'])
      .orderBy('j.published_at', order => order.desc().nullsLast())
      .orderBy('j.id', order => order.desc().nullsLast())
      .limit(params.limit)
      .offset(params.offset)
      .execute(),
  ]);
  return { total: total?.total ?? 0, mentions: await mentionViews(asker, params.subject, page) };
}

function filtered(asker: Asker, params: MentionsParams) {
  const { verdict, ids, tone, kind, site, topic, search = '', copies = ids !== undefined } = params;
  let query = judged(asker, params).selectFrom('judged as j');
  if (ids !== undefined) query = query.where('j.id', 'in', ids);
  if (verdict !== undefined || ids === undefined) query = query.where('j.verdict', '=', verdict ?? 'kept');
  if (!copies) query = query.where('j.is_first', '=', true);
  if (kind !== undefined) query = query.where('j.kind', '=', kind);
  if (site !== undefined) query = query.where('j.site', '=', site);
  if (tone !== undefined)
    query = query.where(hasTag(asker, params, sql`n.stage = 'sentiment' and n.label = ${tone}`));
  if (topic !== undefined)
    query = query.where(hasTag(asker, params, sql`n.stage = 'topics' and n.item = ${topic}`));
  for (const word of searchWords(search))
    query = query.where(sql<SqlBool>`j.folded like ${`%${word}%`} escape '!'`);
  return query;
}

function hasTag({ tenantId, brandId }: Asker, days: MentionsParams, condition: ReturnType<typeof sql>) {
  return sql<SqlBool>`j.id in (select n.mention_id from annotation n
    where n.tenant_id = ${tenantId} and n.brand_id = ${brandId} and ${onDays('n', days)} and ${condition})`;
}
