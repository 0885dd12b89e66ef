import type { Brought } from '../../queries/brought.ts';
import type { Channels } from '../../queries/channels.ts';
import type { Coverage } from '../../queries/coverage.ts';
import type { Ratings } from '../../queries/ratings.ts';
import type { Reading } from '../../queries/reading.ts';
import type { Sources } from '../../queries/sources.ts';
import type { Volume } from '../../queries/volume.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import type { Instant, Period } from '../../src/domain/time.ts';
import { addDays, daysBetween, localDay } from '../../src/domain/time.ts';
import { dayAndMonth, recentDay, timeOfDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { shownWeek } from './context.ts';

/** What screen 9 is drawn from. */
export type SitesAnswers = {
  readonly period: Period;
  readonly sources: Sources;
  readonly brought: Brought;
  readonly coverage: Coverage;
  readonly ratings: Ratings;
  /** The last two weeks: on which days anything was read, and what was said on which day. */
  readonly reading: Reading;
  readonly days: Volume;
  readonly channels: Channels;
};

const LOOKED_BACK_DAYS = 14;

export async function askSites(house: House, context: Context): Promise<SitesAnswers> {
  const period = shownWeek(context);
  const subject = FIRM;
  const back = { from: addDays(context.today, -LOOKED_BACK_DAYS), to: context.today };
  const [sources, brought, coverage, ratings, reading, days, channels] = await Promise.all([
    house.ask<Sources>('sources', period),
    house.ask<Brought>('brought', period),
    house.ask<Coverage>('coverage', { ...period, subject }),
    house.ask<Ratings>('ratings', { ...period, subject }),
    house.ask<Reading>('reading', back),
    house.ask<Volume>('volume', { ...back, subject }),
    house.ask<Channels>('channels', {}),
  ]);
  return { period, sources, brought, coverage, ratings, reading, days, channels };
}

/** `12 sites lus sur 14, aujourd’hui à 7 h 02. Prochaine lecture à 13 h` */
export function sitesTitle(context: Context, answers: SitesAnswers): { long: string; short: string } {
  const { catalogue } = context;
  const { sitesRead, sitesTotal, lastReadAt } = answers.coverage;
  if (sitesTotal === 0) {
    const none = say(catalogue, 'sites.titleNone');
    return { long: none, short: none };
  }
  const params = { n: sitesRead, total: sitesTotal, next: nextWords(context, nextDue(answers)) };
  const when = lastReadAt === null ? '' : readWords(context, lastReadAt);
  return {
    long: say(catalogue, 'sites.title', { ...params, when }),
    short: say(catalogue, 'sites.titleShort', params),
  };
}

/** When most of what is read by itself is due next; a retry of what fails does not count. */
function nextDue({ sources }: SitesAnswers): Instant | null {
  const live = sources.sources.filter(source => source.health !== 'paused');
  const ok = live.filter(source => source.health === 'ok' || source.health === 'new');
  const due = (ok.length > 0 ? ok : live).flatMap(source => source.nextDueAt ?? []);
  return due.sort()[0] ?? null;
}

function readWords(context: Context, at: Instant): string {
  const { catalogue, timezone } = context;
  const day = localDay(at, timezone);
  const time = timeOfDay(catalogue.language, at, timezone);
  return day === context.today
    ? say(catalogue, 'sites.today', { time })
    : say(catalogue, 'sites.onDay', { day: recentDay(catalogue.language, day, context.today), time });
}

function nextWords(context: Context, at: Instant | null): string {
  const { catalogue, timezone } = context;
  if (at === null) return say(catalogue, 'sites.nextNone');
  const day = localDay(at, timezone);
  const time = timeOfDay(catalogue.language, at, timezone);
  if (day <= context.today) return say(catalogue, 'sites.nextToday', { time });
  return say(catalogue, 'sites.nextOn', { day: dayAndMonth(catalogue.language, day), time });
}

/** `10 textes lus à votre sujet : 7 remarques, 2 copies du même article, 1 autre entreprise.` */
export function textsWords(context: Context, { coverage, brought }: SitesAnswers, wide: boolean): string {
  const { catalogue } = context;
  const { texts, remarks, copies, aside, confirm } = coverage;
  if (texts === 0) return say(catalogue, 'sites.textsNone');
  const copied = wide && brought.copiedStories === 1 ? 'copiesOne' : 'copies';
  const parts = [
    ['remarks', remarks],
    [copied, copies],
    ['aside', aside],
    ['confirm', confirm],
  ] as const;
  const told = parts.filter(([, n]) => n > 0).map(([key, n]) => say(catalogue, `sites.${key}`, { n }));
  return say(catalogue, 'sites.texts', { n: texts, parts: told.join(', ') });
}

/** An absence is told while it is fresh. */
const OFF_TOLD_DAYS = 3;
/** A night is no absence: so many whole days without any reading are. */
const OFF_DAYS_MIN = 2;

/** Nothing of the network answers, or the machine was off: said before any site is blamed. */
export function machineWords(context: Context, answers: SitesAnswers): string | null {
  const { catalogue, timezone } = context;
  const { lastReadAt } = answers.coverage;
  const live = answers.sources.sources.filter(({ health }) => health !== 'paused' && health !== 'new');
  const unreachable = live.filter(({ error }) => error?.code === 'SourceUnreachable');
  if (lastReadAt !== null && live.length > 1 && unreachable.length === live.length) {
    return say(catalogue, 'state.offline', { time: timeOfDay(catalogue.language, lastReadAt, timezone) });
  }
  return offWords(context, answers);
}

function offWords(context: Context, { reading, days }: SitesAnswers): string | null {
  const { catalogue } = context;
  const { language } = catalogue;
  const back = reading.days.findLastIndex((day, index) => {
    const before = reading.days[index - 1];
    return before !== undefined && daysBetween(before, day) > OFF_DAYS_MIN;
  });
  const [last, first] = [reading.days[back - 1], reading.days[back]];
  if (last === undefined || first === undefined) return null;
  if (daysBetween(first, context.today) > OFF_TOLD_DAYS) return null;
  const [start, end] = [addDays(last, 1), addDays(first, -1)];
  const n = days.days
    .filter(({ day }) => day >= start && day <= end)
    .reduce((sum, { mentions }) => sum + mentions, 0);
  return say(catalogue, 'state.wasOff', {
    start: dayAndMonth(language, start),
    end: dayAndMonth(language, end),
    n,
  });
}
