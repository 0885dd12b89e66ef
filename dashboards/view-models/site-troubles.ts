import type { SourceHealth } from '../../queries/sources.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { Instant } from '../../src/domain/time.ts';
import { localDay } from '../../src/domain/time.ts';
import { dayAndMonth, longDay, shortened, timeOfDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { givesReviews, oftenOf } from './reading.ts';
import type { SiteGroup } from './site-rows.ts';
import { GLYPHS } from './site-rows.ts';
import type { SitesAnswers } from './sites.ts';

/** A site that was not read, or went quiet: what happened, what is safe, what to do; then what is usual there. */
export type Trouble = {
  readonly group: SiteGroup;
  readonly glyph: string;
  readonly words: string;
  /** What happened, alone: where there are many. */
  readonly brief: string;
  readonly more: string | null;
};

/** Words by what went wrong; a code that is not here says that the site does not answer. */
const WORDS_BY_CODE: Readonly<Record<string, string>> = {
  SourceChanged: 'changed',
  SourceBlocked: 'refused',
  SourceRateLimited: 'busy',
  SourceGone: 'gone',
  SourceTooLarge: 'tooLarge',
  SourceUnsafe: 'unsafe',
  BrowserMissing: 'noBrowser',
  FileUnreadable: 'file',
  SettingsInvalid: 'settings',
  MailboxRefused: 'signIn',
  SecretMissing: 'signIn',
  MailMissing: 'mailMissing',
};

/** What is said in their place of a competitor's page, a paper, a register: there are no reviews to keep or to paste. */
const WORDS_WITHOUT_REVIEWS: Readonly<Record<string, string>> = {
  changed: 'changedNews',
  refused: 'refusedNews',
};

/** What a human must mend stands before what mends itself, what no one can mend last. */
const ORDER: Readonly<Record<SiteGroup['state'], number>> = {
  silent: 1,
  read: 2,
  new: 3,
  paused: 4,
  refused: 5,
};
const MENDS_ITSELF: ReadonlySet<string> = new Set(['SourceUnreachable', 'SourceRateLimited']);
const NAME_MAX = 60;

export function troublesOf(
  context: Context,
  answers: SitesAnswers,
  groups: readonly SiteGroup[],
): readonly Trouble[] {
  const rank = (group: SiteGroup) => {
    const code = faultOf(group)?.error?.code;
    return group.state === 'silent' && code !== undefined && !MENDS_ITSELF.has(code) ? 0 : ORDER[group.state];
  };
  const failed = groups.filter(({ state }) => state === 'silent' || state === 'refused');
  const quiet = groups.flatMap(group => quietTrouble(context, answers, group) ?? []);
  return [...failed.map(group => failure(context, group)), ...quiet].toSorted(
    (one, other) => rank(one.group) - rank(other.group),
  );
}

/** The source of a site that did not do its work; the firm's own before those about competitors. */
function faultOf({ sources }: SiteGroup): SourceHealth | undefined {
  const faults = sources.filter(
    ({ health, error }) => health === 'failing' || health === 'refused' || error !== null,
  );
  return faults.find(({ subject }) => subject === FIRM) ?? faults[0];
}

function failure(context: Context, group: SiteGroup): Trouble {
  const { catalogue } = context;
  const fault = faultOf(group);
  const site = shortened(group.name, NAME_MAX);
  const next = nextTry(context, fault?.nextDueAt ?? null);
  const isOnReviews = fault === undefined || givesReviews(fault);
  const key = group.state === 'refused' ? 'refused' : WORDS_BY_CODE[fault?.error?.code ?? ''];
  const wording = key !== undefined && !isOnReviews ? (WORDS_WITHOUT_REVIEWS[key] ?? key) : key;
  const known =
    wording !== undefined
      ? say(catalogue, `sites.${wording}`, { ...oftenOf(context, fault), site, next })
      : null;
  const words =
    known ??
    (fault?.failingSince == null || fault.lastOkAt === null
      ? say(catalogue, 'sites.downNever', { site, next })
      : say(catalogue, 'sites.down', {
          site,
          next,
          kept: say(catalogue, isOnReviews ? 'sites.kept' : 'sites.keptNews'),
          day: longDay(catalogue.language, localDay(fault.failingSince, context.timezone)),
        }));
  return {
    group,
    glyph: GLYPHS[group.state],
    words,
    brief: firstOf(words),
    // What is usual stands in the words about mails that did not come.
    more:
      group.state === 'refused'
        ? pasteWords(context, group)
        : key === 'mailMissing'
          ? null
          : usualWords(context, group, isOnReviews),
  };
}

/** `à 13 h`, `vendredi 17 juillet à 7 h`. */
function nextTry(context: Context, at: Instant | null): string {
  const { catalogue, timezone } = context;
  if (at === null || at <= context.now) return say(catalogue, 'sites.soon');
  const day = localDay(at, timezone);
  const time = timeOfDay(catalogue.language, at, timezone);
  if (day === context.today) return say(catalogue, 'sites.atTime', { time });
  return say(catalogue, 'sites.onDayAt', { day: longDay(catalogue.language, day), time });
}

/** From so many a month on, a week is the better measure. */
const WEEKLY_FROM = 8;
const WEEKS_PER_MONTH = 4.33;

function usualWords(context: Context, group: SiteGroup, isOnReviews: boolean): string {
  const { catalogue } = context;
  const perMonth = usualOf(group);
  if (perMonth >= WEEKLY_FROM)
    return say(catalogue, 'sites.usualWeek', { n: Math.round(perMonth / WEEKS_PER_MONTH) });
  const n = Math.round(perMonth);
  if (n > 0) return say(catalogue, 'sites.usualMonth', { n });
  return say(catalogue, isOnReviews ? 'sites.usualNone' : 'sites.usualNews');
}

function usualOf({ sources }: SiteGroup): number {
  return sources.reduce((sum, one) => (one.subject === FIRM ? sum + one.usualPerMonth : sum), 0);
}

function pasteWords(context: Context, { sources, reviewsHeld }: SiteGroup): string | null {
  const { catalogue, timezone } = context;
  const pasted = sources
    .filter(({ collector }) => collector === 'saved-page')
    .flatMap(one => one.lastOkAt ?? []);
  const last = pasted.sort().at(-1);
  if (last === undefined) return null;
  const day = dayAndMonth(catalogue.language, localDay(last, timezone));
  return say(catalogue, 'sites.lastPaste', { day, n: reviewsHeld });
}

/** A silence that chance alone would bring less than once in a hundred: e^−4.6. */
const EXPECTED_MIN = 4.6;

/** A site that is read but gives nothing any more, measured against its own habit (Poisson). */
function quietTrouble(context: Context, { ratings }: SitesAnswers, group: SiteGroup): Trouble | null {
  if (group.state !== 'read') return null;
  const { catalogue } = context;
  const ids = new Set(
    group.sources.filter(({ subject }) => subject === FIRM).map(({ sourceId }) => sourceId),
  );
  const received = ratings.weeks.map(({ bySource }) =>
    [...ids].reduce((sum, id) => sum + (bySource[id]?.received ?? 0), 0),
  );
  const last = received.findLastIndex(n => n > 0);
  const missed = received.length - 1 - last;
  const perWeek = last < 0 ? 0 : received.slice(0, last + 1).reduce((sum, n) => sum + n, 0) / (last + 1);
  if (last < 0 || perWeek * missed < EXPECTED_MIN) return null;
  const monday = ratings.weeks[last + 1]?.monday ?? '';
  const words = say(catalogue, 'sites.silent', {
    site: shortened(group.name, NAME_MAX),
    day: dayAndMonth(catalogue.language, monday),
    n: Math.max(1, Math.round(perWeek)),
  });
  return { group, glyph: '×', words, brief: firstOf(words), more: null };
}

/** The first sentence; a name with a point in it (`Booking.com`) ends none. */
function firstOf(words: string): string {
  return /^.*?[.](?=\s|$)/su.exec(words)?.[0] ?? words;
}
