import { sql } from 'kysely';
import * as z from 'zod';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { periodBefore } from '../src/domain/time.ts';
import { countWhere, isRemark, judged } from './formulas/judged.ts';
import { periodParams, subject } from './formulas/params.ts';

/** `subjects`: the competitors that the settings list. Absent: whoever is watched or was ever mentioned. */
export type ShareParams = Period & { readonly subjects?: readonly string[] };
/** After relevance and without copies. Shares sum to 1 unless there is nothing. */
export type ShareOfVoice = {
  readonly subjects: readonly {
    readonly subject: string;
    readonly mentions: number;
    readonly before: number;
    /** own / (own + listed competitors), 0..1; null when nobody was mentioned. */
    readonly share: number | null;
    readonly shareBefore: number | null;
  }[];
};

/** Nobody compares herself with more. */
const SUBJECTS_MAX = 500;

export const question: Question<ShareParams, ShareOfVoice> = {
  id: 'share-of-voice',
  ask: {
    fr: 'De qui parle-t-on, de vous ou de vos concurrents ?',
    en: 'Who is talked about, you or your competitors?',
  },
  params: periodParams({ subjects: z.array(subject.unwrap()).max(SUBJECTS_MAX).exactOptional() }),
  answer: shareOfVoice,
};

async function shareOfVoice(
  asker: Asker,
  { from, to, subjects: listed }: ShareParams,
): Promise<ShareOfVoice> {
  const before = periodBefore({ from, to });
  const found = await judged(asker, { from: before.from, to })
    .selectFrom('judged as j')
    .select('j.subject')
    .select([
      countWhere(sql`${isRemark} and j.local_day >= cast(${from} as date)`).as('mentions'),
      countWhere(sql`${isRemark} and j.local_day < cast(${from} as date)`).as('before'),
    ])
    .groupBy('j.subject')
    .execute();
  const names = new Set([
    FIRM,
    ...(listed ?? [...(await watchedSubjects(asker)), ...found.map(row => row.subject)]),
  ]);
  const counts = found.filter(row => names.has(row.subject));
  const bySubject = new Map(counts.map(row => [row.subject, row]));
  const all = counts.reduce((sum, row) => sum + row.mentions, 0);
  const allBefore = counts.reduce((sum, row) => sum + row.before, 0);
  const subjects = [...names].map(name => {
    const { mentions, before } = bySubject.get(name) ?? { mentions: 0, before: 0 };
    return {
      subject: name,
      mentions,
      before,
      share: all === 0 ? null : mentions / all,
      shareBefore: allBefore === 0 ? null : before / allBefore,
    };
  });
  return { subjects: subjects.sort(firmThenMostMentioned) };
}

type Share = ShareOfVoice['subjects'][number];

function firmThenMostMentioned(one: Share, other: Share): number {
  if (one.subject === FIRM || other.subject === FIRM) return one.subject === FIRM ? -1 : 1;
  return other.mentions - one.mentions || other.before - one.before || (one.subject < other.subject ? -1 : 1);
}

/** A competitor whom nobody mentioned is still in the comparison. */
async function watchedSubjects(asker: Asker): Promise<string[]> {
  const rows = await asker.db
    .selectFrom('source_state')
    .select('subject')
    .distinct()
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .execute();
  return rows.map(row => row.subject);
}
