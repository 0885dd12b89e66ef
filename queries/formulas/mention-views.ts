import { sql } from 'kysely';
import type { Because, Intent, Priority, Tone, Verdict } from '../../src/domain/annotation.ts';
import type { Asker } from '../../src/domain/question.ts';
import type { AnnotationRow } from '../../src/domain/tables.ts';
import { addDays, type LocalDay, type Period } from '../../src/domain/time.ts';
import type { MentionView } from '../mentions.ts';
import { onDays } from './judged.ts';

/** More than any screen or letter shows at once. */
export const VIEWS_MAX = 500;

/** The copies of a story follow within days; a month apart it is another story. */
const STORY_DAYS_MAX = 31;

/** Which remarks, and their days: with these the store reads a few pages of texts instead of all. */
export type Wanted = { readonly id: string; readonly local_day: LocalDay };

/** Remarks as any view shows them, in the order given; at most 500. */
export async function mentionViews(
  asker: Asker,
  subject: string,
  rows: readonly Wanted[],
): Promise<MentionView[]> {
  const some = rows.slice(0, VIEWS_MAX);
  if (some.length === 0) return [];
  const wanted = some.map(row => row.id);
  const sorted = some.map(row => row.local_day).sort();
  const days = { from: sorted[0] ?? '', to: sorted.at(-1) ?? '' };
  const [mentions, annotations, actions] = await Promise.all([
    mentionRows(asker, wanted, days),
    annotationRows(asker, wanted, days),
    actionRows(asker, wanted),
  ]);
  const said = Map.groupBy(annotations, row => row.mention_id);
  const acted = Map.groupBy(actions, row => row.mention_id);
  const stories = await storyRows(asker, subject, annotations, {
    from: addDays(days.from, -STORY_DAYS_MAX),
    to: addDays(days.to, STORY_DAYS_MAX),
  });
  const byId = new Map(mentions.map(row => [row.id, row]));
  return wanted.flatMap(id => {
    const row = byId.get(id);
    if (!row) return [];
    const about = said.get(id) ?? [];
    const story = about.find(isStory);
    return [viewOf(row, about, acted.get(id) ?? [], subject, stories.get(story?.label ?? '') ?? [])];
  });
}

function isStory(tag: AnnotationRow): boolean {
  return tag.stage === 'stories' && tag.item === '';
}

type Mention = Awaited<ReturnType<typeof mentionRows>>[number];
type Action = Awaited<ReturnType<typeof actionRows>>[number];

function viewOf(
  row: Mention,
  said: readonly AnnotationRow[],
  actions: readonly Action[],
  subject: string,
  story: readonly { readonly site: string; readonly story: string }[],
): MentionView {
  const one = (stage: string, item = '') => said.find(tag => tag.stage === stage && tag.item === item);
  const relevance = one('relevance', subject);
  const tone = one('sentiment');
  const intent = one('intent');
  const priority = one('priority');
  const ruling = actions.find(act => act.subject === subject && RULINGS.has(act.verb));
  const last = actions.find(act => act.verb !== 'tone');
  return {
    ...plainParts(row),
    language: one('language')?.label ?? row.language,
    verdict: verdictOf(ruling?.verb, relevance?.label),
    relevance: { score: relevance?.score ?? 0, because: becauseOf(relevance) },
    tone: tone
      ? {
          label: tone.label as Tone,
          score: tone.score,
          abstain: tone.abstain,
          because: becauseOf(tone),
        }
      : null,
    topics: said
      .filter(tag => tag.stage === 'topics')
      .map(tag => ({ topic: tag.item, label: tag.label as Tone, because: becauseOf(tag) })),
    intent: intent ? { label: intent.label as Intent, because: becauseOf(intent) } : null,
    priority: {
      label: (priority?.label ?? 'none') as Priority,
      because: becauseOf(priority),
    },
    story: storyOf(story),
    action: last ? { verb: last.verb, at: last.at.toISOString() } : null,
  };
}

const RULINGS = new Set(['not-us', 'is-us']);

function verdictOf(ruling: string | undefined, label: string | undefined): Verdict {
  if (ruling !== undefined) return ruling === 'is-us' ? 'kept' : 'dropped';
  // Labels are written by the relevance stage alone; a text that it did not look at is about nobody.
  return (label ?? 'dropped') as Verdict;
}

function plainParts(row: Mention) {
  const { rating_value: value, rating_best: best, rating_worst: worst } = row;
  return {
    id: row.id,
    kind: row.kind,
    form: row.form,
    site: row.site,
    sourceId: row.source_id,
    url: row.url,
    title: row.title,
    text: row.text,
    author: row.author,
    publishedAt: row.published_at.toISOString(),
    day: row.local_day,
    rating: value === null || best === null || worst === null ? null : { value, best, worst },
    reply:
      row.reply_text === null || row.reply_seen_at === null
        ? null
        : {
            text: row.reply_text,
            at: row.reply_at?.toISOString() ?? null,
            seenAt: row.reply_seen_at.toISOString(),
          },
  };
}

/** Null when it is told once only. */
function storyOf(
  members: readonly { readonly site: string; readonly story: string }[],
): MentionView['story'] {
  const [first] = members;
  if (!first || members.length < 2) return null;
  const sites = [...new Set(members.map(member => member.site))];
  return { id: first.story, copies: members.length - 1, sites };
}

function becauseOf(tag: AnnotationRow | undefined): Because {
  return tag ? (JSON.parse(tag.because) as Because) : [];
}

function mentionRows({ db, tenantId, brandId }: Asker, ids: readonly string[], days: Period) {
  return db
    .selectFrom('mention as m')
    .leftJoin('author as a', join =>
      join
        .onRef('a.key', '=', 'm.author_key')
        .onRef('a.tenant_id', '=', 'm.tenant_id')
        .onRef('a.brand_id', '=', 'm.brand_id'),
    )
    .select(['m.id', 'm.kind', 'm.form', 'm.site', 'm.source_id', 'm.url', 'm.title', 'm.text', 'm.language'])
    .select(['m.rating_value', 'm.rating_best', 'm.rating_worst', 'm.published_at', 'm.local_day'])
    .select(['m.reply_text', 'm.reply_at', 'm.reply_seen_at'])
    .select(sql<string | null>`coalesce(a.name, a.handle)`.as('author'))
    .where('m.tenant_id', '=', tenantId)
    .where('m.brand_id', '=', brandId)
    .where(onDays('m', days))
    .where('m.id', 'in', ids)
    .execute();
}

function annotationRows(
  { db, tenantId, brandId }: Asker,
  ids: readonly string[],
  days: Period,
): Promise<AnnotationRow[]> {
  return db
    .selectFrom('annotation as n')
    .selectAll()
    .where(onDays('n', days))
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('mention_id', 'in', ids)
    .orderBy('item', order => order.asc().nullsLast())
    .execute();
}

/** Not undone, newest first. */
function actionRows({ db, tenantId, brandId }: Asker, ids: readonly string[]) {
  return db
    .selectFrom('action')
    .select(['mention_id', 'verb', 'subject', 'at'])
    .where('tenant_id', '=', tenantId)
    .where('brand_id', '=', brandId)
    .where('mention_id', 'in', ids)
    .where('undone_at', 'is', null)
    .orderBy('at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast())
    .execute();
}

/** The texts about the subject that tell these stories, the first told first, by story. */
async function storyRows(
  { db, tenantId, brandId }: Asker,
  subject: string,
  annotations: readonly AnnotationRow[],
  days: Period,
): Promise<Map<string, { site: string; story: string }[]>> {
  const stories = [...new Set(annotations.filter(isStory).map(tag => tag.label))];
  if (stories.length === 0) return new Map();
  const rows = await db
    .selectFrom('annotation as s')
    .innerJoin('mention as m', 'm.id', 's.mention_id')
    .innerJoin('annotation as r', 'r.mention_id', 's.mention_id')
    .select(['s.label as story', 'm.site'])
    .where('s.tenant_id', '=', tenantId)
    .where('s.brand_id', '=', brandId)
    .where('s.stage', '=', 'stories')
    .where('s.item', '=', '')
    .where('s.label', 'in', stories)
    .where('m.tenant_id', '=', tenantId)
    .where('m.brand_id', '=', brandId)
    .where('r.tenant_id', '=', tenantId)
    .where('r.brand_id', '=', brandId)
    .where('r.stage', '=', 'relevance')
    .where('r.item', '=', subject)
    .where('r.label', '=', 'kept')
    .where(onDays('s', days))
    .where(onDays('m', days))
    .where(onDays('r', days))
    .orderBy(sql`case when s.label = cast(m.id as text) then 0 else 1 end`, order => order.asc().nullsLast())
    .orderBy('m.published_at', order => order.asc().nullsLast())
    .orderBy('m.id', order => order.asc().nullsLast())
    .execute();
  return Map.groupBy(rows, row => row.story);
}
