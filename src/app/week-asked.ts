import * as z from 'zod';
import { VigieError } from '../domain/errors.ts';
import { addDays, type Period, weekOf } from '../domain/time.ts';

/** Years in which the calendar's arithmetic stays within four digits. */
const ISO_WEEK = /^([12]\d{3})-?W(0[1-9]|[1-4]\d|5[0-3])$/i;
const DAY = /^[12]\d{3}-/;

/**
 * The Monday to Sunday that `--week` means: `2026-W28`, or any day of that week.
 * @throws VigieError UsageInvalid for anything else, also for a 53rd week of a year that has 52.
 */
export function weekAsked(week: string): Period {
  const iso = ISO_WEEK.exec(week);
  if (iso) {
    // 4 January is always in the first ISO week, and a week belongs to the year of its Thursday.
    const asked = weekOf(addDays(weekOf(`${iso[1]}-01-04`).from, 7 * (Number(iso[2]) - 1)));
    if (addDays(asked.from, 3).startsWith(`${iso[1]}-`)) return asked;
  } else if (isDay(week)) return weekOf(week);
  throw new VigieError('UsageInvalid', { word: `--week ${week}`, mend: '--week 2026-W28' });
}

/** `2026-07-09`, and a day that exists. */
export function isDay(word: string): boolean {
  return DAY.test(word) && z.iso.date().safeParse(word).success;
}
