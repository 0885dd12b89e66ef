import { FIRM } from '../../src/domain/brand.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import type { Overlap } from './sketch.ts';
import { characterShingles, overlap, shingleOverlap } from './sketch.ts';
import { hasNewStep, numbersOf } from './steps.ts';
import type { Told } from './told.ts';
import { contentStems } from './told.ts';

/** `isCopy`: the same thing told again. Otherwise another text on the same matter: what came next, or other words. */
export type Likeness = { readonly score: number; readonly why: Reason; readonly isCopy: boolean };

/** A matter is told for two weeks; the same words a month later are another event. */
export const STORY_DAYS = 14;
/** Papers copy each other's titles within days; a column has the same title a week later. */
const TITLE_DAYS = 3;
/** Two customers may well write the same ten words; thirty in the same order are a copy. */
const REVIEW_WORDS_MIN = 15;
const MENTION_WORDS_MIN = 4;
/** A short remark stands inside many longer ones by chance. */
const CONTAINED_WORDS_MIN = 8;
/** Titles shorter than this ("Faits divers", "Demande de devis") are the same by chance. */
const TITLE_STEMS_MIN = 5;
/**
 * Chosen on 61 pairs written for it (test/pipelines/stories/pairs.jsonl), then tried on the labelled press pairs.
 * A copied title keeps nine words in ten, with few added; a copied text stands nearly whole in the other.
 */
const COPY = { titleContained: 0.88, titleJaccard: 0.6, textContained: 0.9, textJaccard: 0.6 } as const;
/** Title and text both mostly copied. */
const COPY_BOTH = 0.8;
/** The same matter in other words (the thresholds of near copies measured on 200 press pairs: precision 95). */
const MATTER = {
  titleContained: 0.7,
  titleJaccard: 0.4,
  textContained: 0.8,
  textJaccard: 0.35,
  both: 0.45,
} as const;
const MATTER_STEMS_MIN = 4;

/**
 * Whether what `one` says of whom it is about may count as said by `first`: a story whose first is about nobody
 * of ours, about another, or less surely about the same, would take the remark away. The firm comes before all
 * others. What is about nobody joins its like.
 */
export function mayJoin(one: Told, first: Told): boolean {
  const mine = Object.entries(one.about);
  if (mine.length === 0) return Object.keys(first.about).length === 0;
  const theirs = new Map(Object.entries(first.about));
  const isOurs = Object.hasOwn(one.about, FIRM);
  const whose = isOurs ? mine.filter(([subject]) => subject === FIRM) : mine;
  return whose.some(([subject, isSure]) => theirs.get(subject) === true || (!isSure && theirs.has(subject)));
}

const APART: Overlap = { jaccard: 0, containment: 0 };

/** Compares one told thing with others; its own parts are cut once. Null: another matter. */
export function comparison(one: Told): (other: Told) => Likeness | null {
  const stems = contentStems(one.title);
  let shingles: Set<number> | null = null;
  const textOverlap = (other: Told): Overlap => {
    if (Math.min(wordCount(one.text), wordCount(other.text)) < MENTION_WORDS_MIN) return APART;
    shingles ??= characterShingles(one.text);
    return shingleOverlap(shingles, other.text);
  };
  return other => {
    if (one.kind !== other.kind) return null;
    if (one.url !== null && one.url === other.url && one.kind !== 'review')
      return { score: 1, why: 'same-address', isCopy: true };
    if (!within(STORY_DAYS, one, other)) return null;
    const least = one.kind === 'review' ? REVIEW_WORDS_MIN : MENTION_WORDS_MIN;
    const isSameText = one.text === other.text && wordCount(one.text) >= least;
    // People who judge the same shop use the same words: only a whole copy makes two reviews one.
    if (one.kind === 'review') return isSameText ? SAME_TEXT : null;
    const otherStems = contentStems(other.title);
    const isOther = isAnother(one, other);
    if (isSameText && !isOther) return SAME_TEXT;
    // Mails of one program differ by their figures alone; nothing is linked to a mail.
    if (one.kind === 'message' && (isOther || conflict(numbersOf(one.text), numbersOf(other.text))))
      return null;
    const pair = { one, other, stems: Math.min(stems.size, otherStems.size), isOther };
    const title = overlap(stems, otherStems);
    return titleCopy(pair, title) ?? textLikeness(pair, title, textOverlap(other));
  };
}

const SAME_TEXT: Likeness = { score: 1, why: 'same-text', isCopy: true };

/** `stems`: of the shorter title. `isOther`: the titles say that it is not the same news. */
type Pair = { readonly one: Told; readonly other: Told; readonly stems: number; readonly isOther: boolean };

function titleCopy({ one, other, stems, isOther }: Pair, title: Overlap): Likeness | null {
  // A mail's subject and a column's title come again with other news.
  if (isOther || one.kind === 'message' || stems < TITLE_STEMS_MIN || !within(TITLE_DAYS, one, other))
    return null;
  if (title.jaccard === 1) return { score: 1, why: 'same-title', isCopy: true };
  const isNear = title.containment >= COPY.titleContained && title.jaccard >= COPY.titleJaccard;
  return isNear ? { score: title.jaccard, why: 'near-title', isCopy: true } : null;
}

function textLikeness(pair: Pair, title: Overlap, text: Overlap): Likeness | null {
  const { one, other, stems, isOther } = pair;
  const words = Math.min(wordCount(one.text), wordCount(other.text));
  const isContained = words >= CONTAINED_WORDS_MIN && text.containment >= COPY.textContained;
  const isUntitled = Math.min(one.title.length, other.title.length) === 0;
  const isCopied =
    isContained ||
    (isUntitled && words >= CONTAINED_WORDS_MIN && text.jaccard >= COPY.textJaccard) ||
    (title.containment >= COPY_BOTH && text.containment >= COPY_BOTH && one.kind !== 'message');
  if (isCopied && !isOther && !conflict(numbersOf(one.text), numbersOf(other.text)))
    return { score: Math.max(text.jaccard, title.jaccard), why: 'near-text', isCopy: true };
  return one.kind === 'message' ? null : sameMatter(pair, stems, title, text, words);
}

/** Another text on the same matter: looser, since it hides nothing; titles must share a name. */
function sameMatter(
  { one, other }: Pair,
  stems: number,
  title: Overlap,
  text: Overlap,
  words: number,
): Likeness | null {
  if (conflict(one.places, other.places)) return null;
  const isNamed = one.names.some(name => isIn(name, other)) || other.names.some(name => isIn(name, one));
  const isTitled = isNamed && stems >= MATTER_STEMS_MIN;
  const isNear =
    (isTitled && (title.jaccard >= MATTER.titleJaccard || title.containment >= MATTER.titleContained)) ||
    (words >= CONTAINED_WORDS_MIN &&
      (text.jaccard >= MATTER.textJaccard || text.containment >= MATTER.textContained)) ||
    (isTitled && text.jaccard > 0 && title.jaccard + text.jaccard >= MATTER.both);
  if (!isNear || stems === 0) return null;
  return { score: Math.max(title.jaccard, text.jaccard), why: 'same-matter', isCopy: false };
}

function isIn(name: string, other: Told): boolean {
  return ` ${other.title} ${other.text} `.includes(` ${name} `);
}

/** Other figures, another place, or a step that only one of the titles tells: not the same news. */
function isAnother(one: Told, other: Told): boolean {
  return (
    conflict(one.places, other.places) ||
    conflict(numbersOf(one.title), numbersOf(other.title)) ||
    hasNewStep(one.title, other.title)
  );
}

/** Each has what the other lacks. */
function conflict(mine: readonly string[], theirs: readonly string[]): boolean {
  return mine.some(one => !theirs.includes(one)) && theirs.some(one => !mine.includes(one));
}

function within(days: number, one: Told, other: Told): boolean {
  return one.day === 0 || other.day === 0 || Math.abs(one.day - other.day) <= days;
}

function wordCount(text: string): number {
  if (text === '') return 0;
  let count = 1;
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) count += 1;
  return count;
}
