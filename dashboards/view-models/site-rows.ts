import type { SourceYield, Yield } from '../../queries/brought.ts';
import type { SourceHealth } from '../../queries/sources.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { dayAndMonth, shortened, timeOfDay, weekday } from '../../src/domain/words.ts';
import { yourRivals } from './competitors.ts';
import type { Context } from './context.ts';
import type { SitesAnswers } from './sites.ts';

export type SiteState = 'read' | 'silent' | 'refused' | 'paused' | 'new';

/** All sources of one name are one site to the owner. */
export type SiteGroup = {
  readonly name: string;
  readonly state: SiteState;
  readonly sources: readonly SourceHealth[];
  readonly own: Yield;
  readonly rivals: SourceYield['rivals'];
  readonly reviewsHeld: number;
  readonly link: string | null;
  readonly what: What;
};

/** One row of the table: a site, or several of one kind where there is little room. */
export type SiteRow = {
  /** `✓` read, `×` did not answer, `—` refuses or paused, `○` not read yet. */
  readonly glyph: string;
  readonly state: SiteState;
  readonly site: string;
  readonly what: string;
  readonly last: string;
  readonly own: string;
  readonly rivals: string;
};

/** What is read of a site, most telling kind of place first: also the order of the table. */
const WHATS = [
  'paste',
  'mails',
  'page',
  'posts',
  'videos',
  'press',
  'account',
  'legal',
  'jobs',
  'pages',
] as const;
type What = (typeof WHATS)[number];

export const GLYPHS: Readonly<Record<SiteState, string>> = {
  read: '✓',
  silent: '×',
  refused: '—',
  paused: '—',
  new: '○',
};

export function sumYield(yields: readonly Yield[]): Yield {
  const sum = (part: keyof Yield) => yields.reduce((total, one) => total + one[part], 0);
  return {
    reviews: sum('reviews'),
    leads: sum('leads'),
    articles: sum('articles'),
    messages: sum('messages'),
    copies: sum('copies'),
  };
}

function rivalYield(yields: readonly SourceYield['rivals'][]): SourceYield['rivals'] {
  return {
    ...sumYield(yields),
    changes: yields.reduce((total, one) => total + one.changes, 0),
    jobs: yields.reduce((total, one) => total + one.jobs, 0),
  };
}
const LEGAL = /bodacc|boamp|infogreffe|légal|legal|registre|registry/iu;
const JOBS = /travail|emploi|indeed|job/iu;
const NAME_MAX = 60;

/** Sites that bring reviews of the firm first, then by what is read of them. */
export function siteGroups(context: Context, answers: SitesAnswers): readonly SiteGroup[] {
  const places = new Map(context.rivals.map(({ name }, index) => [name, index]));
  const yields = new Map(answers.brought.sources.map(one => [one.sourceId, one]));
  const groups = [...Map.groupBy(answers.sources.sources, source => source.name)].map(([name, sources]) =>
    groupOf(places.has(name), name, sources, yields),
  );
  const rank = (group: SiteGroup) => (group.reviewsHeld > 0 ? -1 : WHATS.indexOf(group.what));
  const listed = (group: SiteGroup) => places.get(group.name) ?? -1;
  return groups.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      listed(one) - listed(other) ||
      other.reviewsHeld - one.reviewsHeld ||
      spoken(other) - spoken(one),
  );
}

/** How much a site brought: of two papers the one that wrote stands first. */
function spoken({ own, rivals }: SiteGroup): number {
  const sum = (some: Yield) => some.reviews + some.leads + some.articles + some.messages;
  return 1000 * sum(own) + 10 * (sum(rivals) + own.copies) + rivals.changes + rivals.jobs;
}

function groupOf(
  isRivals: boolean,
  name: string,
  sources: readonly SourceHealth[],
  yields: ReadonlyMap<string, SourceYield>,
): SiteGroup {
  const brought = sources.flatMap(({ sourceId }) => yields.get(sourceId) ?? []);
  const rivals = rivalYield(brought.map(one => one.rivals));
  return {
    name,
    state: stateOf(sources),
    sources,
    own: sumYield(brought.map(one => one.own)),
    rivals,
    reviewsHeld: brought.reduce((total, one) => total + one.reviewsHeld, 0),
    link: brought.find(one => one.link !== null)?.link ?? null,
    what: whatOf(isRivals, name, sources, rivals.jobs > 0),
  };
}

/** The worst of its sources decides; what is paused is not expected. */
function stateOf(sources: readonly SourceHealth[]): SiteState {
  const live = sources.filter(({ health }) => health !== 'paused');
  if (live.length === 0) return 'paused';
  if (live.some(({ health }) => health === 'failing')) return 'silent';
  if (live.some(({ health, error }) => health === 'refused' || error?.code === 'SourceBlocked'))
    return 'refused';
  if (live.some(({ error }) => error !== null)) return 'silent';
  return live.every(({ health }) => health === 'new') ? 'new' : 'read';
}

const WHAT_BY_COLLECTOR: Readonly<Record<string, What>> = {
  table: 'account',
  'saved-page': 'paste',
  mailbox: 'mails',
  'review-page': 'page',
  discourse: 'page',
  'hacker-news': 'page',
  'mastodon-tag': 'posts',
  'youtube-channel': 'videos',
  feed: 'press',
  wordpress: 'press',
  gdelt: 'press',
};

function whatOf(isRivals: boolean, name: string, sources: readonly SourceHealth[], jobs: boolean): What {
  const collectors = new Set(sources.map(({ collector }) => collector));
  if (collectors.has('watched-page')) return !isRivals && (jobs || JOBS.test(name)) ? 'jobs' : 'pages';
  if (LEGAL.test(name)) return 'legal';
  const known = sources.flatMap(({ collector }) => WHAT_BY_COLLECTOR[collector] ?? []);
  return known.toSorted((one, other) => WHATS.indexOf(one) - WHATS.indexOf(other))[0] ?? 'page';
}

/** With all papers that were read as one group, and competitors' own sites as another: for narrow screens. */
export function bundledGroups(context: Context, groups: readonly SiteGroup[]): readonly SiteGroup[] {
  const { catalogue } = context;
  const bundles = [
    { what: 'press', words: (n: number) => say(catalogue, 'sites.papers', { n }) },
    { what: 'pages', words: () => say(catalogue, 'sites.rivalSites', { rivals: yourRivals(context) }) },
  ] as const;
  const firsts = new Map<SiteGroup, SiteGroup>();
  const inside = new Set<SiteGroup>();
  for (const { what, words } of bundles) {
    const same = groups.filter(group => group.what === what && group.state === 'read');
    const [first] = same;
    if (!first || same.length < 2) continue;
    firsts.set(first, bundled(same, words(same.length)));
    for (const group of same) inside.add(group);
  }
  return groups.flatMap(group => firsts.get(group) ?? (inside.has(group) ? [] : [group]));
}

function bundled(groups: readonly SiteGroup[], name: string): SiteGroup {
  const [first] = groups;
  return {
    name,
    state: 'read',
    sources: groups.flatMap(({ sources }) => sources),
    own: sumYield(groups.map(({ own }) => own)),
    rivals: rivalYield(groups.map(({ rivals }) => rivals)),
    reviewsHeld: 0,
    link: null,
    what: first?.what ?? 'pages',
  };
}

/** Kinds of place that speak of anybody: silence about the others is a result there. */
const PUBLIC: ReadonlySet<What> = new Set(['press', 'legal', 'videos', 'posts']);

/** One group in words. Made when its row is shown: there may be thousands. */
export function siteRow(context: Context, group: SiteGroup): SiteRow {
  const { catalogue } = context;
  const { state, sources, what } = group;
  const none = say(catalogue, 'home.none');
  const forum = sources.some(({ collector }) => collector === 'discourse' || collector === 'hacker-news');
  const open = PUBLIC.has(what) || forum;
  const onFirm = what !== 'jobs' && sources.some(({ subject }) => subject === FIRM);
  const onRivals = open || sources.some(({ subject }) => subject !== FIRM);
  const unread = state !== 'read';
  const quiet = (expected: boolean) => (expected && !unread ? say(catalogue, 'sites.nothing') : none);
  return {
    glyph: GLYPHS[state],
    state,
    site: shortened(group.name, NAME_MAX),
    what: say(catalogue, `reads.${state === 'refused' ? 'none' : what}`),
    last: lastWords(context, group),
    own: yieldWords(context, group.own, 0, 0) || quiet(onFirm),
    rivals: yieldWords(context, group.rivals, group.rivals.changes, group.rivals.jobs) || quiet(onRivals),
  };
}

/** `1 demande, 2 messages`; a copy of what another site told first is `même article`. */
function yieldWords(context: Context, brought: Yield, changes: number, jobs: number): string {
  const { catalogue } = context;
  const parts = [
    ['reviews', brought.reviews],
    ['leads', brought.leads],
    ['articles', brought.articles],
    ['messages', brought.messages],
    ['changes', changes],
    ['jobs', jobs],
  ] as const;
  const told = parts.filter(([, n]) => n > 0).map(([key, n]) => say(catalogue, `sites.${key}`, { n }));
  if (told.length > 0) return told.join(', ');
  return brought.copies > 0 ? say(catalogue, 'sites.same') : '';
}

const RECENT_DAYS = 6;

/** `7 h 02` today, `jeudi 9 à 19 h` this week, `22 juin` before; what is pasted says so. */
function lastWords(context: Context, { sources, state }: SiteGroup): string {
  const { catalogue, timezone } = context;
  const { language } = catalogue;
  if (state === 'paused') return say(catalogue, 'sites.paused');
  const read = sources.filter(({ lastOkAt }) => lastOkAt !== null);
  const last = read.toSorted((a, b) => ((a.lastOkAt ?? '') < (b.lastOkAt ?? '') ? 1 : -1))[0];
  const at = last?.lastOkAt;
  if (!last || !at) return say(catalogue, state === 'new' ? 'sites.new' : 'sites.never');
  const day = localDay(at, timezone);
  if (last.collector === 'saved-page')
    return say(catalogue, 'sites.pasted', { day: dayAndMonth(language, day) });
  const time = timeOfDay(language, at, timezone);
  if (day === context.today) return time;
  const age = (Date.parse(context.today) - Date.parse(day)) / 86_400_000;
  if (age > RECENT_DAYS) return dayAndMonth(language, day);
  return say(catalogue, 'sites.dayHour', { day: weekday(language, day), n: Number(day.slice(8, 10)), time });
}
