import type { LetterSchedule } from '../../src/app/scheduling/letter-due.ts';
import { seeded } from './virtual-time.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** From a winter's day to the next: both changes of the clock lie within. */
export const START = Date.parse('2026-01-05T08:00:00.000Z');
export const END = START + 365 * DAY;
/** At the end nothing goes wrong any more, so that what was promised must have arrived. */
export const CALM_FROM = END - 21 * DAY;

/** From when to when the machine is up, and how that ends. */
export type Up = { readonly from: number; readonly to: number; readonly end: 'sleep' | 'off' | 'cut' };
export type ClockJump = { readonly from: number; readonly to: number; readonly skew: number };
export type Fault = {
  readonly from: number;
  readonly to: number;
  /** `deaf`: takes the message and never answers. `mute`: never even takes it. */
  readonly kind: 'failing' | 'refusing' | 'deaf' | 'mute';
};
export type SourceFate = {
  readonly id: string;
  readonly every: number | null;
  readonly failing: number;
  readonly slow: number;
};

/** All that befalls one owner in one year, out of one seed. */
export type Fate = {
  readonly seed: number;
  /** Passes started by the system every half hour, or one program that stays. */
  readonly mode: 'timer' | 'stay';
  readonly ups: readonly Up[];
  readonly jumps: readonly ClockJump[];
  readonly channels: readonly { readonly name: string; readonly faults: readonly Fault[] }[];
  readonly sources: readonly SourceFate[];
  readonly read: string | undefined;
  readonly letter: LetterSchedule['letter'];
  /** Something that needs an alert, by the time it happens. */
  readonly matters: readonly {
    readonly at: number;
    readonly source: string;
    readonly level: 'now' | 'day';
  }[];
  /** Chance that the program dies at one of its steps. */
  readonly dying: number;
};

export function fateOf(seed: number): Fate {
  const random = seeded(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const oneOf = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const sources = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, n) => ({
    id: `source-${n}`,
    every: oneOf(null, null, 30, 60, 1440),
    failing: oneOf(0, 0.02, 0.2),
    slow: oneOf(0, 0.001, 0.01),
  }));
  return {
    seed,
    mode: oneOf('timer', 'stay'),
    ups: ups(between, oneOf, random),
    jumps: jumps(between, oneOf, random),
    channels: Array.from({ length: 1 + Math.floor(random() * 2) }, (_, n) => ({
      name: `channel-${n}`,
      faults: faults(between, oneOf, random),
    })),
    sources,
    read: oneOf(undefined, undefined, '0 7,13,19 * * *', '30 2 * * *', '*/15 8-18 * * 1-5'),
    letter: {
      day: oneOf('monday', 'monday', 'tuesday', 'sunday', 'friday'),
      at: oneOf('07:00', '10:00', '14:00', '02:30'),
      rhythm: oneOf('weekly', 'weekly', 'weekly', 'monthly'),
    },
    matters: Array.from({ length: Math.floor(between(5, 60)) }, () => ({
      at: between(START, END - 14 * DAY),
      source: oneOf(...sources).id,
      level: oneOf('now', 'now', 'day'),
    })),
    dying: oneOf(0, 0.0005, 0.003),
  };
}

type Between = (low: number, high: number) => number;
type OneOf = <T>(...choices: readonly T[]) => T;

/** Days at the desk with lunch, nights left on, week-ends and holidays off; or a small server with its power cuts. */
function ups(between: Between, oneOf: OneOf, random: () => number): Up[] {
  const isServer = random() < 0.2;
  const found: Up[] = [];
  let at = START;
  while (at < CALM_FROM) {
    if (isServer) {
      const to = at + between(1, 60) * DAY;
      found.push({ from: at, to, end: oneOf('off', 'cut', 'cut') });
      at = to + between(0.01, 8) * HOUR;
      continue;
    }
    const day = at - (at % DAY);
    const weekday = new Date(day).getUTCDay();
    if (random() < (weekday % 6 === 0 ? 0.3 : 0.9)) {
      const from = Math.max(at, day + between(5, 9) * HOUR);
      const end = () => oneOf<Up['end']>('sleep', 'sleep', 'sleep', 'off', 'off', 'cut');
      const noon = day + between(11, 12) * HOUR;
      const evening = random() < 0.15 ? day + DAY + between(5, 7) * HOUR : day + between(16, 20) * HOUR;
      if (random() < 0.4)
        found.push(
          { from, to: noon, end: end() },
          { from: noon + between(0.5, 2) * HOUR, to: evening, end: end() },
        );
      else found.push({ from, to: evening, end: end() });
      at = Math.max(day + DAY, evening + MINUTE);
    } else at = day + DAY;
    if (random() < 0.01) at += between(3, 21) * DAY;
  }
  for (let day = CALM_FROM - (CALM_FROM % DAY) + 2 * DAY; day < END; day += DAY)
    found.push({ from: day + 6 * HOUR, to: day + 18 * HOUR, end: 'off' });
  return found.filter(up => up.to > up.from && up.to < END);
}

function jumps(between: Between, oneOf: OneOf, random: () => number): ClockJump[] {
  const count = random() < 0.4 ? 0 : Math.floor(between(1, 4));
  const places = Array.from({ length: count }, (_, n) => START + ((n + 0.5) / count) * (CALM_FROM - START));
  return places.map(from => ({
    from,
    to: Math.min(from + between(0.1, 72) * HOUR, CALM_FROM - DAY),
    skew: oneOf(-HOUR, HOUR, -365 * DAY, 365 * DAY, -10 * MINUTE),
  }));
}

function faults(between: Between, oneOf: OneOf, random: () => number): Fault[] {
  const found: Fault[] = [];
  let at = START + between(1, 60) * DAY;
  while (at < CALM_FROM - 12 * DAY && random() < 0.9) {
    const kind = oneOf<Fault['kind']>('failing', 'failing', 'refusing', 'deaf', 'mute');
    const days = kind === 'deaf' || kind === 'mute' ? between(0.02, 2) : between(0.02, 10);
    found.push({ from: at, to: at + days * DAY, kind });
    at += days * DAY + between(1, 80) * DAY;
  }
  return found;
}
