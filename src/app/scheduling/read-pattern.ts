import { createTask, parse, type ScheduledTask, validateDetailed } from 'node-cron';
import { VigieError } from '../../domain/errors.ts';
import { addDays, type Instant, instantAt, type LocalDay, wallTime } from '../../domain/time.ts';

/** `0 0 29 2 *` comes every four years, eight around 2100; a pattern that stays away longer never comes. */
const DAYS_AHEAD_MAX = 8 * 366;
/** A pattern with seconds would ask a site 60 times a minute; five fields are all that an owner needs. */
const FIELDS = 5;

/** The owner's pattern, understood: at which times of the day, and on which days. */
export type ReadPattern = {
  /** `HH:MM`, in order. */
  readonly times: readonly string[];
  readonly isOn: (day: LocalDay) => boolean;
};

const understood = new Map<string, ReadPattern>();

/**
 * Reads `0 7,13,19 * * *`. node-cron says whether it is a pattern, what its fields mean and which days it names;
 * the due times are ours, since it leaves out what the spring day leaps over.
 * @throws VigieError SettingsInvalid (path schedule.read)
 */
export function readPattern(pattern: string): ReadPattern {
  const known = understood.get(pattern);
  if (known) return known;
  const detail = validateDetailed(pattern);
  if (!detail.valid || pattern.trim().split(/\s+/).length !== FIELDS)
    throw new VigieError('SettingsInvalid', {
      path: 'schedule.read',
      expected: '0 7,13,19 * * *',
      got: pattern,
      line: 0,
    });
  const { hour, minute } = parse(pattern);
  const times = hour
    .flatMap(h => minute.map(m => `${twoDigits(h)}:${twoDigits(m)}`))
    .sort((a, b) => a.localeCompare(b));
  const made = { times, isOn: dayTest(pattern, times[0] ?? '00:00') };
  understood.set(pattern, made);
  return made;
}

/** Whether a pattern names a day, asked of node-cron in a zone without changes of the clock. */
function dayTest(pattern: string, time: string): (day: LocalDay) => boolean {
  const asked: ScheduledTask = createTask(pattern, () => undefined, { timezone: 'UTC' });
  const isOn = (day: LocalDay) => asked.match(new Date(`${day}T${time}:00Z`));
  void asked.destroy();
  return isOn;
}

/** No zone sets its clocks by more at once; what lies so far before a time cannot come after it. */
const LEAP_MS_MAX = 3 * 3_600_000;
/** More times than lie in such a leap: the first to come is among them. */
const TIMES_LOOKED_AT = 400;

/** The last answer of each pattern: sources read in one go have the same. */
const answers = new Map<string, { readonly after: Instant; readonly next: Instant | null }>();

/**
 * The first time after `after` at which the pattern comes, in the owner's zone: 02:30 of the spring day is 03:30,
 * of the autumn day it comes once. Null when it never does.
 */
export function nextByPattern(pattern: string, after: Instant, timezone: string): Instant | null {
  const asked = `${timezone} ${pattern}`;
  const known = answers.get(asked);
  if (known && known.after <= after && (known.next === null || after < known.next)) return known.next;
  const next = computedNext(readPattern(pattern), after, timezone);
  answers.set(asked, { after, next });
  return next;
}

function computedNext({ times, isOn }: ReadPattern, after: Instant, timezone: string): Instant | null {
  const start = wallTime(new Date(Date.parse(after) - LEAP_MS_MAX).toISOString(), timezone);
  for (let n = 0; n <= DAYS_AHEAD_MAX; n += 1) {
    const day = addDays(start.slice(0, 10), n);
    if (!isOn(day)) continue;
    // In order of the clock, not of time: what spring pushes back may come after what it does not.
    const next = times
      .filter(time => `${day} ${time}` >= start)
      .slice(0, TIMES_LOOKED_AT)
      .map(time => instantAt(day, time, timezone))
      .filter(at => at > after)
      .sort()[0];
    if (next !== undefined) return next;
  }
  return null;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
