import { sql, type Transaction } from 'kysely';
import { SAID_SCORES, type StageName, type Tone } from '../../domain/annotation.ts';
import { type Act, isTone } from '../../domain/house.ts';
import type { AnswerBeforeRow } from '../../domain/letter-tables.ts';
import { reason } from '../../domain/reasons.ts';
import type { AnnotationRow, Tables } from '../../domain/tables.ts';
import type { Store } from './open.ts';

type Trx = Transaction<Tables>;
type Said = Pick<AnnotationRow, 'version' | 'label' | 'score' | 'confidence' | 'abstain' | 'because'>;
const SAID = ['version', 'label', 'score', 'confidence', 'abstain', 'because'] as const;
/** What of an annotation an answer is about. */
type About = { readonly stage: StageName; readonly item: string };

/** Of no stage: each counts its versions from 1. */
const OUTDATED = 0;

/**
 * Keeps with an answer what vigie had said by itself: the annotation, or what was kept with an earlier answer that
 * still stands, for by then the annotation is hers. Other verbs, and remarks not tagged yet, have none.
 */
export async function keepBefore(trx: Trx, store: Store, actionId: string, act: Act): Promise<void> {
  const about = aboutOf(act);
  if (about === null) return;
  const { mentionId } = act;
  const before =
    (await earlier(trx, store, mentionId, about)) ?? (await current(trx, store, mentionId, about));
  if (before === null) return;
  await trx
    .insertInto('answer_before')
    .values({ ...owned(store), action_id: actionId, mention_id: mentionId, ...about, ...before, moved: null })
    .execute();
}

function aboutOf({ verb, subject }: Act): About | null {
  if (verb === 'tone') return { stage: 'sentiment', item: '' };
  return verb === 'is-us' || verb === 'not-us' ? { stage: 'relevance', item: subject } : null;
}

/** What was kept with the newest answer about it that still stands. */
async function earlier(trx: Trx, store: Store, mentionId: string, about: About): Promise<Said | null> {
  const { tenantId, brandId } = store;
  const row = await trx
    .selectFrom('answer_before as b')
    .innerJoin('action as a', join =>
      join
        .onRef('a.id', '=', 'b.action_id')
        .onRef('a.tenant_id', '=', 'b.tenant_id')
        .onRef('a.brand_id', '=', 'b.brand_id'),
    )
    .selectAll('b')
    .where('b.tenant_id', '=', tenantId)
    .where('b.brand_id', '=', brandId)
    .where('b.mention_id', '=', mentionId)
    .where('b.stage', '=', about.stage)
    .where('b.item', '=', about.item)
    .where('a.undone_at', 'is', null)
    .orderBy('a.at', order => order.desc().nullsLast())
    .orderBy('a.id', order => order.desc().nullsLast())
    .executeTakeFirst();
  return row ? saidOf(row) : null;
}

async function current(trx: Trx, store: Store, mentionId: string, about: About): Promise<Said | null> {
  const row = await trx
    .selectFrom('annotation')
    .select(SAID)
    .where(({ and }) => and(owned(store)))
    .where('mention_id', '=', mentionId)
    .where('stage', '=', about.stage)
    .where('item', '=', about.item)
    .executeTakeFirst();
  // An answer of before this was kept: what vigie thought is not known any more.
  return row === undefined || isHers(row.because) ? null : row;
}

/** Is an annotation what the owner said? By its reasons, as JSON. */
function isHers(because: string): boolean {
  return because.includes(`"${reason('owner-said')}"`);
}

/** Her tone in place of vigie's, as the stage will say it when the text is next tagged. */
export async function showTone(trx: Trx, store: Store, mentionId: string, tone: Tone): Promise<void> {
  const score = SAID_SCORES[tone];
  const because = JSON.stringify([{ term: reason('owner-said'), weight: score }]);
  await update(trx, store, mentionId, { label: tone, score, confidence: 1, abstain: false, because });
}

/**
 * The tones that the owner said of these remarks, where the stages did not know of them yet: she answered while they
 * were being tagged.
 */
export async function showSaidTones(trx: Trx, store: Store, mentionIds: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom('action')
    .select(['mention_id', 'subject'])
    .where(({ and }) => and(owned(store)))
    .where('verb', '=', 'tone')
    .where('undone_at', 'is', null)
    .orderBy('at', order => order.asc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .execute();
  const tagged = new Set(mentionIds);
  const tones = new Map(rows.map(row => [row.mention_id, row.subject]));
  const said = [...tones.keys()].filter(id => tagged.has(id));
  if (said.length === 0) return;
  const shown = await trx
    .selectFrom('annotation')
    .select(['mention_id', 'label', 'because'])
    .where(({ and }) => and(owned(store)))
    .where('stage', '=', 'sentiment')
    .where('mention_id', 'in', said)
    .execute();
  for (const { mention_id: mentionId, label, because } of shown) {
    const tone = tones.get(mentionId) ?? '';
    if (isTone(tone) && !(isHers(because) && label === tone)) await showTone(trx, store, mentionId, tone);
  }
}

/**
 * After an answer was taken back: the tone that she still says, else what vigie had said. Where that is not known
 * (she answered before the text was tagged), it is marked as outdated: the next tagging again reads it.
 */
export async function showToneAgain(
  trx: Trx,
  store: Store,
  mentionId: string,
  actionId: string,
): Promise<void> {
  const last = await trx
    .selectFrom('action')
    .select('subject')
    .where(({ and }) => and(owned(store)))
    .where('mention_id', '=', mentionId)
    .where('verb', '=', 'tone')
    .where('undone_at', 'is', null)
    .orderBy('at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast())
    .executeTakeFirst();
  if (last && isTone(last.subject)) return showTone(trx, store, mentionId, last.subject);
  const before = await trx
    .selectFrom('answer_before')
    .select(SAID)
    .where(({ and }) => and(owned(store)))
    .where('action_id', '=', actionId)
    .executeTakeFirst();
  await update(trx, store, mentionId, before ?? { version: OUTDATED });
}

async function update(trx: Trx, store: Store, mentionId: string, said: Partial<Said>): Promise<void> {
  await trx
    .updateTable('annotation')
    .set(said)
    .where(({ and }) => and(owned(store)))
    .where('mention_id', '=', mentionId)
    .where('stage', '=', 'sentiment')
    .where('item', '=', '')
    // The day alone tells the store which few of its pages to look at.
    .where(
      'local_day',
      '=',
      sql<string>`(select m.local_day from mention m where m.id = ${mentionId}
      and m.tenant_id = ${store.tenantId} and m.brand_id = ${store.brandId} limit 1)`,
    )
    .execute();
}

/** Notes how many remarks changed sides after the newest answer about this remark was learnt from. */
export async function keepMoved(
  store: Store,
  answered: { readonly mentionId: string; readonly stage: StageName; readonly moved: number },
): Promise<void> {
  const { mentionId, stage, moved } = answered;
  await store.write(async trx => {
    const { rows } = await sql<{ id: string }>`select b.action_id as id from answer_before b
      join action a on a.id = b.action_id and a.tenant_id = b.tenant_id and a.brand_id = b.brand_id
      where b.tenant_id = ${store.tenantId} and b.brand_id = ${store.brandId}
        and b.mention_id = ${mentionId} and b.stage = ${stage} and a.undone_at is null
      order by a."at" desc nulls last, a.id desc nulls last limit 1`.execute(trx);
    const [newest] = rows;
    if (newest === undefined) return;
    await trx
      .updateTable('answer_before')
      .set({ moved })
      .where(({ and }) => and(owned(store)))
      .where('action_id', '=', newest.id)
      .execute();
  });
}

function saidOf(row: AnswerBeforeRow): Said {
  const { version, label, score, confidence, abstain, because } = row;
  return { version, label, score, confidence, abstain, because };
}

function owned({ tenantId, brandId }: Store) {
  return { tenant_id: tenantId, brand_id: brandId };
}
