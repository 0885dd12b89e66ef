import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { longDay, timeOfDay } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import { sureSentence, whySentence } from './because.ts';
import type { Context } from './context.ts';
import type { Reading } from './reading.ts';
import { readingOf } from './reading.ts';
import { headline, quotedWords } from './remark.ts';
import type { Rivals } from './rivals.ts';
import { rivalsOf } from './rivals.ts';
import { minutesOf } from './todo.ts';
import type { Week } from './week.ts';
import { weekOfHome } from './week.ts';

/** One thing to do, in full. */
export type ToDo = {
  readonly id: string;
  readonly head: string;
  readonly quote: string;
  readonly why: string | null;
  readonly sure: string;
  readonly link: string | null;
};

export type Header = {
  readonly firm: string;
  readonly day: string;
  readonly read: string;
  readonly sites: string;
};

/** L’essentiel: what to do and why, the week beside the one before, competitors, what was read. */
export type Home = {
  readonly header: Header;
  readonly todo: {
    readonly title: string;
    readonly minutes: number;
    readonly items: readonly ToDo[];
    /** Things to do beyond those shown. */
    readonly more: string | null;
    /** Said when nothing waits. */
    readonly clear: string | null;
    readonly confirm: string | null;
  };
  readonly week: Week;
  readonly rivals: Rivals;
  readonly reading: Reading;
};

/** The letter and the first screen show one to three things: more is a list, and there is one. */
const TODO_MAX = 3;
const QUOTE_MAX = 280;

export function homeOf(context: Context, answers: Answers): Home {
  const reading = readingOf(context, answers);
  return {
    header: headerOf(context, reading),
    todo: todoOf(context, answers),
    week: weekOfHome(context, answers),
    rivals: rivalsOf(context, answers),
    reading,
  };
}

function headerOf(context: Context, reading: Reading): Header {
  return {
    firm: context.town ? `${context.firm}, ${context.town}` : context.firm,
    day: longDay(context.catalogue.language, context.today),
    read: reading.read,
    sites: reading.sites,
  };
}

function todoOf(context: Context, answers: Answers): Home['todo'] {
  const { catalogue } = context;
  const { now, confirm } = answers.todo;
  const minutes = minutesOf(now);
  const over = now.length - TODO_MAX;
  return {
    title: now.length > 0 ? say(catalogue, 'todo.title', { minutes }) : say(catalogue, 'todo.titleNone'),
    minutes,
    items: now.slice(0, TODO_MAX).map(remark => toDoOf(context, remark)),
    more: over > 0 ? say(catalogue, 'todo.more', { n: over }) : null,
    clear: now.length > 0 ? null : clearLine(context, answers),
    confirm: confirm.length > 0 ? say(catalogue, 'state.confirm', { n: confirm.length }) : null,
  };
}

export function toDoOf(context: Context, remark: MentionView): ToDo {
  return {
    id: remark.id,
    head: headline(context, remark),
    quote: quotedWords(context, remark, QUOTE_MAX),
    why: whySentence(context, remark),
    sure: sureSentence(context, remark),
    link: remark.url,
  };
}

function clearLine(context: Context, { coverage }: Answers): string {
  const { catalogue, timezone } = context;
  if (coverage.lastReadAt === null) return say(catalogue, 'state.clearUnread');
  return say(catalogue, 'state.clear', {
    time: timeOfDay(catalogue.language, coverage.lastReadAt, timezone),
    read: coverage.sitesRead,
    total: coverage.sitesTotal,
  });
}
