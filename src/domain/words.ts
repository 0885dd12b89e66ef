import type { Instant, LocalDay, Period } from './time.ts';
import { addDays, daysBetween, localDay } from './time.ts';

/** The two languages that vigie writes. */
export type Language = 'fr' | 'en';

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;
const NBSP = '\u00a0';
const NARROW = '\u202f';
const MINUS = '\u2212';
/** White space that a line may break at: no-break spaces hold together what stands around them. */
const BREAKING = '[^\\S\\u00a0\\u202f]';
const BREAKS = new RegExp(`${BREAKING}+`, 'gu');
const LAST_WORD = new RegExp(`${BREAKING}+(?:(?!${BREAKING}).)*$`, 'su');

/** Making an Intl formatter costs tens of microseconds and every row asks for some: one per choice is kept. */
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules>();

function keep<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules>(
  name: string,
  make: () => F,
): F {
  const found = kept.get(name);
  if (found) return found as F;
  const made = make();
  kept.set(name, made);
  return made;
}

/** `12 345` or `12,345`, `4,2` or `4.2`, with U+2212 for minus (Intl writes an ASCII hyphen in French). */
export function number(language: Language, value: number, digits = 0): string {
  const format = keep(
    `number ${language} ${digits}`,
    () =>
      new Intl.NumberFormat(LOCALES[language], {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  return format.format(Object.is(value, -0) ? 0 : value).replace('-', MINUS);
}

/** As many decimals as the number needs, three at most: counts and prices inside sentences. */
export function plainNumber(language: Language, value: number): string {
  const format = keep(
    `plain ${language}`,
    () => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 3 }),
  );
  return format.format(value).replace('-', MINUS);
}

/** `+2`, `−0,2`; zero is `0`. The value is rounded first, so that −0,04 never reads "−0,0". */
export function signed(language: Language, value: number, digits = 0): string {
  const scale = 10 ** digits;
  const rounded = Math.round(value * scale) / scale;
  if (rounded === 0) return number(language, 0, 0);
  const text = number(language, rounded, digits);
  return rounded > 0 ? `+${text}` : text;
}

/** `15 %` (U+00A0) or `15%`. `share` is 0..1. */
export function percent(language: Language, share: number): string {
  const text = number(language, share * 100);
  return language === 'fr' ? `${text}${NBSP}%` : `${text}%`;
}

/** CLDR category: in French 0 and 1 are `one` and 1,000,000 is `many`. */
export function pluralOf(language: Language, count: number): Intl.LDMLPluralRule {
  return keep(`plural ${language}`, () => new Intl.PluralRules(LOCALES[language])).select(count);
}

function dayPart(language: Language, day: LocalDay, options: Intl.DateTimeFormatOptions): string {
  const format = keep(
    `day ${language} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' }),
  );
  return format.format(new Date(`${day}T12:00:00Z`));
}

/** `lundi`, `Monday`. */
export function weekday(language: Language, day: LocalDay): string {
  return dayPart(language, day, { weekday: 'long' });
}

/** `juillet`, `July`. */
export function month(language: Language, day: LocalDay): string {
  return dayPart(language, day, { month: 'long' });
}

/** The day of the month: `6`, and `1er` in French for the first. */
function dayOfMonth(language: Language, day: LocalDay): string {
  const value = Number(day.slice(8, 10));
  return language === 'fr' && value === 1 ? '1er' : String(value);
}

/** `6 juillet`, `1er juillet`, `6 July`; with its year when asked. Day and month never part at a line end. */
export function dayAndMonth(language: Language, day: LocalDay, withYear = false): string {
  const text = `${dayOfMonth(language, day)}${NBSP}${month(language, day)}`;
  return withYear ? `${text} ${day.slice(0, 4)}` : text;
}

/** `lundi 6 juillet`, `Monday 6 July`. */
export function longDay(language: Language, day: LocalDay): string {
  return `${weekday(language, day)} ${dayAndMonth(language, day)}`;
}

/** For tables: `06/07`, `6 Jul`. */
export function shortDay(language: Language, day: LocalDay): string {
  if (language === 'fr') return `${day.slice(8, 10)}/${day.slice(5, 7)}`;
  return `${Number(day.slice(8, 10))} ${dayPart(language, day, { month: 'short' }).slice(0, 3)}`;
}

/** Beyond this a day without its year could be taken for one of this year. */
const YEAR_TOLD_DAYS = 300;

/** For tables that reach back: `06/07`, and of what is long ago the year alone, as narrow and never mistaken: `2024`. */
export function tableDay(language: Language, day: LocalDay, today: LocalDay): string {
  return daysBetween(day, today) > YEAR_TOLD_DAYS ? day.slice(0, 4) : shortDay(language, day);
}

/** `du 6 au 12 juillet`, `du 29 juin au 5 juillet`, `6–12 July`; years only when the two differ. */
export function dayRange(language: Language, period: Period): string {
  const { from, to } = period;
  const yearToo = from.slice(0, 4) !== to.slice(0, 4);
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  const last = dayAndMonth(language, to, yearToo);
  if (language === 'fr') {
    const first = sameMonth ? dayOfMonth('fr', from) : dayAndMonth('fr', from, yearToo);
    return `du ${first} au ${last}`;
  }
  return sameMonth
    ? `${dayOfMonth('en', from)}\u2013${last}`
    : `${dayAndMonth('en', from, yearToo)} \u2013 ${last}`;
}

/** `7 h 02`, `13 h`; `7:02`, `1 pm`, `2:20 pm`. Spaces are U+00A0. */
export function timeOfDay(language: Language, instant: Instant, timezone: string): string {
  const format = keep(
    `time ${timezone}`,
    () => new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }),
  );
  return clockTime(language, format.format(new Date(instant)));
}

/** The same from `HH:MM`, as the settings write an hour. */
export function clockTime(language: Language, hoursAndMinutes: string): string {
  const hour = Number(hoursAndMinutes.slice(0, 2)) % 24;
  const minutes = hoursAndMinutes.slice(3, 5);
  if (language === 'fr') return minutes === '00' ? `${hour}${NBSP}h` : `${hour}${NBSP}h${NBSP}${minutes}`;
  if (minutes === '00') return `${hour % 12 || 12}${NBSP}${hour < 12 ? 'am' : 'pm'}`;
  return hour < 12 ? `${hour}:${minutes}` : `${hour % 12 || 12}:${minutes}${NBSP}pm`;
}

/** "vendredi" within the last six days, "vendredi 3 juillet" further back. */
export function recentDay(language: Language, day: LocalDay, today: LocalDay): string {
  return day > addDays(today, -7) && day <= today ? weekday(language, day) : longDay(language, day);
}

/** The owner's day of an instant, in words. */
export function dayOf(language: Language, instant: Instant, timezone: string): string {
  return longDay(language, localDay(instant, timezone));
}

/** `« … »` with U+00A0, or “ ”. What the quoted text binds with a plain space ("−15 %", "oui !") stays on one line. */
export function quoted(language: Language, words: string): string {
  const text = words.replace(/ (?=[%€:;!?»])/g, NBSP).replace(/« /g, `«${NBSP}`);
  return language === 'fr' ? `«${NBSP}${text}${NBSP}»` : `\u201c${text}\u201d`;
}

/** Upper case for the first letter only, in the language's rules. */
export function capital(language: Language, text: string): string {
  const first = [...text][0] ?? '';
  return first.toLocaleUpperCase(LOCALES[language]) + text.slice(first.length);
}

/** Cut at a word, with `…`, to at most `max` UTF-16 units; never inside a surrogate pair. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/u, '');
  const space = head.search(LAST_WORD);
  return `${(space > max / 2 ? head.slice(0, space) : head).replace(/[\s,;:.–—-]+$/u, '')}\u2026`;
}

/** A text on one line, single spaces between words; no-break spaces stay. */
export function onOneLine(text: string): string {
  return text.replace(BREAKS, ' ').trim();
}

/** The first sentence of a text when it stands within `max`, otherwise the text shortened. */
export function firstSentence(text: string, max: number): string {
  const line = onOneLine(text);
  const end = /[.!?\u2026](?=\s|$)/u.exec(line);
  const sentence = end ? line.slice(0, end.index + 1) : line;
  return shortened(sentence.length >= 8 ? sentence : line, max);
}

/** For consoles: U+00A0 stands in for U+202F (one cell too, and in every font). */
export function forTerminal(text: string): string {
  return text.replaceAll(NARROW, NBSP);
}
