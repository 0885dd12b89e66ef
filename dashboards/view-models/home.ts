import type { MentionView } from '../../queries/mentions.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import { longDay, timeOfDay } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import { sureSentence, whySentence } from './because.ts';
import type { Context } from './context.ts';
import {
  CRISIS,
  type Matter,
  matterWords,
  memberWords,
  minutesOf,
  type Thing,
  thingsToDo,
} from './matter.ts';
import type { Reading } from './reading.ts';
import { readingOf } from './reading.ts';
import { headline, quotedWords } from './remark.ts';
import type { Rivals } from './rivals.ts';
import { rivalsOf } from './rivals.ts';
import type { Week } from './week.ts';
import { weekOfHome } from './week.ts';

/** One thing to do, in full. */
export type ToDo = {
  /** Of the remark, or of the incident for a crisis. */
  readonly id: string;
  /** ▲ to do; ‼ a crisis. */
  readonly mark: string;
  readonly head: string;
  readonly quote: string;
  readonly why: string | null;
  readonly sure: string;
  readonly link: string | null;
  /** What to do, in order; of a crisis. */
  readonly steps: readonly string[];
  /** The remarks that a crisis holds, one a line. */
  readonly thread: readonly string[];
};

export type Header = {
  /** With its town. */
  readonly firm: string;
  readonly name: string;
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
    /** All things to do; a crisis is one. */
    readonly count: number;
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
    name: context.firm,
    firm: context.town ? `${context.firm}, ${context.town}` : context.firm,
    day: longDay(context.catalogue.language, context.today),
    read: reading.read,
    sites: reading.sites,
  };
}

function todoOf(context: Context, answers: Answers): Home['todo'] {
  const { catalogue } = context;
  const { confirm } = answers.todo;
  const things = thingsToDo(context, answers);
  const minutes = minutesOf(things);
  const over = things.length - TODO_MAX;
  return {
    title: things.length > 0 ? say(catalogue, 'todo.title', { minutes }) : say(catalogue, 'todo.titleNone'),
    minutes,
    items: things.slice(0, TODO_MAX).map(thing => thingToDo(context, thing)),
    count: things.length,
    more: over > 0 ? say(catalogue, 'todo.more', { n: over }) : null,
    clear: things.length > 0 ? null : clearLine(context, answers),
    confirm: confirm.length > 0 ? say(catalogue, 'state.confirm', { n: confirm.length }) : null,
  };
}

function thingToDo(context: Context, thing: Thing): ToDo {
  return thing.kind === 'matter' ? matterToDo(context, thing.matter) : toDoOf(context, thing.remark);
}

function matterToDo(context: Context, matter: Matter): ToDo {
  const { head, rest, steps } = matterWords(context, matter);
  return {
    id: matter.id,
    mark: CRISIS,
    head,
    quote: rest.join(' '),
    why: null,
    sure: '',
    link: matter.members[0].url,
    steps,
    thread: matter.members.map(remark => memberWords(context, remark)),
  };
}

export function toDoOf(context: Context, remark: MentionView): ToDo {
  return {
    id: remark.id,
    mark: '▲',
    head: headline(context, remark),
    quote: quotedWords(context, remark, QUOTE_MAX),
    why: whySentence(context, remark),
    sure: sureSentence(context, remark),
    link: remark.url,
    steps: [],
    thread: [],
  };
}

function clearLine(context: Context, { coverage, sources }: Answers): string {
  const { catalogue, timezone } = context;
  if (coverage.lastReadAt === null) return say(catalogue, 'state.clearUnread');
  const hasFailed = sources.sources.some(({ subject, health }) => subject === FIRM && health === 'failing');
  return say(catalogue, hasFailed ? 'state.clearRead' : 'state.clear', {
    time: timeOfDay(catalogue.language, coverage.lastReadAt, timezone),
    read: coverage.sitesRead,
    total: coverage.sitesTotal,
  });
}
