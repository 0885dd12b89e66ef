import type { AlertFacts } from '../src/domain/alert.ts';
import { FIRM } from '../src/domain/brand.ts';
import { isCrisisOfHers, mattersAmong } from '../src/domain/matter.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { Period } from '../src/domain/time.ts';
import {
  addDays,
  type Instant,
  type LocalDay,
  localDay,
  periodBefore,
  startOfDay,
} from '../src/domain/time.ts';
import { doubtsOfUs } from './formulas/doubts.ts';
import { mostInformative } from './formulas/informative.ts';
import { judged, onDays } from './formulas/judged.ts';
import { mentionViews } from './formulas/mention-views.ts';
import { periodParams } from './formulas/params.ts';
import { toldUntil } from './formulas/told-until.ts';
import type { MentionView } from './mentions.ts';

export type TodoParams = Period;
/**
 * What waits. `now`: to do, most pressing first (older ones than the period stay until something is said of them).
 * `canWait`, `done`, `aside` (another firm of the same name) and `confirm` (is it you?) are of the period.
 * `todoBefore`: how many things stood under `now` when the period before ended, a crisis with all that it holds being
 * one. A period that reaches the last complete
 * week holds what was said up to today; an earlier one what was said until its end. What was answered or said of
 * it since counts in both: nobody is asked to do again what is done.
 */
export type Todo = {
  readonly now: readonly MentionView[];
  readonly canWait: readonly MentionView[];
  readonly done: readonly MentionView[];
  readonly aside: readonly MentionView[];
  readonly confirm: readonly MentionView[];
  readonly todoBefore: number;
};

/** What nobody did in a quarter is no longer this week's work; and years of old reviews come in at the first read. */
const WAITING_DAYS_MAX = 91;
/** A firm with more in a week works with filters, not with these lists. */
const LIST_MAX = 100;
const CANDIDATES_MAX = 5000;
/** Incidents that were open at once: one a matter, and a year has few. */
const CRISES_MAX = 200;

export const question: Question<TodoParams, Todo> = {
  id: 'todo',
  ask: { fr: 'Qu’y a-t-il à faire ?', en: 'What is there to do?' },
  params: periodParams({}),
  answer: todo,
};

async function todo(asker: Asker, period: TodoParams): Promise<Todo> {
  const before = periodBefore(period);
  const oldest = addDays(before.to, -WAITING_DAYS_MAX);
  const acts = await actsSince(asker, oldest);
  const texts = await candidates(asker, period.from, oldest, toldUntil(asker, period.to));
  const all = texts.map(text => ({ ...text, acts: acts.get(text.id) ?? [] }));
  const inPeriod = all.filter(text => text.local_day >= period.from && text.local_day <= period.to);
  const remarks = inPeriod.filter(isRemark);
  const waits = (text: Text) =>
    !isSettled(text) && (text.priority === 'can-wait' || isPutOff(text, asker.now));
  const now = all.filter(text => isPressing(text) && !isSettled(text) && !isPutOff(text, asker.now));
  const lists = {
    now: now.sort(mostPressingFirst).slice(0, LIST_MAX),
    canWait: remarks.filter(waits).slice(0, LIST_MAX),
    done: remarks.filter(isSettled).slice(0, LIST_MAX),
    aside: inPeriod.filter(text => text.verdict === 'dropped' && text.names_it).slice(0, LIST_MAX),
    confirm: await mostTellingFirst(
      asker,
      period,
      inPeriod.filter(text => text.verdict === 'to-check'),
    ),
  };
  const views = await mentionViews(asker, FIRM, Object.values(lists).flat());
  const byId = new Map(views.map(view => [view.id, view]));
  const show = (some: readonly Text[]) => some.flatMap(text => byId.get(text.id) ?? []);
  return {
    now: show(lists.now),
    canWait: show(lists.canWait),
    done: show(lists.done),
    aside: show(lists.aside),
    confirm: show(lists.confirm),
    todoBefore: await thingsAtEndOf(asker, before.to, all),
  };
}

/** What her answer tells most about comes first; copies of a story, which ask nothing more, last. */
async function mostTellingFirst(asker: Asker, period: Period, texts: readonly Text[]): Promise<Text[]> {
  if (texts.length < 2) return [...texts];
  const ranked = mostInformative(await doubtsOfUs(asker, period), LIST_MAX);
  const places = new Map(ranked.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: Text) => places.get(id) ?? ranked.length;
  return texts.toSorted((a, b) => placeOf(a) - placeOf(b)).slice(0, LIST_MAX);
}

type Act = {
  readonly verb: string;
  readonly at: Date;
  readonly until: Date | null;
  readonly undone_at: Date | null;
};
type Text = Awaited<ReturnType<typeof candidates>>[number] & { readonly acts: readonly Act[] };

const isRemark = (text: Text) => text.verdict === 'kept' && text.is_first;
const isPressing = (text: Text) => isRemark(text) && (text.priority === 'now' || text.priority === 'today');

/** The last thing said that still stands decides; a reply seen on the site settles all. */
function isSettled(text: Text): boolean {
  const last = text.acts.find(act => act.undone_at === null);
  return text.reply_seen_at !== null || (last !== undefined && last.verb !== 'later');
}

function isPutOff(text: Text, now: Instant): boolean {
  const last = text.acts.find(act => act.undone_at === null);
  return last?.verb === 'later' && last.until !== null && last.until > new Date(now);
}

/** Would it have been under "to do" when `day` ended? By what was said and answered until then. */
function stoodAtEndOf(day: LocalDay, text: Text, timezone: string): boolean {
  const by = (date: Date | null) => date !== null && localDay(date.toISOString(), timezone) <= day;
  if (!isPressing(text) || text.local_day > day || by(text.reply_at ?? text.reply_seen_at)) return false;
  const last = text.acts.find(act => by(act.at) && !by(act.undone_at));
  return last === undefined || (last.verb === 'later' && by(last.until));
}

/** As the owner counts them: remarks that a crisis of that day holds are one thing. */
async function thingsAtEndOf(asker: Asker, day: LocalDay, texts: readonly Text[]): Promise<number> {
  const standing = texts.filter(text => stoodAtEndOf(day, text, asker.timezone)).map(({ id }) => id);
  const grouped = mattersAmong(standing, await crisesAtEndOf(asker, day));
  return grouped.reduce((left, { ids }) => left - ids.length + 1, standing.length);
}

/** Crises of the firm that were open when `day` ended, and that she had not said to be in hand by then. */
async function crisesAtEndOf(asker: Asker, day: LocalDay) {
  const end = new Date(startOfDay(addDays(day, 1), asker.timezone));
  const rows = await asker.db
    .selectFrom('incident')
    .select('because')
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('opened_at', '<', end)
    .where(({ or, eb }) => or([eb('closed_at', 'is', null), eb('closed_at', '>=', end)]))
    .where(({ or, eb }) => or([eb('acknowledged_at', 'is', null), eb('acknowledged_at', '>=', end)]))
    .orderBy('opened_at', order => order.desc().nullsLast())
    .orderBy('id', order => order.asc().nullsLast())
    .limit(CRISES_MAX)
    .execute();
  const facts = rows.map(({ because }) => JSON.parse(because) as AlertFacts);
  return facts.filter(isCrisisOfHers).map(one => ({ facts: one }));
}

function mostPressingFirst(one: Text, other: Text): number {
  return (other.rank ?? 0) - (one.rank ?? 0) || other.published_at.getTime() - one.published_at.getTime();
}

/** Texts about the firm, newest first: those of the period, and older ones that were pressing. */
function candidates(asker: Asker, from: LocalDay, oldest: LocalDay, to: LocalDay) {
  return judged(asker, { subject: FIRM, from: oldest, to })
    .selectFrom('judged as j')
    .leftJoin('annotation as p', join =>
      join
        .onRef('p.mention_id', '=', 'j.id')
        .on('p.stage', '=', 'priority')
        .on('p.tenant_id', '=', asker.tenantId)
        .on('p.brand_id', '=', asker.brandId)
        .on(onDays('p', { from: oldest, to })),
    )
    .select(['j.id', 'j.local_day', 'j.published_at', 'j.reply_at', 'j.reply_seen_at'])
    .select(['j.verdict', 'j.is_first', 'j.names_it', 'p.label as priority', 'p.score as rank'])
    .where(({ or, eb }) => or([eb('j.local_day', '>=', from), eb('p.label', 'in', ['now', 'today'])]))
    .where(({ or, eb }) => or([eb('j.verdict', '<>', 'dropped'), eb('j.names_it', '=', true)]))
    .orderBy('j.published_at', order => order.desc().nullsLast())
    .orderBy('j.id', order => order.desc().nullsLast())
    .limit(CANDIDATES_MAX)
    .execute();
}

/** What the owner said since `oldest` of what to do (not of whom it is about), newest first, by mention. */
async function actsSince(asker: Asker, oldest: LocalDay): Promise<Map<string, Act[]>> {
  const rows = await asker.db
    .selectFrom('action')
    .select(['mention_id', 'verb', 'at', 'until', 'undone_at'])
    .where('tenant_id', '=', asker.tenantId)
    .where('brand_id', '=', asker.brandId)
    .where('verb', 'in', ['done', 'answered', 'none', 'later'])
    .where('at', '>=', new Date(`${oldest}T00:00:00Z`))
    .orderBy('at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast())
    .execute();
  const byMention = new Map<string, Act[]>();
  for (const { mention_id, ...act } of rows)
    byMention.set(mention_id, [...(byMention.get(mention_id) ?? []), act]);
  return byMention;
}
