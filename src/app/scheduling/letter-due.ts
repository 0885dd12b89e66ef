import type { Settings } from '../../domain/settings/settings.ts';
import {
  addDays,
  type Instant,
  instantAt,
  type LocalDay,
  lastWeek,
  localDay,
  type Period,
  weekOf,
} from '../../domain/time.ts';

export type LetterSchedule = Pick<Settings, 'timezone'> & { readonly letter: Settings['schedule']['letter'] };

/** One letter: when it is due, what it tells of. Its key is the same however often it is worked out. */
export type LetterTurn = { readonly key: string; readonly dueAt: Instant; readonly period: Period };

/** A letter that the outbox knows: promised, perhaps gone. */
export type KnownLetter = {
  readonly key: string;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly done: boolean;
};

/** What to do about letters now. */
export type LetterPlan = {
  /** Due and not yet promised, or promised for later: it goes out now; null: none is. */
  readonly now: LetterTurn | null;
  /** The next one, promised so that its due time stands in the store. */
  readonly next: LetterTurn;
};

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** One week before and after hold a Monday each; five a first Monday of a month. */
const WEEKS_AROUND = { weekly: 1, monthly: 5 } as const;

/**
 * The last letter that has come due and the next one. Of several that came due while the computer was off only
 * the last counts: it tells of the last whole week, and an older one would be old news. Nothing is due for a time
 * before vigie was there: a letter on the day of the installation would tell of a week that nobody read.
 *
 * @param known every letter of the outbox of the last months; the oldest says since when vigie is there
 */
export function planLetter(
  schedule: LetterSchedule,
  known: readonly KnownLetter[],
  now: Instant,
): LetterPlan {
  const turns = turnsAround(schedule, now);
  const next = turns.find(turn => turn.dueAt > now)!;
  const last = turns.findLast(turn => turn.dueAt <= now)!;
  const since = known.map(letter => letter.createdAt).sort()[0] ?? now;
  const isGone = known.some(letter => letter.key === last.key && letter.done);
  return { now: last.dueAt > since && !isGone ? last : null, next };
}

/** Worked out last: every pass of a week asks the same. */
let lastTurns: { readonly asked: string; readonly turns: readonly LetterTurn[] } | null = null;

/** Due moments some weeks before and after `now`, in order. */
function turnsAround({ timezone, letter }: LetterSchedule, now: Instant): readonly LetterTurn[] {
  const monday = weekOf(localDay(now, timezone)).from;
  const asked = [monday, timezone, letter.day, letter.at, letter.rhythm].join(' ');
  if (lastTurns?.asked === asked) return lastTurns.turns;
  const turns: LetterTurn[] = [];
  const around = WEEKS_AROUND[letter.rhythm];
  for (let week = -around; week <= around; week += 1) {
    const day = addDays(monday, 7 * week + DAYS.indexOf(letter.day));
    if (letter.rhythm === 'monthly' && Number(day.slice(8)) > 7) continue;
    const period = letter.rhythm === 'monthly' ? lastMonth(day) : lastWeek(day);
    const key = `letter:${period.from}:${period.to}`;
    turns.push({ key, dueAt: instantAt(day, letter.at, timezone), period });
  }
  lastTurns = { asked, turns };
  return turns;
}

/** The calendar month before the one that holds `day`. */
function lastMonth(day: LocalDay): Period {
  const to = addDays(`${day.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}
