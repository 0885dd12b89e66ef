import type { Tone } from '../src/domain/annotation.ts';
import type { Asker, Question } from '../src/domain/question.ts';
import type { LocalDay, Period } from '../src/domain/time.ts';
import { addDays, periodBefore } from '../src/domain/time.ts';
import { periodParams, subject } from './formulas/params.ts';
import { addTones, type DayTones, NO_TONES, tonesByDay } from './formulas/tones.ts';

export type VolumeParams = Period & { readonly subject: string };
/** `unclear` counts items whose tone the model would not stake itself on; they are not in the four tones. */
export type ToneCounts = { readonly [tone in Tone]: number } & { readonly unclear: number };
export type VolumeDay = {
  readonly day: LocalDay;
  readonly mentions: number;
  readonly reviews: number;
} & ToneCounts;
/** Kept remarks only, one per story (copies are not counted). Days without a remark are present with zeros. */
export type Volume = {
  readonly days: readonly VolumeDay[];
  /** Remarks in the period, reviews included. */
  readonly mentions: number;
  readonly reviews: number;
  readonly tones: ToneCounts;
  /** The same for the period of the same length just before. */
  readonly before: { readonly mentions: number; readonly reviews: number; readonly tones: ToneCounts };
};

export const question: Question<VolumeParams, Volume> = {
  id: 'volume',
  ask: {
    fr: 'Combien de remarques par jour, et de quel ton ?',
    en: 'How many remarks per day, and in what tone?',
  },
  params: periodParams({ subject }),
  answer: volume,
};

async function volume(asker: Asker, { subject, from, to }: VolumeParams): Promise<Volume> {
  const before = periodBefore({ from, to });
  const rows = await tonesByDay(asker, { subject, from: before.from, to });
  const byDay = new Map(rows.map(row => [row.day, row]));
  const days: VolumeDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    days.push(byDay.get(day) ?? { day, mentions: 0, reviews: 0, ...NO_TONES });
  return { days, ...sum(days), before: sum(rows.filter(row => row.day < from)) };
}

function sum(days: readonly (DayTones | VolumeDay)[]): Volume['before'] {
  let total: Volume['before'] = { mentions: 0, reviews: 0, tones: NO_TONES };
  for (const day of days)
    total = {
      mentions: total.mentions + day.mentions,
      reviews: total.reviews + day.reviews,
      tones: addTones(total.tones, day),
    };
  return total;
}
