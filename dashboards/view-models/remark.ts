import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { Rating } from '../../src/domain/observation.ts';
import { firstSentence, longDay, number, onOneLine, quoted, shortened } from '../../src/domain/words.ts';
import type { Context } from './context.ts';

/** A text is shown whole up to here; longer ones are an article's, read at its address. */
export const WHOLE_TEXT_MAX = 4000;

/** `1 étoile`, `5 sur 10`: the site's own scale, never converted. */
export function ratingWords(context: Context, rating: Rating): string {
  const { catalogue } = context;
  const value = scaleNumber(context, rating.value);
  return rating.best === 5
    ? say(catalogue, 'rating.stars', { value, count: rating.value })
    : say(catalogue, 'rating.outOf', { value, best: rating.best });
}

/** The same before its noun: `1-star` review, `5 out of 10` review. */
export function ratingBefore(context: Context, rating: Rating): string {
  if (rating.best !== 5) return ratingWords(context, rating);
  const value = scaleNumber(context, rating.value);
  return say(context.catalogue, 'rating.starsOf', { value, count: rating.value });
}

/** `4,2 sur 5`: an average, always with one decimal. */
export function averageWords(context: Context, average: number, best: number): string {
  const value = number(context.catalogue.language, average, 1);
  return say(context.catalogue, 'rating.outOf', { value, best });
}

/** For tables: `★★★` on five stars, `5/10` elsewhere. */
export function ratingSign(context: Context, rating: Rating): string {
  const whole = Math.round(rating.value);
  if (rating.best === 5 && whole === rating.value && whole >= 1 && whole <= 5) return '★'.repeat(whole);
  return `${scaleNumber(context, rating.value)}/${scaleNumber(context, rating.best)}`;
}

function scaleNumber(context: Context, value: number): string {
  return number(context.catalogue.language, value, Number.isInteger(value) ? 0 : 1);
}

/** What it is in one word: `avis`, `demande`, `article`. */
export function formWord(context: Context, remark: MentionView): string {
  return say(context.catalogue, `form.${formOf(remark)}`);
}

type Form =
  | 'review'
  | 'lead'
  | 'question'
  | 'complaint'
  | 'article'
  | 'post'
  | 'comment'
  | 'message'
  | 'video'
  | 'job';
const FORMS: ReadonlySet<string> = new Set(['article', 'post', 'comment', 'message', 'video']);

function formOf(remark: MentionView): Form {
  if (remark.kind === 'review') return 'review';
  const intent = remark.intent?.label;
  if (intent === 'lead' || intent === 'job' || intent === 'question' || intent === 'complaint') return intent;
  return FORMS.has(remark.form) ? (remark.form as Form) : 'post';
}

/**
 * `Répondre à l’avis Google de jeudi 9 juillet, 1 étoile :`
 * @param day how its day is named
 */
export function headline(
  context: Context,
  remark: MentionView,
  day = longDay(context.catalogue.language, remark.day),
): string {
  const { catalogue } = context;
  const site = siteInSentence(placeName(context, remark));
  const params = { site, day };
  const form = formOf(remark);
  if (form === 'review') {
    if (!remark.rating) return say(catalogue, 'todo.reviewBare', params);
    const key = /\s/.test(site) ? 'todo.reviewOn' : 'todo.reviewOf';
    return say(catalogue, key, { ...params, rating: ratingWords(context, remark.rating) });
  }
  return say(
    catalogue,
    `todo.${form}`,
    isOwnPage(site) ? { day, site: say(catalogue, 'todo.onOwnPage', { site }) } : params,
  );
}

/**
 * `Google, jeudi 9 juillet, 1 étoile`
 * @param day how its day is named
 */
export function remarkTitle(
  context: Context,
  remark: MentionView,
  day = longDay(context.catalogue.language, remark.day),
): string {
  const { catalogue } = context;
  const params = { site: placeName(context, remark), day };
  return remark.rating
    ? say(catalogue, 'title.rated', { ...params, rating: ratingWords(context, remark.rating) })
    : say(catalogue, 'title.formed', { ...params, form: formWord(context, remark) });
}

/** The site's name, bounded: a hostile feed may call itself anything. */
export function placeName(_context: Context, remark: MentionView): string {
  return shortened(remark.site, 60);
}

const OWN_PAGE = /^(?:votre|your) /i;

/** Her own page is named as in a sentence: "votre page Facebook". */
export function siteInSentence(site: string): string {
  return site.replace(OWN_PAGE, words => words.toLowerCase());
}

/** A name with its own "your" takes "on" before it; that of a forum or a paper would need an article too. */
function isOwnPage(site: string): boolean {
  return OWN_PAGE.test(site);
}

/** Its own words: the text, or for an article its title; on one line, without marks around. */
export function ownWords(remark: MentionView): string {
  const source =
    remark.kind === 'mention' && remark.form === 'article'
      ? remark.title || remark.text
      : remark.text || remark.title;
  return onOneLine(source);
}

/** `« … »`, cut at a word to `max` characters; a review without words says so. */
export function quotedWords(context: Context, remark: MentionView, max = WHOLE_TEXT_MAX): string {
  const words = ownWords(remark);
  if (words === '') return say(context.catalogue, 'todo.noText');
  return quoted(context.catalogue.language, shortened(words, max));
}

/** Its first sentence, or the first that holds `about`, in quotation marks, for one row of a list. */
export function quotedSentence(
  context: Context,
  remark: MentionView,
  max = 90,
  about: string | null = null,
): string {
  const whole = ownWords(remark);
  if (whole === '') return say(context.catalogue, 'todo.noText');
  const words = about === null ? whole : fromSentenceOf(whole, about);
  return quoted(context.catalogue.language, firstSentence(words, max));
}

const SENTENCE_END = /[.!?…]+["»”]?\s+/gu;

/** The text from the sentence on that holds `name`; the whole text where none does. */
function fromSentenceOf(text: string, name: string): string {
  const at = text.indexOf(name);
  if (at < 0 || name === '') return text;
  const ends = [...text.slice(0, at).matchAll(SENTENCE_END)];
  const last = ends.at(-1);
  return last ? text.slice(last.index + last[0].length) : text;
}

/** In a narrow column a name loses whole words from its end, never half of one: `Forum`, `Facebook`. */
const PLACE_SHORT_MAX = 12;

/** A name does not end with these: « L’Écho de ». */
const LINKING_END = / (?:de|du|des|la|le|les|en|et|of|the|and)$/i;

export function shortPlace(name: string): string {
  const own = name.replace(/^(?:votre|your) page /i, '');
  if (own.length <= PLACE_SHORT_MAX) return own;
  const words = own.split(' ');
  const fits = words.findLastIndex(
    (_, index) => words.slice(0, index + 1).join(' ').length <= PLACE_SHORT_MAX,
  );
  const short = words
    .slice(0, fits + 1)
    .join(' ')
    .replace(LINKING_END, '');
  // « Le » alone names nobody.
  return short.length > 3 ? short : own;
}
