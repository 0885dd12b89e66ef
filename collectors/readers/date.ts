import type { Instant } from '../../src/domain/time.ts';
import { monthOf, namedZoneMinutes } from './date-words.ts';
import { minutesOfOffset, utcOfLocal } from './zone.ts';

/** No written date is longer; the rest is never looked at. */
const TEXT_MAX = 100;
const YEAR_MIN = 1900;
const YEAR_MAX = 2199;
/** Two-digit years below are of this century. */
const CENTURY_TURN = 70;

export type DateReading = {
  /** Where a date without an offset was written: an IANA name or `+02:00`. Default: UTC. */
  readonly zone?: string;
  /** Is `12/02/2025` 12 February? Default: true, as in France. `13/02` and `02/13` are read either way. */
  readonly dayFirst?: boolean;
};

type Fields = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  milli: number;
};
type Found = { readonly fields: Fields; readonly zone: string };

const ISO =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[t ]+(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,12}))?)?)?(?: ?([ap])\.?m\b\.?)?)?(.*)$/;
const WEEK = /^(\d{4})-?w(\d{2})(?:-?([1-7]))?$/;
const ORDINAL = /^(\d{4})-?(\d{3})(?:t(\d{2}):(\d{2})(?::(\d{2}))?(.*))?$/;
const TIME =
  /(?:^|[^\d])(\d{1,2}) ?(?::|h|\bheures?) ?(?:(\d{2})(?:(?: ?:|m| ?mn| ?min) ?(\d{2})(?:[.,](\d{1,12}))?)?)?(?:s|m|mn|min)?(?: ?([ap])\.?m\b\.?)?/;
const HOUR_OF_DAY = /(?:^|\s)(\d{1,2}) ?([ap])\.?m\b\.?/;
const NUMERIC = /(?:^|[^\d:])(\d{1,4}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{2,4})(?!\d)/;

/**
 * A written date as an instant: RFC 822 and its broken forms, ISO 8601 and W3CDTF (also only a year or a month),
 * asctime, `12/02/2025`, French, English, Spanish, Portuguese, German and Italian month names, two-digit years,
 * named zones, `14h30`, Unix seconds or milliseconds. Null when it is no date, or an impossible one.
 * Depends on nothing but its arguments: the same answer in every machine's time zone.
 */
export function readDate(text: string, reading: DateReading = {}): Instant | null {
  const plain = text
    .slice(0, TEXT_MAX)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\u200e\u200f]+/g, ' ')
    .trim();
  if (!/\d/.test(plain)) return null;
  const found = unixTime(plain) ?? isoDate(plain) ?? writtenDate(plain, reading.dayFirst ?? true);
  return found ? instantOf(found, reading.zone ?? 'UTC') : null;
}

function unixTime(text: string): Found | null {
  if (!/^(?:\d{9,10}|\d{12,13})$/.test(text)) return null;
  const date = new Date(Number(text) * (text.length < 12 ? 1000 : 1));
  return { fields: fieldsOf(date), zone: 'z' };
}

function fieldsOf(date: Date): Fields {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    milli: date.getUTCMilliseconds(),
  };
}

function isoDate(text: string): Found | null {
  const week = WEEK.exec(text);
  if (week) return weekDate(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
  const ordinal = ORDINAL.exec(text);
  if (ordinal) {
    const date = new Date(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])));
    const [hour = 0, minute = 0, second = 0] = ordinal.slice(3, 6).map(part => Number(part ?? 0));
    return { fields: { ...fieldsOf(date), hour, minute, second }, zone: ordinal[6] ?? '' };
  }
  const iso = ISO.exec(text);
  if (!iso) return null;
  const [, year, month, day, hour, minute, second, fraction, half, rest = ''] = iso;
  // Only a zone may follow: anything else (`2025 12 mars`) is read word by word.
  if (rest.trim() !== '' && zoneMinutes(rest) === null) return null;
  return {
    fields: {
      year: Number(year),
      month: Number(month ?? 1),
      day: Number(day ?? 1),
      hour: halfDay(Number(hour ?? 0), half),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      milli: millis(fraction),
    },
    zone: rest,
  };
}

/** ISO week dates: week 1 holds 4 January. */
function weekDate(year: number, week: number, weekday: number): Found {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = Date.UTC(year, 0, 4 - ((fourth.getUTCDay() + 6) % 7));
  return { fields: fieldsOf(new Date(monday + ((week - 1) * 7 + weekday - 1) * 86_400_000)), zone: '' };
}

/** Word by word: the time is taken out first, then the day, then what is left names the zone. */
function writtenDate(text: string, dayFirst: boolean): Found | null {
  const clock = TIME.exec(text) ?? HOUR_OF_DAY.exec(text);
  const isHour = clock !== null && !TIME.test(text);
  const [, hour, minute, second, fraction, half] = isHour
    ? [undefined, clock[1], undefined, undefined, undefined, clock[2]]
    : (clock ?? []);
  // What follows a time holds the zone (and, in asctime, the year); what stands before holds the day.
  const rest = clock ? `${text.slice(0, clock.index)} | ${text.slice(clock.index + clock[0].length)}` : text;
  const day = numericDay(rest, dayFirst) ?? namedDay(rest);
  if (!day) return null;
  const fields = {
    ...day,
    hour: halfDay(Number(hour ?? 0), half),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    milli: millis(fraction),
  };
  return { fields, zone: clock ? (rest.split(' | ')[1] ?? '') : '' };
}

type Day = { year: number; month: number; day: number };

function numericDay(text: string, dayFirst: boolean): Day | null {
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const [first = '', second = '', third = ''] = [match[1], match[3], match[4]];
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (first.length === 4) return b > 12 ? { year: a, month: c, day: b } : { year: a, month: b, day: c };
  if (first.length === 3 || third.length === 3) return null;
  const year = fullYear(third);
  const asDayFirst = dayFirst ? b <= 12 : a > 12;
  return asDayFirst ? { year, month: b, day: a } : { year, month: a, day: b };
}

function namedDay(text: string): Day | null {
  const words = text.match(/[+-]?\d+|[a-z]+/g) ?? [];
  const at = words.findIndex(word => monthOf(word) !== null);
  const month = monthOf(words[at] ?? '');
  if (month === null) return null;
  const isNumber = (word: string | undefined): word is string =>
    word !== undefined && /^-?\d{1,4}$/.test(word);
  const bare = (word: string) => word.replace(/^-/, '');
  const before = words.slice(0, at).filter(isNumber).map(bare);
  const after = words
    .slice(at + 1)
    .filter(isNumber)
    .map(bare);
  const [last] = before.slice(-1);
  if (last !== undefined && last.length <= 2) {
    // `12 mars 2025`, `2025, 12 mars`
    const year = after[0] ?? before.slice(-2, -1)[0];
    return year === undefined ? null : { year: fullYear(year), month, day: Number(last) };
  }
  if (last !== undefined) return { year: Number(last), month, day: Number(after[0] ?? 1) };
  const [first, second] = after;
  if (first === undefined) return null;
  // `March 12, 2025` and asctime; `mars 2025` is its first day.
  if (first.length > 2) return { year: Number(first), month, day: 1 };
  return second === undefined ? null : { year: fullYear(second), month, day: Number(first) };
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < CENTURY_TURN ? 2000 + year : 1900 + year;
}

function halfDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

function millis(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000);
}

/** Minutes east of UTC that a zone as written says; null when it says nothing known. */
function zoneMinutes(text: string): number | null {
  const offset = minutesOfOffset(text);
  if (offset !== null) return offset;
  for (const word of text.match(/[a-z]+/g) ?? []) {
    const minutes = namedZoneMinutes(word);
    if (minutes !== null) return minutes;
  }
  return null;
}

function instantOf({ fields, zone }: Found, elsewhere: string): Instant | null {
  const { year, month, day, hour, minute, second, milli } = fields;
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59)
    return null;
  if (second > 60 || (hour === 24 && minute + second > 0)) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, milli);
  const minutes = zoneMinutes(zone);
  const utc = minutes === null ? utcOfLocal(local, elsewhere) : local - minutes * 60_000;
  return new Date(utc).toISOString();
}
