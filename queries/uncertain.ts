import * as z from 'zod';
import { FIRM } from '../src/domain/brand.ts';
import { TEACHING_VERBS } from '../src/domain/house.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import { addDays, localDay, startOfDay, weekOf } from '../src/domain/time.ts';
import { doubtsOfTone, doubtsOfUs } from './formulas/doubts.ts';
import { mostInformative } from './formulas/informative.ts';
import { mentionViews } from './formulas/mention-views.ts';
import type { MentionView } from './mentions.ts';

export type UncertainQuestion = {
  /** us: is it about the firm? tone: in which tone? */
  readonly kind: 'us' | 'tone';
  readonly mention: MentionView;
  /** Doubts that the answer is expected to lift, its own (0..1) included. */
  readonly gain: number;
  /** Other doubtful remarks that are alike, and that the answer speaks for. */
  readonly alike: number;
};
/**
 * What is worth asking the owner, most informative first: at most five a week, those that she answered since Monday
 * counted. Copies of a story ask once; what she answered is not asked again.
 */
export type Uncertain = {
  readonly answered: number;
  readonly questions: readonly UncertainQuestion[];
  /** All that vigie is not sure of, of the last quarter. */
  readonly waiting: { readonly us: number; readonly tone: number };
};

const QUESTIONS_MAX = 5;
/** What nobody asked in a quarter changes nothing any more. */
const DAYS = 91;

export const question: Question<Record<string, never>, Uncertain> = {
  id: 'uncertain',
  ask: { fr: 'De quoi Vigie n’est-elle pas certaine ?', en: 'What is Vigie not sure of?' },
  params: z.strictObject({}),
  answer: uncertain,
};

async function uncertain(asker: Asker): Promise<Uncertain> {
  const today = localDay(asker.now, asker.timezone);
  const days = { from: addDays(today, 1 - DAYS), to: today };
  const [us, tone, answered] = await Promise.all([
    doubtsOfUs(asker, days),
    doubtsOfTone(asker, days),
    answeredSince(asker, startOfDay(weekOf(today).from, asker.timezone)),
  ]);
  const ranked = [
    ...mostInformative(us, QUESTIONS_MAX).map(one => ({ kind: 'us' as const, ...one })),
    ...mostInformative(tone, QUESTIONS_MAX).map(one => ({ kind: 'tone' as const, ...one })),
  ].toSorted((a, b) => b.gain - a.gain);
  const asked = ranked.slice(0, Math.max(0, QUESTIONS_MAX - answered));
  const dayOf = new Map([...us, ...tone].map(text => [text.id, text.local_day]));
  const views = await mentionViews(
    asker,
    FIRM,
    asked.map(({ id }) => ({ id, local_day: dayOf.get(id) ?? today })),
  );
  const byId = new Map(views.map(view => [view.id, view]));
  const questions = asked.flatMap(({ id, kind, gain, alike }): UncertainQuestion[] => {
    const mention = byId.get(id);
    return mention ? [{ kind, mention, gain, alike }] : [];
  });
  return { answered, questions, waiting: { us: us.length, tone: tone.length } };
}

/** Questions that the owner answered since then, and did not take back. */
async function answeredSince({ db, tenantId, brandId }: Asker, since: string): Promise<number> {
  const rows = await db
    .selectFrom('action')
    .select(['mention_id', 'verb'])
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('verb', 'in', TEACHING_VERBS)
    .where('undone_at', 'is', null)
    .where('at', '>=', new Date(since))
    .execute();
  return new Set(rows.map(row => `${row.mention_id} ${row.verb === 'tone'}`)).size;
}
