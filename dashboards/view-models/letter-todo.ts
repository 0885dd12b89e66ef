import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { recentDay } from '../../src/domain/words.ts';
import { whySentence } from './because.ts';
import type { Context } from './context.ts';
import {
  LETTER_VERBS,
  type LetterButton,
  type LetterItem,
  type LetterSection,
  type LetterSource,
  type LetterVerb,
  type Measure,
  plain,
  section,
} from './letter-parts.ts';
import { CRISIS, type Matter, matterWords, minutesOf, type Thing, thingsToDo } from './matter.ts';
import { type OpenLink, openLink } from './open-link.ts';
import { headline, quotedSentence, quotedWords, remarkTitle } from './remark.ts';

/** One that can wait is one line. */
const WAITING_QUOTE_MAX = 70;
/** Two voices of a crisis together; they go before the next thing to do does. */
const MATTER_QUOTE_MAX = 160;
/** Whether it is she is said of each of them, in Vigie. */
const MATTER_VERBS: readonly LetterVerb[] = ['done', 'later'];

/** What she has to do, the first in full and with why; then how many more there are. */
export function todoSection(source: LetterSource, measure: Measure): LetterSection {
  const { context, answers } = source;
  const { catalogue } = context;
  const { todo } = answers;
  const things = thingsToDo(context, answers);
  const items = offeredOf(source, measure).map((thing, index) => thingItem(source, measure, thing, index));
  const over = things.length - items.length;
  if (over > 0) items.push(plain(say(catalogue, 'letter.more', { n: over })));
  if (todo.confirm.length > 0)
    items.push(plain(say(catalogue, 'letter.confirm', { n: todo.confirm.length })));
  const title = say(catalogue, 'letter.todo', { minutes: Math.max(1, minutesOf(things)) });
  return { ...section(context, 'todo', items, false), title };
}

/** What the letter names as something to do. */
export function offeredOf({ context, answers }: LetterSource, measure: Measure): readonly Thing[] {
  return thingsToDo(context, answers).slice(0, measure.todo);
}

function thingItem(source: LetterSource, measure: Measure, thing: Thing, index: number): LetterItem {
  return thing.kind === 'matter'
    ? matterItem(source, measure, thing.matter, index)
    : todoItem(source, measure, thing.remark, index);
}

/** A crisis is told whole: what, since when, against what is usual, what to do in order. */
function matterItem(source: LetterSource, measure: Measure, matter: Matter, index: number): LetterItem {
  const { context } = source;
  const [first] = matter.members;
  const quote = measure.quote < MATTER_QUOTE_MAX ? 0 : MATTER_QUOTE_MAX;
  const { head, rest, steps } = matterWords(context, matter, quote);
  const isChecked = index === 0 && source.extras.reply?.kind === 'checklist';
  return {
    words: [CRISIS, head, ...rest].join(' '),
    why: null,
    steps,
    note: isChecked ? replyNote(source) : null,
    link: linkOf(context, first),
    buttons: buttonsOf(source, first, index === 0 ? MATTER_VERBS : ['done']),
  };
}

function todoItem(source: LetterSource, measure: Measure, remark: MentionView, index: number): LetterItem {
  const { context } = source;
  const quote = index === 0 ? quotedWords(context, remark, measure.quote) : quotedSentence(context, remark);
  const day = recentDay(context.catalogue.language, remark.day, context.today);
  return {
    words: `${headline(context, remark, day)} ${quote}`,
    why: index < measure.whys ? whySentence(context, remark) : null,
    steps: [],
    note: index === 0 ? replyNote(source) : null,
    link: linkOf(context, remark),
    buttons: buttonsOf(source, remark, index === 0 ? LETTER_VERBS : ['done']),
  };
}

/** Where the proposal stands, or why there is none yet. */
function replyNote({ context, extras }: LetterSource): string | null {
  const { catalogue } = context;
  switch (extras.reply?.kind) {
    case 'draft':
      return say(catalogue, 'letter.replyBelow');
    case 'checklist':
      return say(catalogue, 'letter.checkBelow');
    case 'wait':
      return say(catalogue, 'letter.waitBelow');
    default:
      return null;
  }
}

const BUTTON_WORDS: Readonly<Record<LetterVerb, string>> = {
  done: 'act.done',
  later: 'act.later',
  'not-us': 'act.notUs',
};

function buttonsOf(
  { context, extras }: LetterSource,
  remark: MentionView,
  verbs: readonly LetterVerb[],
): readonly LetterButton[] {
  return verbs.flatMap(verb => {
    const words = say(context.catalogue, BUTTON_WORDS[verb]);
    const url = extras.actionUrl(remark, verb, `${words} · ${remarkTitle(context, remark)}`);
    return url === null ? [] : [{ verb, words, url }];
  });
}

export function linkOf(context: Context, remark: MentionView): OpenLink | null {
  return openLink(context, remark.url, remark.site);
}

/** One line per remark that can wait, then how many more there are. */
export function waitSection({ context, answers }: LetterSource, measure: Measure): LetterSection {
  const { catalogue } = context;
  const { canWait } = answers.todo;
  const items = canWait.slice(0, measure.canWait).map(remark => {
    const title = remarkTitle(context, remark);
    const quote = quotedSentence(context, remark, WAITING_QUOTE_MAX);
    return plain(say(catalogue, 'letter.item', { title, quote }), linkOf(context, remark));
  });
  const over = canWait.length - items.length;
  if (over === 0) return section(context, 'canWait', items);
  const key = items.length > 0 ? 'letter.more' : 'letter.waiting';
  return section(context, 'canWait', [...items, plain(say(catalogue, key, { n: over }))]);
}
