import type { Change } from '../../queries/changes.ts';
import type { Competitors } from '../../queries/competitors.ts';
import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import {
  capital,
  dayAndMonth,
  longDay,
  month,
  onOneLine,
  quoted,
  shortened,
} from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { placeName, quotedWords, ratingWords } from './remark.ts';

/** Something new at a competitor, in words. */
export type News = {
  readonly id: string;
  readonly subject: string;
  readonly name: string;
  /** ▲ it bears on what the firm sells; ○ good to know. */
  readonly glyph: '▲' | '○';
  readonly head: string;
  /** `Avant` and `Après` with their words; the first has since when. */
  readonly sides: readonly { readonly label: string; readonly words: string }[];
  /** What is said where there is no before. */
  readonly words: string;
  readonly wordsShort: string;
  readonly link: string | null;
  readonly change: Change | null;
  readonly review: MentionView | null;
};

const WORDS_MAX = 200;
const PLACE_MAX = 40;

export function changeNews(
  context: Context,
  competitors: Competitors,
  change: Change,
  name: string,
  isPressing: boolean,
): News {
  const { catalogue, timezone } = context;
  const day = longDay(catalogue.language, localDay(change.seenAt, timezone));
  const isJob = change.kind === 'job';
  const words = isJob ? jobWords(context, competitors, change) : { long: '', short: '' };
  return {
    id: `change-${change.id}`,
    subject: change.subject,
    name,
    glyph: isPressing ? '▲' : '○',
    head: say(catalogue, 'compare.head', { name, where: whereChanged(context, change, name), day }),
    sides: isJob ? [] : sidesOf(context, change),
    words: words.long,
    wordsShort: words.short,
    link: change.url,
    change,
    review: null,
  };
}

/** `page Promotions`, `offre d’emploi sur France Travail`: where it stands, as its address or its site says. */
function whereChanged(context: Context, change: Change, name: string): string {
  const { catalogue } = context;
  const site = shortened(change.site, PLACE_MAX + name.length);
  if (change.kind === 'job') {
    const on = site === name || site === '' ? say(catalogue, 'compare.homePage') : site;
    return say(catalogue, 'compare.jobOn', { site: on });
  }
  if (change.kind === 'legal') return say(catalogue, 'compare.legal', { site });
  // Set-up names a page of a competitor after both: `Ouvertures du Golfe, promotions`.
  if (site.startsWith(`${name}, `))
    return say(catalogue, 'compare.page', { page: site.slice(name.length + 2) });
  if (site !== name && site !== '') return site;
  const page = pageName(context, change.url);
  return page === null ? say(catalogue, 'compare.homePage') : say(catalogue, 'compare.page', { page });
}

/** A page's own name is the last part of its address, when it is made of plain words. */
const PAGE_NAME = /^[\p{L}][\p{L}\d_-]{1,28}$/u;

function pageName(context: Context, url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const last = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  const plain = decoded(last).replace(/\.\w{1,5}$/u, '');
  if (!PAGE_NAME.test(plain) || /^index$/i.test(plain)) return null;
  return capital(context.catalogue.language, plain.replace(/[-_]+/g, ' '));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function sidesOf(context: Context, change: Change): News['sides'] {
  const { catalogue, timezone } = context;
  const { language } = catalogue;
  const quote = (words: string) => quoted(language, shortened(onOneLine(words), WORDS_MAX));
  const since =
    change.beforeSince === null || change.before === ''
      ? ''
      : `, ${say(catalogue, 'compare.since', { day: dayAndMonth(language, localDay(change.beforeSince, timezone)) })}`;
  return [
    {
      label: say(catalogue, 'compare.before'),
      words: change.before === '' ? say(catalogue, 'compare.added') : `${quote(change.before)}${since}`,
    },
    {
      label: say(catalogue, 'compare.after'),
      words: change.after === '' ? say(catalogue, 'compare.removed') : quote(change.after),
    },
  ];
}

/** The offer, and since when none else was seen in what is watched of that competitor. */
function jobWords(
  context: Context,
  competitors: Competitors,
  change: Change,
): { long: string; short: string } {
  const { catalogue, timezone } = context;
  const { language } = catalogue;
  const offer = `${quoted(language, shortened(onOneLine(change.after), WORDS_MAX))}.`;
  const watched = competitors.watched.find(({ subject }) => subject === change.subject);
  const since = change.previousAt ?? watched?.lastJobAt ?? watched?.since ?? null;
  if (since === null || since >= change.seenAt) return { long: offer, short: offer };
  const day = localDay(since, timezone);
  const long = say(catalogue, 'compare.noOther', { day: dayAndMonth(language, day) });
  const short = say(catalogue, 'compare.noOtherShort', { month: month(language, day) });
  return { long: `${offer} ${long}`, short: `${offer} ${short}` };
}

export function reviewNews(context: Context, subject: string, review: MentionView, name: string): News {
  const { catalogue } = context;
  const params = { name, where: placeName(context, review), day: longDay(catalogue.language, review.day) };
  const words = quotedWords(context, review, WORDS_MAX);
  return {
    id: `review-${review.id}`,
    subject,
    name,
    glyph: '○',
    head: review.rating
      ? say(catalogue, 'compare.headRated', { ...params, rating: ratingWords(context, review.rating) })
      : say(catalogue, 'compare.head', params),
    sides: [],
    words,
    wordsShort: words,
    link: review.url,
    change: null,
    review,
  };
}
