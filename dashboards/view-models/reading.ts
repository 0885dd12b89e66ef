import type { SourceHealth } from '../../queries/sources.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { clockTime, longDay, recentDay, shortened, timeOfDay } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import type { Context } from './context.ts';
import { nextLetterDay } from './context.ts';

/** A site that was not read, with what it means for the owner. */
export type SiteTrouble = {
  readonly sourceId: string;
  readonly name: string;
  readonly health: string;
  readonly code: string | null;
  readonly words: string;
};

export type Reading = {
  readonly title: string;
  /** `12 sites sur 14` */
  readonly sites: string;
  /** `lu à 7 h 02`, or with its day when it was not today. */
  readonly read: string;
  /** Each says what happened; the rest is a count. */
  readonly troubles: readonly SiteTrouble[];
  readonly lines: readonly string[];
  readonly next: string;
  /** The letter's day alone, where lines are scarce. */
  readonly nextShort: string;
};

/** Sites named one by one; more than this is a network that is down, and is counted. */
const TROUBLES_MAX = 3;

export function readingOf(context: Context, answers: Pick<Answers, 'coverage' | 'sources'>): Reading {
  const { catalogue } = context;
  const sites = sitesWords(context, answers.coverage);
  const date = longDay(catalogue.language, nextLetterDay(context));
  const troubles = distinct(
    answers.sources.sources
      .toSorted((one, other) => weightOf(other) - weightOf(one))
      .flatMap(source => troubleOf(context, source) ?? []),
  );
  const offline = offlineWords(context, answers);
  const shown = troubles.slice(0, TROUBLES_MAX).map(trouble => trouble.words);
  const lines = offline === null ? shown : [offline];
  if (offline === null && troubles.length > TROUBLES_MAX) {
    lines.push(say(catalogue, 'read.more', { n: troubles.length - TROUBLES_MAX }));
  }
  if (troubles.length === 0) {
    lines.push(say(catalogue, answers.coverage.sitesTotal === 0 ? 'read.none' : 'read.all'));
  }
  return {
    title: say(catalogue, 'read.title', { sites }),
    sites,
    read: readAt(context, answers.coverage.lastReadAt),
    troubles,
    lines,
    next: say(catalogue, 'read.next', { date, time: clockTime(catalogue.language, context.letter.at) }),
    nextShort: say(catalogue, 'read.nextShort', { date }),
  };
}

/** One site may be down by itself; this many at once, and no other that answers, is the line. */
const OFFLINE_SITES_MIN = 3;

/** Said once instead of every site's trouble when none could be reached; null: at least one was. */
function offlineWords(
  { catalogue, timezone }: Context,
  { coverage, sources }: Pick<Answers, 'coverage' | 'sources'>,
): string | null {
  const asked = sources.sources.filter(({ health }) => health === 'ok' || health === 'failing');
  const unreached = asked.filter(({ health, error }) => health === 'failing' && error?.code === UNREACHED);
  if (asked.length < OFFLINE_SITES_MIN || unreached.length < asked.length) return null;
  if (coverage.lastReadAt === null) return null;
  const time = timeOfDay(catalogue.language, coverage.lastReadAt, timezone);
  return say(catalogue, 'state.offline', { time });
}

const UNREACHED = 'SourceUnreachable';

/** One site read for several companies is one site: its trouble is told once, the weightiest. */
function distinct(troubles: readonly SiteTrouble[]): readonly SiteTrouble[] {
  const byName = new Map<string, SiteTrouble>();
  for (const trouble of troubles) if (!byName.has(trouble.name)) byName.set(trouble.name, trouble);
  return [...byName.values()];
}

/**
 * What is told first: settings to mend, then what most of her reviews come from, then her other sites, then her
 * competitors'; what refuses or rests does so every week, and comes last.
 */
function weightOf({ error, health, subject, collector, usualPerMonth }: SourceHealth): number {
  if (error?.code === 'SettingsInvalid') return Number.POSITIVE_INFINITY;
  if (health === 'refused' || health === 'new' || (health === 'paused' && error === null)) return -1;
  if (subject !== FIRM) return 0;
  return givesReviews({ subject, collector }) ? 2 + usualPerMonth : 1;
}

export function sitesWords(context: Context, coverage: Answers['coverage']): string {
  if (coverage.sitesTotal === 0) return say(context.catalogue, 'head.noSites');
  return say(context.catalogue, 'head.sites', { read: coverage.sitesRead, total: coverage.sitesTotal });
}

function readAt(context: Context, lastReadAt: string | null): string {
  const { catalogue, timezone } = context;
  if (lastReadAt === null) return say(catalogue, 'head.neverRead');
  const day = localDay(lastReadAt, timezone);
  const time = timeOfDay(catalogue.language, lastReadAt, timezone);
  return day === context.today
    ? say(catalogue, 'head.read', { time })
    : say(catalogue, 'head.readOn', { day: recentDay(catalogue.language, day, context.today), time });
}

/** What happened, where that says more than "does not answer". */
const WORDS_BY_CODE: Readonly<Record<string, string>> = {
  SourceBlocked: 'refused',
  SourceGone: 'gone',
  SourceChanged: 'changed',
  SourceTooLarge: 'tooLarge',
  SourceUnsafe: 'unsafe',
  SourceRateLimited: 'busy',
  BrowserMissing: 'noBrowser',
  FileUnreadable: 'file',
  SettingsInvalid: 'settings',
  MailMissing: 'mailMissing',
  MailboxRefused: 'mailRefused',
  SecretMissing: 'noSecret',
};

/** null: the site was read. */
function troubleOf(context: Context, source: SourceHealth): SiteTrouble | null {
  if (source.health === 'ok') return null;
  const site = shortened(source.name, 60);
  const code = source.error?.code ?? null;
  return {
    sourceId: source.sourceId,
    name: site,
    health: source.health,
    code,
    words: troubleWords(context, source, site),
  };
}

function troubleWords(context: Context, source: SourceHealth, site: string): string {
  const { catalogue } = context;
  const byCode = WORDS_BY_CODE[source.error?.code ?? ''];
  if (source.health === 'refused') return say(catalogue, 'read.refused', { site });
  if (source.health === 'new') return say(catalogue, 'read.new', { site });
  const missing = say(catalogue, givesReviews(source) ? 'read.missing' : 'read.missingNews');
  if (byCode) return say(catalogue, `read.${byCode}`, { ...oftenOf(context, source), site, missing });
  if (source.health === 'paused') {
    return say(catalogue, source.error ? 'read.trouble' : 'read.paused', { site, missing });
  }
  // "No longer" is for what answered once.
  if (source.failingSince === null || source.lastOkAt === null)
    return say(catalogue, 'read.silentNever', { site, missing });
  const day = recentDay(catalogue.language, localDay(source.failingSince, context.timezone), context.today);
  return say(catalogue, 'read.silent', { site, day, missing });
}

/** Collectors that bring customers' reviews; papers, registers, videos and watched pages bring other things. */
const REVIEW_COLLECTORS: ReadonlySet<string> = new Set(['review-page', 'saved-page', 'table', 'mailbox']);

/** May reviews of the firm be missing when this one fails? */
export function givesReviews({ subject, collector }: Pick<SourceHealth, 'subject' | 'collector'>): boolean {
  return subject === FIRM && REVIEW_COLLECTORS.has(collector);
}

/** What a mail that did not come, or a mailbox that was refused, needs beside the site's name. */
export function oftenOf(
  { catalogue }: Context,
  source: Pick<SourceHealth, 'error'> | undefined,
): Readonly<Record<string, string | number>> {
  const { days, usual, provider } = source?.error?.params ?? {};
  return {
    ...(days === undefined ? {} : { days }),
    ...(usual === undefined ? {} : { often: say(catalogue, `often.${usual}`) }),
    ...(provider === undefined ? {} : { provider }),
  };
}
