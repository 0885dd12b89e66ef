import type { MentionView } from '../../queries/mentions.ts';
import type { Todo } from '../../queries/todo.ts';
import { say } from '../../src/domain/catalogue.ts';
import { reasonOf } from '../../src/domain/reasons.ts';
import { capital, dayRange, quoted, shortDay, shortened } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import { againstWords, isOwnersDoing } from './because.ts';
import type { Context } from './context.ts';
import { type Matter, matterWords, type Thing, thingsToDo } from './matter.ts';
import { matterRow } from './matter-rows.ts';
import { formWord, ownWords, placeName, quotedSentence, ratingSign, shortPlace } from './remark.ts';

export const GROUPS = ['now', 'confirm', 'canWait', 'done', 'aside'] as const;
export type Group = (typeof GROUPS)[number];

/** A remark at its place in the list. Its words are made when its row is shown: lists may hold thousands. */
export type TodoEntry = {
  readonly group: Group;
  /** For a matter the most pressing of its members, which follow it. */
  readonly remark: MentionView;
  readonly matter?: Matter;
  /** In the thread of the matter above it. */
  readonly thread?: 'middle' | 'last';
};

export type TodoRow = {
  readonly id: string;
  readonly group: Group;
  readonly glyph: string;
  readonly day: string;
  /** `★★★`, `5/10`, `demande`. */
  readonly kind: string;
  readonly place: string;
  readonly placeShort: string;
  readonly words: string;
};

export type TodoList = {
  readonly title: string;
  readonly counts: string;
  readonly entries: readonly TodoEntry[];
  readonly groups: readonly { readonly group: Group; readonly title: string; readonly count: number }[];
};

/** ▲ important and nothing else; ○ can wait; ✓ done; ? to confirm; a remark set aside has no sign. */
const GLYPHS: Readonly<Record<Group, string>> = {
  now: '▲',
  confirm: '?',
  canWait: '○',
  done: '✓',
  aside: ' ',
};

/** Members of a matter hang under it. */
const THREAD = { middle: '├', last: '└' } as const;

/** The list of screen 2: every remark that waits, then what was done and set aside. */
export function todoList(
  context: Context,
  answers: Pick<Answers, 'todo' | 'volume' | 'period' | 'incidents'>,
): TodoList {
  const { catalogue } = context;
  const { todo, volume, period } = answers;
  const things = thingsToDo(context, answers);
  return {
    title: say(catalogue, `todo.${listTitleKey(volume)}`, {
      range: dayRange(catalogue.language, period),
      n: volume.mentions,
      k: volume.reviews,
    }),
    counts: countsOf(context, todo, things.length),
    entries: GROUPS.flatMap(group =>
      group === 'now' ? things.flatMap(entriesOf) : todo[group].map(remark => ({ group, remark })),
    ),
    groups: groupsOf(context, todo, things.length),
  };
}

/** `2 à faire, 4 peuvent attendre, 1 fait`: what is not there is left out, but for what is to do. */
function countsOf({ catalogue }: Context, { canWait, done, aside }: Todo, now: number): string {
  const same = areSameName(aside) ? ` ${say(catalogue, 'todo.sameName')}` : '';
  const parts = [
    { key: 'now', n: now },
    { key: 'wait', n: canWait.length },
    { key: 'done', n: done.length },
    { key: 'aside', n: aside.length },
  ].filter(({ key, n }) => key === 'now' || n > 0);
  return parts.map(({ key, n }) => say(catalogue, `todo.counts.${key}`, { n, same })).join(', ');
}

function listTitleKey({ mentions, reviews }: Answers['volume']): string {
  if (mentions === 0) return 'listNone';
  if (reviews === 0) return 'listRemarks';
  return reviews === mentions ? 'listReviews' : 'listTitle';
}

/** A matter stands above its members. */
function entriesOf(thing: Thing): readonly TodoEntry[] {
  if (thing.kind === 'remark') return [{ group: 'now', remark: thing.remark }];
  const { matter } = thing;
  const last = matter.members.length - 1;
  const members = matter.members.map(
    (remark, index): TodoEntry => ({ group: 'now', remark, thread: index === last ? 'last' : 'middle' }),
  );
  return [{ group: 'now', remark: matter.members[0], matter }, ...members];
}

/** What tells entries apart: a matter has its own id. */
export function entryId({ remark, matter }: TodoEntry): string {
  return matter?.id ?? remark.id;
}

/** Is the same name the reason for all of them? What she set aside herself may have any. */
export function areSameName(aside: readonly MentionView[]): boolean {
  return aside.length > 0 && !aside.some(isOwnersDoing);
}

function groupsOf(context: Context, todo: Todo, things: number): TodoList['groups'] {
  return GROUPS.filter(group => todo[group].length > 0).map(group => {
    const count = group === 'now' ? things : todo[group].length;
    return { group, title: say(context.catalogue, `todo.group.${group}`, { n: count }), count };
  });
}

/** One row of the list, in cells. */
export function todoRow(context: Context, entry: TodoEntry): TodoRow {
  return { ...todoCells(context, entry), words: todoWords(context, entry) };
}

/** The cells of a row that stand before its words. */
export function todoCells(context: Context, entry: TodoEntry): Omit<TodoRow, 'words'> {
  const { group, remark, matter, thread } = entry;
  if (matter) return matterRow(context, matter);
  return {
    id: remark.id,
    group,
    glyph: thread === undefined ? GLYPHS[group] : THREAD[thread],
    day: shortDay(context.catalogue.language, remark.day),
    kind: remark.rating ? ratingSign(context, remark.rating) : formWord(context, remark),
    place: rowPlace(context, remark, 'todo.carried'),
    placeShort: shortPlace(rowPlace(context, remark, 'todo.carriedShort')),
  };
}

/** The name by which a text speaks of the firm, as its reasons tell it; null: none is told. */
function namesFirm({ kind, form, relevance }: MentionView): string | null {
  if (kind === 'review' || form === 'article') return null;
  const named = relevance.because.find(
    ({ term, weight }) => weight > 0 && NAMED.has(reasonOf(term)?.key ?? ''),
  );
  return named ? (reasonOf(named.term)?.detail ?? null) : null;
}
const NAMED: ReadonlySet<string> = new Set(['full-name', 'name', 'capital']);

/** Copies of a story are one row: the papers are counted instead of named. */
function rowPlace(context: Context, remark: MentionView, key: string): string {
  const papers = remark.story?.sites.length ?? 1;
  return papers > 1 ? say(context.catalogue, key, { n: papers }) : placeName(context, remark);
}

/** A quoted sentence in a row has these many characters at most, and at least. */
const ROW_WORDS = { max: 90, min: 20 } as const;
/** The marks around a quotation and the spaces inside them. */
const MARKS = 4;

/** What a row says, in about `room` characters: a sentence is cut at a word, inside its quotation marks. */
export function todoWords(context: Context, entry: TodoEntry, room = Number.POSITIVE_INFINITY): string {
  const { group, remark, matter } = entry;
  if (matter) {
    const { subject } = matterWords(context, matter);
    return subject.length <= room ? subject : (subject.split(', ')[0] ?? subject);
  }
  if (group === 'aside') return asideWords(context, remark);
  const replied = group === 'done' && remark.reply ? ` ${say(context.catalogue, 'todo.replySeen')}` : '';
  const seen = room - MARKS - replied.length < ROW_WORDS.min ? '' : replied;
  const most = Math.max(ROW_WORDS.min, Math.min(ROW_WORDS.max, room - MARKS - seen.length));
  return quotedSentence(context, remark, most, namesFirm(remark)) + seen;
}

/** `Garage, Plouarvel : même nom, autre entreprise`, or its own words in quotation marks : `écarté par vous`. */
export function asideWords(context: Context, remark: MentionView): string {
  const { catalogue } = context;
  const quote = () => quotedSentence(context, remark, 60);
  if (isOwnersDoing(remark)) return say(catalogue, 'todo.yourDoing', { words: quote() });
  const against = shortened(againstWords(remark).join(', '), 60);
  const words = against === '' ? quote() : capital(catalogue.language, against);
  return say(catalogue, 'todo.sameNameOf', { words });
}

/** May there be something to answer? A review that nobody was seen to answer. */
export function mayBeAnswered({ group, remark }: TodoEntry): boolean {
  return remark.kind === 'review' && !remark.reply && group !== 'aside';
}

const entries = new WeakMap<TodoList, ReadonlyMap<string, TodoEntry>>();

/** A remark found elsewhere, with the sign that it has in the list, or would have there. */
export function entryOf(list: TodoList, remark: MentionView): TodoEntry {
  let known = entries.get(list);
  if (!known) {
    known = new Map(list.entries.map(entry => [entry.remark.id, entry]));
    entries.set(list, known);
  }
  return known.get(remark.id) ?? { group: groupOf(remark), remark };
}

function groupOf({ verdict, reply, action }: MentionView): Group {
  if (verdict === 'dropped') return 'aside';
  if (verdict === 'to-check') return 'confirm';
  return reply || (action && action.verb !== 'later' && action.verb !== 'is-us') ? 'done' : 'canWait';
}

/** The story's title in quotation marks, for the home screen and the letter. */
export function storyTitle(context: Context, remark: MentionView): string {
  return quoted(context.catalogue.language, shortened(ownWords(remark), 120));
}
