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

/** Full, half and empty stars, as letters and as the icon fonts that pages are copied from. */
const FULL = /[★⭐🌟\uE838\uF005]/gu;
const HALF = /[⯪⯨½\uE839\uF089]/gu;
const EMPTY = /[☆✩\uE83A\uF006]/gu;
const STAR_ROW = /[★⭐🌟☆✩⯪⯨\uE838\uE839\uE83A\uF005\uF006\uF089]/u;

const NUMBER = '(\\d{1,3}(?:[.,]\\d{1,2})?)';
const UNIT = '(?:etoiles?|stars?|bulles?|bubbles?|points?)';
/** `4,0 sur 5`, `4/5`, `4.5 out of 5 stars`, `noté 8,5 sur un total de 10`. */
const OF = new RegExp(
  `${NUMBER}\\s*(?:${UNIT}\\s*)?(?:/|sur(?: un total de)?|out of|of|von|de)\\s*(\\d{1,3})(?![\\d.,/]\\d)`,
);
/** `5 étoiles`, `rated 4 stars`. */
const STARS = new RegExp(`${NUMBER}\\s*${UNIT}\\b`);
const WORD_STARS = new RegExp(`\\b(${Object.keys(WORDS).join('|')})\\s*${UNIT}\\b`);
/** What `<span class="ui_bubble_rating bubble_45">` says by its class. */
const BUBBLE = /\bbubble_(\d)(\d)\b/;

/** Longest text looked at: what says a rating is short. */
const MAX_LENGTH = 120;

/**
 * A rating as pages and people write it – stars in words, drawn or as a fraction – on the scale that it names,
 * else out of 5. Null: the text names none. `value` alone (`4`) is none: see `ratingOnScale`.
 */
export function readStars(text: string): Rating | null {
  const short = text.slice(0, MAX_LENGTH);
  if (STAR_ROW.test(short)) return drawn(short);
  const bubble = BUBBLE.exec(short);
  if (bubble) return onScale(Number(`${bubble[1]}.${bubble[2]}`), 5);
  const folded = fold(short);
  const of = OF.exec(folded);
  if (of) return onScale(readDecimal(of[1]), Number(of[2]));
  const stars = STARS.exec(folded);
  if (stars) return onScale(readDecimal(stars[1]), 5);
  const word =
    WORD_STARS.exec(folded)?.[1] ?? (/^\s*(one|two|three|four|five)\s*$/.exec(folded)?.[1] || undefined);
  return word ? onScale(WORDS[word]!, 5) : null;
}

/** Does the text say a rating and nothing else? Then it is no sentence of a review. */
export function isOnlyStars(text: string): boolean {
  if (text.length > 80 || !readStars(text)) return false;
  const rest = fold(text)
    .replace(OF, '')
    .replace(STARS, '')
    .replace(WORD_STARS, '')
    .replace(/[★⭐🌟☆✩⯪⯨\uE838\uE839\uE83A\uF005\uF006\uF089\uFE0F]/gu, '')
    .replace(
      /\b(?:note|notee?|rated|rating|score|avis|avec|une|de|globale|attribuee?|evaluation|review|scored)\b/g,
      '',
    );
  return !/[a-z0-9]/.test(rest);
}

function drawn(text: string): Rating | null {
  const full = text.match(FULL)?.length ?? 0;
  const half = text.match(HALF)?.length ?? 0;
  const empty = text.match(EMPTY)?.length ?? 0;
  // `★★★` alone is three of five; `★ 4,5` is a figure with an ornament.
  const figure = full === 1 && empty + half === 0 ? readDecimal(text) : null;
  if (figure !== null) return onScale(figure, figure > 5 ? 10 : 5);
  return onScale(full + half / 2, Math.max(5, full + half + empty));
}

/** A value on a scale that is known, checked; null when it is not on it. */
export function onScale(value: number | null, best: number): Rating | null {
  if (value === null || !(best >= 2 && best <= 100) || value < 0 || value > best) return null;
  return { value, best, worst: value < 1 ? 0 : 1 };
}
