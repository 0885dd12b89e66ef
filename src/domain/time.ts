/** An instant as ISO 8601 in UTC with milliseconds: `2026-07-09T07:02:00.000Z`. Sorts as text. */
export type Instant = string;

/** A day in the owner's time zone: `2026-07-09`. */
export type LocalDay = string;

/** Inclusive on both ends, in the owner's time zone. */
export type Period = { readonly from: LocalDay; readonly to: LocalDay };

/** The only source of "now"; injected everywhere, so that tests, the demo and simulations choose it. */
export type Clock = { now(): Instant };

const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters cost ~30 µs to make and are asked for per row: one per zone is kept. */
function dayFormatter(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timezone, formatter);
  }
  return formatter;
}

/** The owner's calendar day of an instant. */
export function localDay(instant: Instant, timezone: string): LocalDay {
  return dayFormatter(timezone).format(new Date(instant));
}

/** `days` may be negative. Calendar arithmetic, so no daylight-saving trap. */
export function addDays(day: LocalDay, days: number): LocalDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`: 0 for the same day. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Monday to Sunday holding `day` (ISO 8601 week). */
export function weekOf(day: LocalDay): Period {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const from = addDays(day, -weekday);
  return { from, to: addDays(from, 6) };
}

/** The period of the same length just before. */
export function periodBefore(period: Period): Period {
  const length = daysBetween(period.from, period.to) + 1;
  return { from: addDays(period.from, -length), to: addDays(period.from, -1) };
}

/** The last complete ISO week before the week of `day`: what a letter written on `day` tells about. */
export function lastWeek(day: LocalDay): Period {
  return periodBefore(weekOf(day));
}

const MINUTE_MS = 60_000;
/** Zones lie within UTC−12 and UTC+14: a day begins at most so many minutes before or after it does in UTC. */
const DAY_STARTS_WITHIN_MINUTES = { before: 15 * 60, after: 13 * 60 };

/** The first instant of a day in a zone: its midnight, or where clocks leap over midnight, what comes after. */
export function startOfDay(day: LocalDay, timezone: string): Instant {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const at = (minute: number): Instant => new Date(utc + minute * MINUTE_MS).toISOString();
  let before = -DAY_STARTS_WITHIN_MINUTES.before;
  let within = DAY_STARTS_WITHIN_MINUTES.after;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (localDay(at(middle), timezone) < day) before = middle;
    else within = middle;
  }
  return at(within);
}

const wallFormatters = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone show at an instant, to the minute: `2026-07-09 07:02`. Sorts as text. */
export function wallTime(instant: Instant, timezone: string): string {
  let formatter = wallFormatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    wallFormatters.set(timezone, formatter);
  }
  return formatter.format(new Date(instant));
}

/** Zones change their clocks on quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Two years of every quarter that a schedule asks about; then they are worked out anew. */
const OFFSETS_MAX = 20_000;
const offsets = new Map<string, number>();

/** How far clocks in a zone are ahead of UTC at an instant, ms. Asking Intl costs microseconds, and schedules ask often. */
function offsetAt(ms: number, timezone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS) * QUARTER_MS;
  const key = `${quarter} ${timezone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const shown = wallTime(new Date(quarter).toISOString(), timezone).replace(' ', 'T');
  const offset = Date.parse(`${shown}:00Z`) - quarter;
  if (offsets.size >= OFFSETS_MAX) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/**
 * The instant at which clocks in a zone show a time on a day. Where they show it twice (autumn) the first; where
 * they leap over it (spring) as long after the leap as it lies after the leap's beginning: 02:30 is 03:30.
 *
 * @param time `HH:MM`, 00:00 to 23:59
 */
export function instantAt(day: LocalDay, time: string, timezone: string): Instant {
  const utc = Date.parse(`${day}T${time}:00Z`);
  // No zone changes its clocks twice within two days.
  const before = utc - offsetAt(utc - DAY_MS, timezone);
  const after = utc - offsetAt(utc + DAY_MS, timezone);
  const shows = (ms: number) => offsetAt(ms, timezone) === utc - ms;
  return new Date(before === after || shows(before) || !shows(after) ? before : after).toISOString();
}
