/** Names come from settings and pages: a bounded cache, since each formatter holds some 50 KB. */
const FORMATTERS_MAX = 100;
const formatters = new Map<string, Intl.DateTimeFormat | null>();

/** No place is further from UTC than 14 hours. */
const OFFSET_MINUTES_MAX = 14 * 60;

/** Minutes east of UTC of `+02:00`, `-0530`, `+2`, `gmt+1`; null when no offset stands there. */
export function minutesOfOffset(text: string): number | null {
  const match = /(?:^|[^\d])([+\u2212-]) ?(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > OFFSET_MINUTES_MAX) return null;
  return match[1] === '+' ? minutes : -minutes;
}

/**
 * The UTC milliseconds of a wall clock's time in a zone.
 *
 * @param local The wall clock read as if it were UTC, in milliseconds.
 * @param zone IANA name or offset; an unknown one counts as UTC. In the hour that an autumn night has twice, the
 *   first; in the one that a spring night lacks, an hour later.
 */
export function utcOfLocal(local: number, zone: string): number {
  const fixed = minutesOfOffset(zone);
  if (fixed !== null) return local - fixed * 60_000;
  const formatter = formatterOf(zone);
  if (!formatter) return local;
  // The offset before and after the instant sought, a day apart: only a change of clocks makes them differ.
  const earlier = local - offsetAt(formatter, local - 86_400_000);
  if (earlier + offsetAt(formatter, earlier) === local) return earlier;
  const later = local - offsetAt(formatter, local + 86_400_000);
  return later + offsetAt(formatter, later) === local ? later : earlier;
}

function offsetAt(formatter: Intl.DateTimeFormat, utc: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(utc)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  let formatter: Intl.DateTimeFormat | null = null;
  try {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // An unknown zone counts as UTC.
  }
  if (formatters.size < FORMATTERS_MAX) formatters.set(zone, formatter);
  return formatter;
}
