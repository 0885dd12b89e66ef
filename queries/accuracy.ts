import { sql } from 'kysely';
import * as z from 'zod';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import { type Interval, wilson } from './formulas/wilson.ts';

export type Hits = { readonly n: number; readonly right: number };
/** How often vigie was right by itself. */
export type Measure = Hits & {
  /** Where it was sure of it, and where it said that it was not. */
  readonly sure: Hits;
  readonly unsure: Hits;
  /** Answers still needed before a share is told; 0: enough. */
  readonly missing: number;
  /** Share right and its 95 % interval (Wilson), 0..1; null: too few answers. */
  readonly share: (Interval & { readonly is: number }) | null;
};
/**
 * What the owner's own answers say of vigie. `relevance`: her "it is us" and "not us" against what was said before
 * them (a remark to confirm counts as said to be hers, for it was shown); `tone`: the tones that she said against
 * what was said before; `stars`: her rated reviews read without their stars, by the fixed model (`fixed`) and with
 * what the others of them taught (`learnt`), null where they were not read yet. `moved`: remarks that her answers
 * made change sides, hers included.
 */
export type Accuracy = {
  readonly relevance: Measure;
  readonly tone: Measure;
  readonly stars: { readonly fixed: Measure; readonly learnt: Measure } | null;
  readonly moved: number;
};

/** Under so many answers a share says nothing: they are counted only. */
export const ANSWERS_MIN = 10;

export const question: Question<Record<string, never>, Accuracy> = {
  id: 'accuracy',
  ask: { fr: 'Vigie a-t-elle raison, d’après vos réponses ?', en: 'Is Vigie right, going by your answers?' },
  params: z.strictObject({}),
  answer: accuracy,
};

async function accuracy(asker: Asker): Promise<Accuracy> {
  const [answers, stars] = await Promise.all([standingAnswers(asker), starsRead(asker)]);
  const us = answers.filter(({ stage, item }) => stage === 'relevance' && item === FIRM);
  const tones = answers.filter(({ stage }) => stage === 'sentiment');
  return {
    relevance: measured(
      us.map(({ verb, label, abstain }) => ({
        isRight: (label !== 'dropped') === (verb === 'is-us'),
        isSure: !abstain,
      })),
    ),
    tone: measured(
      tones.map(({ subject, label, abstain }) => ({ isRight: label === subject, isSure: !abstain })),
    ),
    stars: stars && { fixed: measureOf(stars.fixed), learnt: measureOf(stars.learnt) },
    moved: answers.reduce((sum, { moved }) => sum + (moved ?? 0), 0),
  };
}

/** Her last answer on each thing that still stands, with what vigie had said before her first. */
async function standingAnswers({ db, tenantId, brandId }: Asker) {
  const rows = await db
    .selectFrom('answer_before as b')
    .innerJoin('action as a', join =>
      join
        .onRef('a.id', '=', 'b.action_id')
        .onRef('a.tenant_id', '=', 'b.tenant_id')
        .onRef('a.brand_id', '=', 'b.brand_id'),
    )
    .select(['b.mention_id', 'b.stage', 'b.item', 'b.label', 'b.abstain', 'b.moved', 'a.verb', 'a.subject'])
    .select(
      sql<number>`row_number() over (partition by b.mention_id, b.stage, b.item
        order by a."at" desc nulls last, a.id desc nulls last)`.as('place'),
    )
    .where('b.tenant_id', '=', tenantId)
    .where('b.brand_id', '=', brandId)
    .where('a.undone_at', 'is', null)
    .execute();
  return rows.filter(row => Number(row.place) === 1);
}

type Tally = {
  readonly n: number;
  readonly right: number;
  readonly sure: number;
  readonly sureRight: number;
};

/** How her rated reviews were read without their stars when texts were last tagged. */
async function starsRead({ db, tenantId, brandId }: Asker) {
  const row = await db
    .selectFrom('stage_state')
    .select('state')
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('stage', '=', 'sentiment')
    .executeTakeFirst();
  if (!row) return null;
  // Written from ToneState by src/app/processing/memory.ts.
  const { stars } = JSON.parse(row.state) as { stars: { fixed: Tally; learnt: Tally } };
  return stars.fixed.n === 0 ? null : stars;
}

function measured(answers: readonly { readonly isRight: boolean; readonly isSure: boolean }[]): Measure {
  const sure = answers.filter(({ isSure }) => isSure);
  const rightOf = (some: typeof answers) => some.filter(({ isRight }) => isRight).length;
  return measureOf({
    n: answers.length,
    right: rightOf(answers),
    sure: sure.length,
    sureRight: rightOf(sure),
  });
}

function measureOf({ n, right, sure, sureRight }: Tally): Measure {
  const isEnough = n >= ANSWERS_MIN;
  return {
    n,
    right,
    sure: { n: sure, right: sureRight },
    unsure: { n: n - sure, right: right - sureRight },
    missing: Math.max(0, ANSWERS_MIN - n),
    share: isEnough ? { is: right / n, ...wilson(right, n) } : null,
  };
}
