import { sql } from 'kysely';
import { FIRM } from '../src/domain/brand.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import { countWhere, isRemark, judged, onDays } from './formulas/judged.ts';
import { periodParams } from './formulas/params.ts';

export type BroughtParams = Period;
/** Kept remarks by what they are; a copy tells nothing new and is counted apart. */
export type Yield = {
  readonly reviews: number;
  /** Somebody looks for the trade. */
  readonly leads: number;
  readonly articles: number;
  /** Messages, posts, comments and videos. */
  readonly messages: number;
  readonly copies: number;
};
export type SourceYield = {
  readonly sourceId: string;
  readonly own: Yield;
  readonly rivals: Yield & {
    /** Changes seen on the pages that it watches, prices included. */
    readonly changes: number;
    readonly jobs: number;
  };
  /** Reviews of the firm that we hold from it, of any time. */
  readonly reviewsHeld: number;
  /** An address of its own: of a remark of the period, or of the page that it watches; null when none is known. */
  readonly link: string | null;
};
/** What each source brought in the period; sources of which nothing is known are absent. */
export type Brought = {
  readonly sources: readonly SourceYield[];
  /** Stories of the period that stand under several addresses. */
  readonly copiedStories: number;
};

export const question: Question<BroughtParams, Brought> = {
  id: 'brought',
  ask: { fr: 'Qu’a apporté chaque site ?', en: 'What did each site bring?' },
  params: periodParams({}),
  answer: brought,
};

async function brought(asker: Asker, period: BroughtParams): Promise<Brought> {
  const [remarks, held, changes, jobs, links, copiedStories] = await Promise.all([
    remarksBySource(asker, period),
    heldBySource(asker, period),
    changesBySource(asker, period),
    jobsBySource(asker, period),
    linksBySource(asker, period),
    storiesCopied(asker, period),
  ]);
  const ids = new Set([
    ...[...remarks, ...held, ...changes, ...jobs].map(row => row.source_id),
    ...links.keys(),
  ]);
  const count = (rows: readonly { source_id: string; n: number }[], id: string) =>
    rows.reduce((sum, row) => (row.source_id === id ? sum + row.n : sum), 0);
  return {
    copiedStories,
    sources: [...ids].sort().map(id => {
      const own = remarks.filter(row => row.source_id === id);
      return {
        sourceId: id,
        own: yieldOf(own.filter(row => row.subject === FIRM)),
        rivals: {
          ...yieldOf(own.filter(row => row.subject !== FIRM)),
          changes: count(changes, id),
          jobs: count(jobs, id),
        },
        reviewsHeld: count(held, id),
        link: links.get(id) ?? null,
      };
    }),
  };
}

type Counts = Awaited<ReturnType<typeof remarksBySource>>[number];

function yieldOf(rows: readonly Counts[]): Yield {
  const sum = (of: (row: Counts) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    reviews: sum(row => row.reviews),
    leads: sum(row => row.leads),
    articles: sum(row => row.articles),
    messages: sum(row => row.messages),
    copies: sum(row => row.copies),
  };
}

function remarksBySource(asker: Asker, period: Period) {
  const isLead = sql<boolean>`coalesce(i.label = 'lead', false)`;
  const other = sql<boolean>`${isRemark} and j.kind = 'mention' and not ${isLead}`;
  return judged(asker, period)
    .selectFrom('judged as j')
    .innerJoin('mention as m', join =>
      join
        .onRef('m.id', '=', 'j.id')
        .on('m.tenant_id', '=', asker.tenantId)
        .on('m.brand_id', '=', asker.brandId)
        .on(onDays('m', period)),
    )
    .leftJoin('annotation as i', join =>
      join
        .onRef('i.mention_id', '=', 'j.id')
        .on('i.stage', '=', 'intent')
        .on('i.tenant_id', '=', asker.tenantId)
        .on('i.brand_id', '=', asker.brandId)
        .on(onDays('i', period)),
    )
    .select(['j.source_id', 'j.subject'])
    .select([
      countWhere(sql`${isRemark} and j.kind = 'review'`).as('reviews'),
      countWhere(sql`${isRemark} and j.kind = 'mention' and ${isLead}`).as('leads'),
      countWhere(sql`${other} and m.form = 'article'`).as('articles'),
      countWhere(sql`${other} and m.form <> 'article'`).as('messages'),
      countWhere(sql`j.verdict = 'kept' and not j.is_first`).as('copies'),
    ])
    .where('j.verdict', '=', 'kept')
    .groupBy(['j.source_id', 'j.subject'])
    .execute();
}

function heldBySource(asker: Asker, { to }: Period) {
  return judged(asker, { subject: FIRM, to })
    .selectFrom('judged as j')
    .select('j.source_id')
    .select(countWhere(sql`j.kind = 'review'`).as('n'))
    .where(isRemark)
    .groupBy('j.source_id')
    .execute();
}

function changesBySource({ db, tenantId, brandId }: Asker, { from, to }: Period) {
  return db
    .selectFrom('page_change')
    .select('source_id')
    .select(countWhere(sql`kind <> 'job'`).as('n'))
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('subject', '<>', FIRM)
    .where('local_day', '>=', from)
    .where('local_day', '<=', to)
    .groupBy('source_id')
    .execute();
}

/** Offers as a job board lists them, and those read off a watched page. */
async function jobsBySource({ db, tenantId, brandId }: Asker, { from, to }: Period) {
  const [listed, watched] = await Promise.all(
    (['job_seen', 'page_change'] as const).map(table =>
      db
        .selectFrom(table)
        .select('source_id')
        .select(countWhere(table === 'job_seen' ? sql`true` : sql`kind = 'job'`).as('n'))
        .where('tenant_id', '=', tenantId)
        .where('brand_id', '=', brandId)
        .where('subject', '<>', FIRM)
        .where('local_day', '>=', from)
        .where('local_day', '<=', to)
        .groupBy('source_id')
        .execute(),
    ),
  );
  return [...(listed ?? []), ...(watched ?? [])];
}

/** Where its newest remark of the period stands, else the page that it watches. */
async function linksBySource(
  { db, tenantId, brandId }: Asker,
  { from, to }: Period,
): Promise<Map<string, string>> {
  const [pages, remarks] = await Promise.all([
    db
      .selectFrom('page_seen')
      .select('source_id')
      .select(sql<string>`max(url)`.as('url'))
      .where('tenant_id', '=', tenantId)
      .where('brand_id', '=', brandId)
      .groupBy('source_id')
      .execute(),
    db
      .selectFrom('mention')
      .select('source_id')
      .select(sql<string>`max(url)`.as('url'))
      .where('tenant_id', '=', tenantId)
      .where('brand_id', '=', brandId)
      .where('local_day', '>=', from)
      .where('local_day', '<=', to)
      .where('url', 'is not', null)
      .groupBy('source_id')
      .execute(),
  ]);
  return new Map([...pages, ...remarks].map(row => [row.source_id, row.url]));
}

async function storiesCopied(asker: Asker, period: Period): Promise<number> {
  const row = await judged(asker, { subject: FIRM, ...period })
    .selectFrom('judged as j')
    .innerJoin('annotation as st', join =>
      join
        .onRef('st.mention_id', '=', 'j.id')
        .on('st.stage', '=', 'stories')
        .on('st.item', '=', '')
        .on('st.tenant_id', '=', asker.tenantId)
        .on('st.brand_id', '=', asker.brandId)
        .on(onDays('st', period)),
    )
    .select(sql<number>`cast(count(distinct st.label) as integer)`.as('stories'))
    .where(sql<boolean>`j.verdict = 'kept' and not j.is_first`)
    .executeTakeFirst();
  return row?.stories ?? 0;
}
