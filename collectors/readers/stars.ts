import type { Rating } from '../../src/domain/observation.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { readDecimal } from './number.ts';

const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
};

/** Stars as letters and as the icon fonts that pages are copied from. */
const FULL = /[★⭐🌟\uE838\uF005]/gu;
const HALF = /[⯪⯨\uE839\uF089]/gu;
const EMPTY = /[☆✩\uE83A\uF006]/gu;
const ANY_STAR = /[★⭐🌟☆✩⯪⯨\uE838\uE839\uE83A\uF005\uF006\uF089]/u;
const STAR_ROWS = /[★⭐🌟☆✩⯪⯨\uE838\uE839\uE83A\uF005\uF006\uF089]+\uFE0F?/gu;

const NUMBER = '(\\d{1,3}(?:[.,]\\d{1,2})?)';
const UNIT = '(?:[ée]toiles?|stars?|bulles?|bubbles?|points?)';
/** `4,0 sur 5`, `4/5`, `4.5 out of 5 stars`, `8,5 sur un total de 10`. */
const OF = new RegExp(
  `${NUMBER}\\s*(?:${UNIT}\\s*)?(?:/|sur(?: un total de)?|out of|of|von)\\s*(\\d{1,3})(?![\\d.,/]\\d)(?:\\s*${UNIT})?`,
  'i',
);
/** `5 étoiles`, `rated 4 stars`. */
const STARS = new RegExp(`${NUMBER}\\s*${UNIT}(?![\\p{L}])`, 'iu');
const WORD_STARS = new RegExp(`(?<![\\p{L}])(${Object.keys(WORDS).join('|')})\\s*${UNIT}(?![\\p{L}])`, 'iu');
const BARE_WORD = /^\s*(one|two|three|four|five)\s*$/i;
/** What `<span class="ui_bubble_rating bubble_45">` says by its class. */
const BUBBLE = /\bbubble_(\d)(\d)\b/;

/** Longest text looked at: what says a rating is short. */
const MAX_LENGTH = 160;

/**
 * A rating as pages and people write it – stars in words, drawn or as a fraction – on the scale that it names,
 * else out of 5. Null: the text names none; a bare figure (`4`) is none either.
 */
export function readStars(text: string): Rating | null {
  const short = text.slice(0, MAX_LENGTH);
  const of = OF.exec(short);
  if (of) return onScale(readDecimal(of[1]), Number(of[2]));
  if (ANY_STAR.test(short)) return drawn(short);
  const bubble = BUBBLE.exec(short);
  if (bubble) return onScale(Number(`${bubble[1]}.${bubble[2]}`), 5);
  const stars = STARS.exec(short);
  if (stars) return onScale(readDecimal(stars[1]), 5);
  const word = (WORD_STARS.exec(short) ?? BARE_WORD.exec(short))?.[1];
  return word ? onScale(WORDS[word.toLowerCase()]!, 5) : null;
}

/** The text without what says its rating; the figure of `★ 4,5` goes with its star. */
export function withoutStars(text: string): string {
  const single = count(text, FULL) === 1 && count(text, EMPTY) + count(text, HALF) === 0;
  return text
    .replace(OF, ' ')
    .replace(single ? /★\s*\d(?:[.,]\d)?/ : STARS, ' ')
    .replace(STARS, ' ')
    .replace(WORD_STARS, ' ')
    .replace(STAR_ROWS, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Words that stand beside a rating and say nothing more. */
const FILLERS =
  /\b(?:notee?|rated|rating|score|scored|avis|avec|une|un|de|globale|attribuee?|evaluation|review|votre)\b/g;

/** Does the text say a rating and nothing else? Then it is no sentence of a review. */
export function isOnlyStars(text: string): boolean {
  return (
    text.length <= 80 &&
    readStars(text) !== null &&
    !/[a-z0-9]/.test(fold(withoutStars(text)).replace(FILLERS, ''))
  );
}

function drawn(text: string): Rating | null {
  const full = count(text, FULL);
  const half = count(text, HALF);
  const empty = count(text, EMPTY);
  // `★★★` alone is three of five; `★ 4,5` is a figure with an ornament.
  const figure =
    full === 1 && empty + half === 0 ? /★\s*(\d(?:[.,]\d)?)(?![\d/])/u.exec(text)?.[1] : undefined;
  if (figure !== undefined) return onScale(readDecimal(figure), 5);
  return onScale(full + half / 2, Math.max(5, full + half + empty));
}

function count(text: string, mark: RegExp): number {
  return text.match(mark)?.length ?? 0;
}

/** A value on a scale that is known, checked; null when it is not on it. */
export function onScale(value: number | null, best: number): Rating | null {
  if (value === null || !(best >= 2 && best <= 100) || value < 0 || value > best) return null;
  return { value, best, worst: value < 1 ? 0 : 1 };
}
