import type { Recurring, RecurringTopic, ToneTally } from '../../queries/recurring.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { LocalDay } from '../../src/domain/time.ts';
import { daysBetween, weekOf } from '../../src/domain/time.ts';
import { dayRange, longDay, month, number } from '../../src/domain/words.ts';
import type { Context } from './context.ts';

/** A quarter: what comes up is told over 13 weeks beside the 13 before. */
export const RECURRING_DAYS = 91;

export type RecursRow = {
  readonly topic: string;
  readonly label: string;
  /** `11 fois` */
  readonly times: string;
  /** `11 fois, en bien` */
  readonly now: string;
  readonly before: string;
  readonly side: Side;
};

export type Side = 'good' | 'bad' | 'mixed' | 'plain';

/** How often a topic was spoken well and badly of, wherever it is counted: who does both does neither. */
export function countedSides({ positive, negative }: Pick<ToneTally, 'positive' | 'negative'>): {
  readonly good: number;
  readonly bad: number;
} {
  return { good: positive, bad: negative };
}

/** Which way a topic goes: two thirds of the opinions of it, those that go both ways among them. */
const SIDE_SHARE = 2 / 3;

export function sideOf(tones: ToneTally): Side {
  const { good, bad } = countedSides(tones);
  const said = good + bad + tones.mixed;
  if (said === 0) return 'plain';
  if (good >= SIDE_SHARE * said) return 'good';
  return bad >= SIDE_SHARE * said ? 'bad' : 'mixed';
}

/** Topics that the trade names, most often first. */
export function recursRows(context: Context, { topics }: Recurring): readonly RecursRow[] {
  const { catalogue } = context;
  return topics.flatMap(topic => {
    const label = context.topics.get(topic.topic);
    if (label === undefined) return [];
    const side = sideOf(topic.tones);
    const before = number(catalogue.language, topic.before.mentions);
    const times = say(catalogue, 'recurs.plain', { n: topic.mentions });
    const now =
      topic.mentions === 0
        ? say(catalogue, 'recurs.none')
        : say(catalogue, `recurs.${side}`, { n: topic.mentions });
    return [{ topic: topic.topic, label, times, now, before, side }];
  });
}

/** Complaints this far apart are two times, not one. */
const SPELL_GAP_DAYS = 7;
/** A sentence names three times at most. */
const SPELLS_MAX = 3;
/** Topics whose days are told. */
const TOLD_MAX = 2;

/** `Rappel : les deux en juillet. Délai de pose : quatre du 8 au 14 juin, un samedi 11 juillet.` */
export function recursWhen(context: Context, { topics }: Recurring): string {
  return (
    topics
      .filter(topic => sideOf(topic.tones) === 'bad' && context.topics.has(topic.topic))
      // What was said least often is soonest told.
      .toSorted((one, other) => one.badDays.length - other.badDays.length)

      .slice(0, TOLD_MAX)
      .map(topic => whenWords(context, topic))
      .filter(words => words !== '')
      .join(' ')
  );
}

function whenWords(context: Context, { topic, badDays }: RecurringTopic): string {
  const { catalogue } = context;
  if (badDays.length === 0) return '';
  return say(catalogue, 'recurs.when', {
    topic: context.topics.get(topic) ?? topic,
    when: daysWords(context, badDays),
  });
}

/** The days of something said several times, in words. */
function daysWords(context: Context, days: readonly LocalDay[]): string {
  const { catalogue } = context;
  const { language } = catalogue;
  const [first = ''] = days;
  if (days.length === 1) return say(catalogue, 'recurs.onlyOn', { day: longDay(language, first) });
  if (new Set(days.map(day => day.slice(0, 7))).size === 1) {
    const count =
      days.length === 2
        ? say(catalogue, 'recurs.both')
        : say(catalogue, 'recurs.allOf', { count: spelled(context, days.length) });
    return say(catalogue, 'recurs.allIn', { count, month: month(language, first) });
  }
  return spells(days)
    .slice(-SPELLS_MAX)
    .map(spell => spellWords(context, spell))
    .join(', ');
}

/** Neighbouring days together. */
function spells(days: readonly LocalDay[]): LocalDay[][] {
  const out: LocalDay[][] = [];
  for (const day of days) {
    const last = out.at(-1);
    const before = last?.at(-1);
    if (last && before !== undefined && daysBetween(before, day) < SPELL_GAP_DAYS) last.push(day);
    else out.push([day]);
  }
  return out;
}

function spellWords(context: Context, spell: readonly LocalDay[]): string {
  const { catalogue } = context;
  const { language } = catalogue;
  const [from = ''] = spell;
  const to = spell.at(-1) ?? from;
  if (spell.length === 1) return say(catalogue, 'recurs.oneOn', { day: longDay(language, from) });
  const week = weekOf(from);
  const range = dayRange(language, to <= week.to ? week : { from, to });
  return say(catalogue, 'recurs.inRange', { count: spelled(context, spell.length), range });
}

function spelled(context: Context, count: number): string {
  const { catalogue } = context;
  return count < 10 ? say(catalogue, `spelled.${count}`) : number(catalogue.language, count);
}
