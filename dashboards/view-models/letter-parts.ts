import type { MentionView } from '../../queries/mentions.ts';
import type { Reading } from '../../queries/reading.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';
import { daysBetween, type Period } from '../../src/domain/time.ts';
import type { Answers } from './answers.ts';
import type { Context } from './context.ts';
import { shownWeek, weekSoFar } from './context.ts';
import { isWellRead } from './how-read.ts';
import type { OpenLink } from './open-link.ts';

/** What a telephone may say of a remark: all of it can be undone. */
export const LETTER_VERBS = ['done', 'later', 'not-us'] as const;
export type LetterVerb = (typeof LETTER_VERBS)[number];

/** A prepared mail of the owner to herself. */
export type LetterButton = { readonly verb: LetterVerb; readonly words: string; readonly url: string };

/** One thing of a section: its words, why, where to read it when a telephone can open that, what can be said of it. */
export type LetterItem = {
  readonly words: string;
  readonly why: string | null;
  /** What to do, in order; of a crisis. */
  readonly steps: readonly string[];
  /** `Réponse proposée en bas de page.` */
  readonly note: string | null;
  readonly link: OpenLink | null;
  readonly buttons: readonly LetterButton[];
};

/** How the week was spoken of, one part per tone that occurs. */
export type LetterBar = {
  readonly tone: keyof Answers['volume']['tones'];
  readonly count: number;
  readonly words: string;
};

export type LetterSection = {
  readonly id: 'todo' | 'know' | 'canWait' | 'competitors' | 'read';
  readonly title: string;
  readonly items: readonly LetterItem[];
  /** True: a list of facts; false: paragraphs. */
  readonly bulleted: boolean;
  readonly bars: readonly LetterBar[];
};

/** What stands whole at the end of the mail, so that it can be copied on a telephone; not counted in the words. */
export type LetterReply = {
  readonly title: string;
  readonly note: string | null;
  /** The reply; null for a checklist. */
  readonly text: string | null;
  /** What to check before answering, in order. */
  readonly steps: readonly string[];
  /** The same in the owner's language. */
  readonly beside: { readonly title: string; readonly text: string } | null;
  readonly link: OpenLink | null;
};

/** The letter in final words, at most 200 of them without the reply; empty sections are left out. */
export type Letter = {
  readonly language: 'fr' | 'en';
  readonly period: Period;
  /** At most 60 characters. */
  readonly subject: string;
  readonly about: string;
  /** Paragraphs before the sections: a calm month is told in them. */
  readonly opening: readonly string[];
  readonly sections: readonly LetterSection[];
  readonly footer: readonly string[];
  /** How to answer, for a form without buttons; null when answers are not read. */
  readonly answering: string | null;
  readonly reply: LetterReply | null;
  /** Remarks named as something to do, in their order. */
  readonly offered: readonly string[];
};

/** What the letter needs beside the answers of the screens. */
export type LetterExtras = {
  readonly reading: Reading | null;
  /** For the first thing to do. */
  readonly reply: ReplyProposal | null;
  /** The prepared mail for a remark, or null when her own address is not known. */
  readonly actionUrl: (remark: MentionView, verb: LetterVerb, words: string) => string | null;
  /** True when answers to the letter are read. */
  readonly answers: boolean;
  readonly rhythm: 'weekly' | 'monthly';
  /** Remarks in each of the months before, oldest first; empty when nothing is known. */
  readonly monthsBefore: readonly number[];
};

export const NO_EXTRAS: LetterExtras = {
  reading: null,
  reply: null,
  actionUrl: () => null,
  answers: false,
  rhythm: 'weekly',
  monthsBefore: [],
};

/** Everything that a section is made from. */
export type LetterSource = {
  readonly context: Context;
  readonly answers: Answers;
  readonly extras: LetterExtras;
};

/** How much each part may hold; the letter takes the first measure that stays within 200 words. */
export type Measure = {
  /** Characters of the first quotation. */
  readonly quote: number;
  readonly canWait: number;
  readonly rivals: number;
  readonly todo: number;
  /** Under « À savoir »: three is what a reader of five minutes keeps. */
  readonly facts: number;
  /** Things to do that say why; the first always does. */
  readonly whys: number;
  /** What a change may mean, and who changed nothing, is said while there is room. */
  readonly meanings: boolean;
  readonly rest: boolean;
};

const FULL = { quote: 280, canWait: 3, rivals: 3, todo: 3, whys: 2, facts: 3, meanings: true, rest: true };
/** What goes first is what she can best do without; each line keeps what the ones above it left. */
const CUTS: readonly Partial<Measure>[] = [
  {},
  { canWait: 2 },
  { todo: 2 },
  { rest: false },
  { canWait: 1 },
  { rivals: 2 },
  { whys: 1 },
  { quote: 220 },
  { meanings: false },
  { canWait: 0 },
  { quote: 160 },
  { facts: 2 },
  { rivals: 1 },
  { quote: 130 },
  { todo: 1 },
  { quote: 120 },
  { quote: 60, rivals: 0 },
];
export const MEASURES: readonly Measure[] = CUTS.map((_, index) =>
  Object.assign({}, FULL, ...CUTS.slice(0, index + 1)),
);

/** Days of a week: what tells of more is a month's letter. */
const WEEK_DAYS = 7;

export function daysOf({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

export function isMonthly(period: Period): boolean {
  return daysOf(period) > WEEK_DAYS;
}

/** Below this many reviews in 13 weeks a firm lives on orders, not on reviews. */
const FEW_REVIEWS = 5;

/** A firm between businesses: its competitors come first, and what they do says more of orders to come. */
export function livesOnOrders({ answers }: LetterSource): boolean {
  return answers.ratings.sites.reduce((sum, site) => sum + site.recent, 0) < FEW_REVIEWS;
}

/**
 * What was said since the last complete week, where the letter tells of that week on a later day than its Monday;
 * null: nothing was, or it tells of another time.
 */
export function sinceMonday({ context, answers }: LetterSource): Answers['since'] | null {
  const isLater = context.today > weekSoFar(context).from;
  const isLastWeek = answers.period.to === shownWeek(context).to && !isMonthly(answers.period);
  return isLater && isLastWeek && answers.since.mentions > 0 ? answers.since : null;
}

/** Nobody spoke of her, up to today, nothing waits, and enough was read to say so. */
export function isCalm(source: LetterSource): boolean {
  const { todo, volume } = source.answers;
  if (volume.mentions > 0 || sinceMonday(source) !== null) return false;
  return todo.now.length === 0 && todo.confirm.length === 0 && isWellRead(source);
}

export function section(
  context: Context,
  id: LetterSection['id'],
  items: readonly LetterItem[],
  bulleted = true,
): LetterSection {
  const title = say(context.catalogue, `letter.${id}`, { minutes: 0 });
  return { id, title, items, bulleted, bars: [] };
}

export function plain(words: string, link: OpenLink | null = null): LetterItem {
  return { words, why: null, steps: [], note: null, link, buttons: [] };
}

/**
 * Words as a reader counts them, the reply not counted; a sign standing alone is none. A form has the buttons or
 * says how to answer, not both.
 */
export function wordCount(letter: Letter): number {
  const texts = letter.sections.flatMap(one => [
    one.title,
    ...one.items.flatMap(item => [item.words, item.why ?? '', ...item.steps, item.note ?? '']),
  ]);
  const buttons = letter.sections.flatMap(one => one.items.flatMap(item => item.buttons));
  const ways = [buttons.map(button => button.words).join(' '), letter.answering ?? ''].map(countOf);
  const all = [letter.about, ...letter.opening, ...texts, ...letter.footer].join(' ');
  return countOf(all) + Math.max(...ways);
}

function countOf(text: string): number {
  return text.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word)).length;
}
