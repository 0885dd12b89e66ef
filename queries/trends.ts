import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { addDays } from '../src/domain/time.ts';
import { isRemark, judged, onDays } from './formulas/judged.ts';
import { mentionViews } from './formulas/mention-views.ts';
import { periodParams, subject } from './formulas/params.ts';
import { type TrendWord, trendWords } from './formulas/trend-words.ts';
import type { MentionView } from './mentions.ts';

export type TrendsParams = Period & { readonly subject: string };
/** What is said far more in the period than in the eight weeks before. Under five remarks they are listed instead. */
export type Trends = {
  readonly remarks: number;
  readonly words: readonly TrendWord[];
  /** The remarks themselves, when there are too few to compare. */
  readonly listed: readonly MentionView[];
};

const BASE_DAYS = 56;
const REMARKS_MIN = 5;
/** Texts that are compared; a firm with more in nine weeks has its trends in the newest. */
const TEXTS_MAX = 5000;

export const question: Question<TrendsParams, Trends> = {
  id: 'trends',
  ask: {
    fr: 'Quels mots reviennent plus que d’habitude ?',
    en: 'Which words come up more than usual?',
  },
  params: periodParams({ subject }),
  answer: trends,
};

async function trends(asker: Asker, { subject, from, to }: TrendsParams): Promise<Trends> {
  const days = { from: addDays(from, -BASE_DAYS), to };
  const rows = await judged(asker, { subject, ...days })
    .selectFrom('judged as j')
    .innerJoin('mention as m', join =>
      join
        .onRef('m.id', '=', 'j.id')
        .on('m.tenant_id', '=', asker.tenantId)
        .on('m.brand_id', '=', asker.brandId)
        .on(onDays('m', days)),
    )
    .select(['j.id', 'j.local_day', 'm.title', 'm.text'])
    .where(isRemark)
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(TEXTS_MAX)
    .execute();
  const now = rows.filter(row => row.local_day >= from);
  if (now.length < REMARKS_MIN) {
    return { remarks: now.length, words: [], listed: await mentionViews(asker, subject, now) };
  }
  const text = (row: (typeof rows)[number]) => `${row.title} ${row.text}`;
  const before = rows.filter(row => row.local_day < from);
  return { remarks: now.length, words: trendWords(now.map(text), before.map(text)), listed: [] };
}
