import type { SiteRating } from '../../queries/ratings.ts';
import type { ToneCounts } from '../../queries/volume.ts';
import { say } from '../../src/domain/catalogue.ts';
import { dayRange, number, shortened, signed } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import type { Context } from './context.ts';
import { isSpoiled, spoiledWords, wentUnread } from './how-read.ts';
import { thingsToDo } from './matter.ts';
import { averageWords } from './remark.ts';
import { areSameName, storyTitle } from './todo.ts';

/** One line of figures: what, this week, the week before, the difference. */
export type FigureRow = {
  readonly label: string;
  readonly now: string;
  readonly before: string;
  readonly change: string;
  /** For narrow tables: `4,2` where `now` says `4,2 sur 5`. */
  readonly short: { readonly now: string; readonly before: string };
};

export type Spark = {
  readonly label: string;
  /** Bars from ▁ to █, one a week, oldest first. */
  readonly bars: string;
  readonly range: string;
  /** The same for a screen reader. */
  readonly spoken: string;
  readonly values: readonly number[];
};

export type Week = {
  readonly title: string;
  readonly head: {
    readonly now: string;
    readonly nowShort: string;
    readonly before: string;
    readonly change: string;
  };
  readonly rows: readonly FigureRow[];
  readonly spark: Spark | null;
  readonly lines: readonly string[];
};

const TONES = ['positive', 'mixed', 'negative', 'neutral', 'unclear'] as const;
const BARS = '▁▂▃▄▅▆▇█';
/** A site's name in the first column of the figures: beyond it the columns of figures would have no room. */
const SITE_MAX = 24;
/** Lines about stories at most: the rest is in the list. */
const STORIES_MAX = 2;

/** The week in figures, each beside the week before; what they are made of; what was set aside. */
export function weekOfHome(context: Context, answers: Answers): Week {
  const { catalogue } = context;
  return {
    title: say(catalogue, 'home.week', { range: dayRange(catalogue.language, answers.period) }),
    head: {
      now: say(catalogue, 'home.now'),
      nowShort: say(catalogue, 'home.nowShort'),
      before: say(catalogue, 'home.before'),
      change: say(catalogue, 'home.change'),
    },
    rows: figureRows(context, answers),
    spark: sparkOf(context, answers),
    lines: weekLines(context, answers),
  };
}

function figureRows(context: Context, answers: Answers): readonly FigureRow[] {
  const { catalogue } = context;
  const { volume, todo } = answers;
  const { sites } = answers.ratings;
  const rating = mainRating(sites);
  const unread = (site: SiteRating) => wentUnread(context, answers, site.site);
  const spoiled = isSpoiled({ context, answers });
  const reviews = countRow(context, 'home.reviews', volume.reviews, volume.before.reviews);
  const remarks = countRow(context, 'home.remarks', volume.mentions, volume.before.mentions);
  const todoRow = countRow(context, 'home.todo', thingsToDo(context, answers).length, todo.todoBefore);
  const rows = [
    spoiled || noReviewRead(context, answers) ? untold(context, reviews, volume.reviews > 0) : reviews,
    spoiled ? untold(context, remarks, true) : remarks,
  ];
  if (rating) {
    const row = ratingRow(context, rating);
    rows.push(unread(rating) ? untold(context, row, false) : row);
  }
  rows.push(spoiled ? untold(context, todoRow, true) : todoRow);
  return rows.map(row => (row.change === '0' ? { ...row, change: say(catalogue, 'home.stable') } : row));
}

/** Was every site that her reviews come from left unread? */
function noReviewRead(context: Context, answers: Answers): boolean {
  const { sites } = answers.ratings;
  return sites.length > 0 && sites.every(({ site }) => wentUnread(context, answers, site));
}

/** Nothing is known of what was not read; what had come before (`isKept`) stays, and is compared with nothing. */
function untold({ catalogue }: Context, row: FigureRow, isKept: boolean): FigureRow {
  const none = say(catalogue, 'home.none');
  const kept = { ...row, change: none };
  return isKept ? kept : { ...kept, now: none, short: { ...row.short, now: none } };
}

function countRow(context: Context, key: string, now: number, before: number): FigureRow {
  const { language } = context.catalogue;
  const short = { now: number(language, now), before: number(language, before) };
  return { label: say(context.catalogue, key), ...short, change: signed(language, now - before), short };
}

/** The site with most reviews behind its rating; sites without enough of them have none. */
export function mainRating(sites: readonly SiteRating[]): SiteRating | null {
  const rated = sites.filter(site => site.average !== null);
  return rated.toSorted((a, b) => b.count - a.count)[0] ?? null;
}

function ratingRow(context: Context, { site, best, average, averageBefore }: SiteRating): FigureRow {
  const { catalogue } = context;
  const { language } = catalogue;
  const none = say(catalogue, 'home.none');
  const shown = (value: number | null) => (value === null ? none : averageWords(context, value, best));
  const digits = (value: number | null) => (value === null ? none : number(language, value, 1));
  const change =
    average === null || averageBefore === null
      ? none
      : signed(language, shownChange(average, averageBefore), 1);
  return {
    label: say(catalogue, 'home.rating', { site: shortened(site, SITE_MAX) }),
    now: shown(average),
    before: shown(averageBefore),
    change,
    short: { now: digits(average), before: digits(averageBefore) },
  };
}

/** The difference of the two figures as shown (4,2 and 4,3), not of what they are rounded from. */
export function shownChange(now: number, before: number): number {
  return (Math.round(now * 10) - Math.round(before * 10)) / 10;
}

/** In place of the last bar when that week was not read: the sign of a site that did not answer. */
const UNREAD = '×';

function sparkOf(context: Context, answers: Answers): Spark | null {
  const { catalogue } = context;
  const values = answers.ratings.weeks.map(week => week.received);
  const last = values.at(-1) ?? 0;
  const isUnread = last === 0 && (noReviewRead(context, answers) || isSpoiled({ context, answers }));
  const told = isUnread ? values.slice(0, -1) : values;
  const max = Math.max(0, ...told);
  if (max === 0) return null;
  const bars = told.map(value => BARS[Math.round((value / max) * (BARS.length - 1))]).join('');
  const spoken = [...told, ...(isUnread ? [say(catalogue, 'home.sparkUnread')] : [])];
  const isPartly = !isUnread && isSpoiled({ context, answers });
  return {
    label: say(catalogue, 'home.spark'),
    bars: isUnread ? bars + UNREAD : bars,
    range: isPartly
      ? say(catalogue, 'home.sparkPartly')
      : say(catalogue, 'home.sparkRange', { min: Math.min(...told), max }),
    spoken: say(catalogue, 'home.sparkSpoken', { values: spoken.join(', ') }),
    values: told,
  };
}

/** `3 favorables, 1 partagée, 1 défavorable, 2 factuelles`; what is zero is left out. */
export function toneWords(context: Context, tones: ToneCounts): string {
  const parts = TONES.filter(tone => tones[tone] > 0).map(tone =>
    say(context.catalogue, `tone.${tone}`, { n: tones[tone] }),
  );
  return parts.join(', ');
}

/** `7 favorables, 1 partagé`: of reviews, which are masculine in French. */
export function reviewTones(context: Context, tones: ToneCounts): string {
  return TONES.filter(tone => tones[tone] > 0)
    .map(tone => say(context.catalogue, `letter.toneOfReviews.${tone}`, { n: tones[tone] }))
    .join(', ');
}

function weekLines(context: Context, answers: Answers): readonly string[] {
  const { catalogue } = context;
  const { coverage, since, todo } = answers;
  const spoiled = spoiledWords(context, answers);
  const lines = spoiled === null ? [] : [spoiled];
  // Silence in a week that was not read is no result: the line above says all there is.
  if (spoiled === null || answers.volume.mentions > 0) lines.push(remarksLine(context, answers));
  const stories = [...todo.now, ...todo.canWait, ...todo.done].filter(
    remark => (remark.story?.sites.length ?? 0) > 1,
  );
  for (const remark of stories.slice(0, STORIES_MAX)) {
    const n = remark.story?.sites.length ?? 0;
    lines.push(say(catalogue, 'home.story', { title: storyTitle(context, remark), n }));
  }
  if (coverage.aside > 0) {
    const key = todo.aside.length === 0 || areSameName(todo.aside) ? 'home.aside' : 'home.asideAny';
    lines.push(say(catalogue, key, { n: coverage.aside }));
  }
  if (since.mentions > 0) {
    lines.push(say(catalogue, 'home.sinceMonday', { n: since.mentions, k: since.reviews }));
  }
  return lines;
}

/** What the remarks of the week are; a calm week says what is usual. */
export function remarksLine(context: Context, answers: Answers): string {
  const { catalogue } = context;
  const { volume } = answers;
  if (volume.mentions === 0) return calmLine(context, answers);
  if (volume.mentions === volume.reviews) {
    const tones = reviewTones(context, volume.tones);
    return say(catalogue, 'home.reviewsAll', { n: volume.reviews, tones });
  }
  const params = { n: volume.mentions, k: volume.reviews, tones: toneWords(context, volume.tones) };
  return say(catalogue, volume.reviews > 0 ? 'home.remarksWith' : 'home.remarksAll', params);
}

/** Weeks of the usual period, in months: 13 weeks are three. */
const USUAL_MONTHS = 3;

/** Of 13 weeks: with this many remarks, one week in four is silent by chance alone (13 × ln 4). */
const CALM_USUAL_MAX = 18;

/** @param quarter remarks of 13 weeks */
export function isSilenceUsual(quarter: number): boolean {
  return quarter <= CALM_USUAL_MAX;
}

/** Calm is a result of reading: before anything was read there is none. */
export function calmLine(context: Context, answers: Answers): string {
  if (answers.coverage.lastReadAt === null) return say(context.catalogue, 'state.unread');
  const perMonth = Math.round(answers.usual.mentions / USUAL_MONTHS);
  if (perMonth === 0) return say(context.catalogue, 'state.calmRare');
  return say(context.catalogue, isSilenceUsual(answers.usual.mentions) ? 'state.calm' : 'state.calmOdd', {
    n: perMonth,
  });
}
