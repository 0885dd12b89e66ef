import type { AlertFacts } from '../../src/domain/alert.ts';
import { say } from '../../src/domain/catalogue.ts';
import { addDays, daysBetween, type Instant, localDay } from '../../src/domain/time.ts';
import {
  capital,
  dayAndMonth,
  longDay,
  quoted,
  shortened,
  timeOfDay,
  weekday,
} from '../../src/domain/words.ts';
import type { Context } from './context.ts';

/** A name of a site, a paper or a topic inside a subject of 60 characters. */
const NAME_MAX = 24;

/** `Hier à 18 h`, `Lundi à 9 h`, `Lundi 29 juin à 9 h`: opens a sentence. */
export function whenAt(context: Context, instant: Instant): string {
  const { catalogue, timezone, today } = context;
  const time = timeOfDay(catalogue.language, instant, timezone);
  const day = localDay(instant, timezone);
  if (day === today) return say(catalogue, 'alert.when.todayAt', { time });
  if (day === addDays(today, -1)) return say(catalogue, 'alert.when.yesterdayAt', { time });
  return say(catalogue, 'alert.when.dayAt', {
    day: capital(catalogue.language, nearDay(context, day)),
    time,
  });
}

/** `9 h`, `hier 18 h`, `lundi 9 h`, `le 29 juin`: after "since", with the hour while it tells something. */
export function sinceHour(context: Context, instant: Instant): string {
  const { catalogue, timezone, today } = context;
  const time = timeOfDay(catalogue.language, instant, timezone);
  const day = localDay(instant, timezone);
  if (day === today) return time;
  if (day === addDays(today, -1)) return say(catalogue, 'alert.when.sinceYesterday', { time });
  if (daysBetween(day, today) < 7)
    return say(catalogue, 'alert.when.sinceDay', { day: weekday(catalogue.language, day), time });
  return sinceDay(context, instant);
}

/** The same without the hour, for a subject: `9 h`, `hier`, `lundi`, `le 29 juin`. */
export function sinceDay(context: Context, instant: Instant): string {
  const { catalogue, timezone, today } = context;
  const day = localDay(instant, timezone);
  if (day === today) return timeOfDay(catalogue.language, instant, timezone);
  if (day === addDays(today, -1)) return say(catalogue, 'alert.when.yesterday');
  if (daysBetween(day, today) < 7) return weekday(catalogue.language, day);
  return say(catalogue, 'alert.when.sinceDate', { date: dayAndMonth(catalogue.language, day) });
}

function nearDay({ catalogue, today }: Context, day: string): string {
  return daysBetween(day, today) < 7 ? weekday(catalogue.language, day) : longDay(catalogue.language, day);
}

/** `D’habitude : 1 par mois.`, or null where nothing is usual. */
export function usualSentence({ catalogue }: Context, usual: AlertFacts['usual']): string | null {
  if (usual === null) return null;
  if (usual.count === 0) return say(catalogue, 'alert.usualNone');
  return say(catalogue, 'alert.usual', { n: usual.count, period: say(catalogue, `alert.per.${usual.per}`) });
}

/** A word of the text: always in quotation marks, so that no article or elision goes before it. */
export function wordQuoted({ catalogue }: Context, facts: AlertFacts): string {
  return quoted(catalogue.language, shortened(text(facts, 'word'), NAME_MAX));
}

/** A site, paper or word as the facts name it: bounded, hostile feeds call themselves anything. */
export function named(facts: AlertFacts, key: string): string {
  return shortened(text(facts, key), NAME_MAX);
}

export function text(facts: AlertFacts, key: string): string {
  const value = facts.details[key];
  return value === undefined ? '' : String(value);
}

export function figure(facts: AlertFacts, key: string): number {
  const value = Number(facts.details[key]);
  return Number.isFinite(value) ? value : 0;
}

/** Words as a reader counts them: what stands between spaces and holds a letter or a figure. */
export function wordCount(words: string): number {
  return words.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word)).length;
}
