import type { MentionView } from '../../queries/mentions.ts';
import type { Todo } from '../../queries/todo.ts';
import { say } from '../../src/domain/catalogue.ts';
import { reasonOf } from '../../src/domain/reasons.ts';
import { localDay } from '../../src/domain/time.ts';
import {
  capital,
  dayRange,
  longDay,
  onOneLine,
  quoted,
  shortDay,
  shortened,
} from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import { againstWords, isOwnersDoing, reasonsOf, sureSentence, whySentence } from './because.ts';
import type { Context } from './context.ts';
import { type Matter, type Thing, thingsToDo } from './matter.ts';
import { matterDetail, matterRow } from './matter-rows.ts';
import {
  formWord,
  ownWords,
  placeName,
  quotedSentence,
  quotedWords,
  ratingSign,
  remarkTitle,
  shortPlace,
} from './remark.ts';

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

export type TodoDetail = {
  readonly id: string;
  readonly title: string;
  /** The whole text in quotation marks. */
  readonly text: string;
  readonly whyTitle: string;
  readonly why: readonly string[];
  /** The reasons as one paragraph, without how sure Vigie is. */
  readonly whyPlain: string;
  /** `Pourquoi : pas de réponse vue, deuxième plainte ce mois-ci.` where there is one line. */
  readonly whyShort: string;
  readonly sure: string;
  /** Who else carries it, one paper a line; empty: nobody. */
  readonly copies: readonly string[];
  readonly topics: string | null;
  readonly link: string | null;
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

/** Papers that carry a story, named one by one. */
const COPIES_MAX = 12;

/** The list of screen 2: every remark that waits, then what was done and set aside. */
export function todoList(
  context: Context,
  answers: Pick<Answers, 'todo' | 'volume' | 'period' | 'incidents'>,
): TodoList {
  const { catalogue } = context;
  const { todo, volume, period } = answers;
  const things = thingsToDo(context, answers);
  return {
    title: say(catalogue, 'todo.listTitle', {
      range: dayRange(catalogue.language, period),
      n: volume.mentions,
      k: volume.reviews,
    }),
    counts: say(catalogue, 'todo.counts', {
      now: things.length,
      wait: todo.canWait.length,
      done: todo.done.length,
      aside: todo.aside.length,
      same: areSameName(todo.aside) ? ` ${say(catalogue, 'todo.sameName')}` : '',
    }),
    entries: GROUPS.flatMap(group =>
      group === 'now' ? things.flatMap(entriesOf) : todo[group].map(remark => ({ group, remark })),
    ),
    groups: groupsOf(context, todo, things.length),
  };
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
    words: rowWords(context, entry),
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

function rowWords(context: Context, { group, remark }: TodoEntry): string {
  const { catalogue } = context;
  if (group === 'aside') return asideWords(context, remark);
  const sentence = quotedSentence(context, remark, 90, namesFirm(remark));
  return group === 'done' && remark.reply ? `${sentence} ${say(catalogue, 'todo.replySeen')}` : sentence;
}

/** `Garage, Plouarvel : même nom, autre entreprise`, or its own words in quotation marks : `écarté par vous`. */
function asideWords(context: Context, remark: MentionView): string {
  const { catalogue } = context;
  const quote = () => quotedSentence(context, remark, 60);
  if (isOwnersDoing(remark)) return say(catalogue, 'todo.yourDoing', { words: quote() });
  const against = shortened(againstWords(remark).join(', '), 60);
  const words = against === '' ? quote() : capital(catalogue.language, against);
  return say(catalogue, 'todo.sameNameOf', { words });
}

/** All of one remark: its words, why it is here, how sure Vigie is, where to read it. */
export function todoDetail(context: Context, entry: TodoEntry): TodoDetail {
  const { group, remark, matter } = entry;
  if (matter) return matterDetail(context, matter);
  const { catalogue } = context;
  const whyKey = group === 'aside' ? 'whyAside' : group === 'confirm' ? 'whyConfirm' : 'whyHere';
  const topics = remark.topics.map(({ topic }) => context.topics.get(topic) ?? '').filter(Boolean);
  const why = whyLines(context, { group, remark });
  const sure = group === 'aside' ? '' : sureSentence(context, remark);
  const whyPlain = why.filter(words => words !== sure).join(' ');
  return {
    id: remark.id,
    title: remarkTitle(context, remark),
    text: wholeText(context, remark),
    whyTitle: say(catalogue, `todo.${whyKey}`),
    why,
    whyPlain,
    whyShort: group === 'aside' ? whyPlain : (whySentence(context, remark) ?? sure),
    sure,
    copies: copiesOf(context, remark),
    topics: topics.length > 0 ? say(catalogue, 'todo.topics', { topics: topics.join(', ') }) : null,
    link: remark.url,
  };
}

/** Where each copy of a story stands: the same words, so only the papers are named. */
function copiesOf(context: Context, { story }: MentionView): readonly string[] {
  const sites = story?.sites ?? [];
  if (sites.length < 2) return [];
  const named = sites.slice(0, COPIES_MAX).map(site => `· ${shortened(site, 60)}`);
  const over = sites.length - COPIES_MAX;
  const more = over > 0 ? [say(context.catalogue, 'todo.moreCopies', { n: over })] : [];
  return [say(context.catalogue, 'todo.sameArticle'), ...named, ...more];
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

function wholeText(context: Context, remark: MentionView): string {
  const words = quotedWords(context, remark);
  const body = onOneLine(remark.text);
  const isTitle = remark.form === 'article' && remark.title !== '' && body !== '' && body !== remark.title;
  return isTitle ? `${words} ${shortened(body, 2000)}` : words;
}

function whyLines(context: Context, { group, remark }: TodoEntry): readonly string[] {
  const { catalogue } = context;
  const { language } = catalogue;
  if (group === 'aside') {
    return [
      isOwnersDoing(remark)
        ? say(catalogue, 'todo.youSaid')
        : `${capital(language, asideWords(context, remark))}.`,
    ];
  }
  const lines = reasonsOf(context, remark).map(reason => `${capital(language, reason)}.`);
  if (remark.reply) {
    const seen = localDay(remark.reply.at ?? remark.reply.seenAt, context.timezone);
    lines.push(say(catalogue, 'todo.replySeenOn', { day: longDay(language, seen) }));
  } else if (remark.kind === 'review') lines.splice(1, 0, say(catalogue, 'state.noReplySeen'));
  if (remark.story && remark.story.sites.length > 1) {
    lines.push(`${say(catalogue, 'todo.carried', { n: remark.story.sites.length })}.`);
  }
  if (remark.tone && !remark.rating) {
    lines.push(say(catalogue, `tone.is.${remark.tone.abstain ? 'unclear' : remark.tone.label}`));
  }
  lines.push(sureSentence(context, remark));
  return lines;
}

/** The story's title in quotation marks, for the home screen and the letter. */
export function storyTitle(context: Context, remark: MentionView): string {
  return quoted(context.catalogue.language, shortened(ownWords(remark), 120));
}
