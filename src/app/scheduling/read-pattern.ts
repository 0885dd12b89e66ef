import { createTask, parse, type ScheduledTask, validateDetailed } from 'node-cron';
import { VigieError } from '../../domain/errors.ts';
import type { Place } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { addDays, type Instant, instantAt, type LocalDay, localDay } from '../../domain/time.ts';

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
  if (!isPattern(pattern)) throw new VigieError('SettingsInvalid', { ...problem(pattern), line: 0 });
  const { hour, minute } = parse(pattern);
  const times = hour
    .flatMap(h => minute.map(m => `${twoDigits(h)}:${twoDigits(m)}`))
    .sort((a, b) => a.localeCompare(b));
  const made = { times, isOn: dayTest(pattern, times[0] ?? '00:00') };
  understood.set(pattern, made);
  return made;
}

/** What the settings say wrong of when to read; null: nothing. */
export function readPatternProblem({ schedule }: Settings): Place | null {
  const { read } = schedule;
  if (read === undefined || isPattern(read)) return null;
  return { ...problem(read), keys: ['schedule', 'read'] };
}

function isPattern(pattern: string): boolean {
  return validateDetailed(pattern).valid && pattern.trim().split(/\s+/).length === FIELDS;
}

function problem(pattern: string) {
  const mend = '0 7,13,19 * * *';
  return { kind: 'format', path: 'schedule.read', expected: 'readPattern', got: pattern, mend } as const;
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
/** Days of one pattern that are kept worked out: a few around now for some patterns. */
const DAYS_KEPT = 100;
const kept = new Map<string, readonly Instant[]>();

/**
 * The first time after `after` at which the pattern comes, in the owner's zone: 02:30 of the spring day is 03:30,
 * of the autumn day it comes once. Null when it never does.
 */
export function nextByPattern(pattern: string, after: Instant, timezone: string): Instant | null {
  const asked = `${timezone} ${pattern}`;
  const known = answers.get(asked);
  if (known && known.after <= after && (known.next === null || after < known.next)) return known.next;
  const next = workedOut(pattern, after, timezone);
  answers.set(asked, { after, next });
  return next;
}

/** The last answer of each pattern: sources read in one go have the same. */
const answers = new Map<string, { readonly after: Instant; readonly next: Instant | null }>();

function workedOut(pattern: string, after: Instant, timezone: string): Instant | null {
  const { times, isOn } = readPattern(pattern);
  const first = localDay(new Date(Date.parse(after) - LEAP_MS_MAX).toISOString(), timezone);
  for (let n = 0; n <= DAYS_AHEAD_MAX; n += 1) {
    const day = addDays(first, n);
    const name = `${day} ${timezone} ${pattern}`;
    const instants = kept.get(name) ?? (isOn(day) ? instantsOf(times, day, timezone) : []);
    if (kept.size >= DAYS_KEPT) kept.clear();
    kept.set(name, instants);
    const next = instants.find(at => at > after);
    if (next !== undefined) return next;
  }
  return null;
}

/** In order of time, which is not that of the clock: what spring pushes back may come after what it does not. */
function instantsOf(times: readonly string[], day: LocalDay, timezone: string): readonly Instant[] {
  return times.map(time => instantAt(day, time, timezone)).sort();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
