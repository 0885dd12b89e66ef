import type { Item } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Found } from '../../src/domain/text/phrases.ts';
import type { Token } from '../../src/domain/text/tokens.ts';
import type { Reading } from '../reading.ts';
import { tokensOf } from '../reading.ts';
import type { Naming } from './names.ts';

/** A name in an item, with what stands right around it. Places are in the title or in the text, as `inTitle` says. */
export type Occurrence = {
  readonly naming: Naming;
  readonly from: number;
  readonly to: number;
  readonly inTitle: boolean;
  readonly start: number;
  readonly end: number;
  /** The name as the text writes it. */
  readonly written: string;
  /** Of a full name its first word; else the word that names: "la Poste", not "La poste". */
  readonly hasCapital: boolean;
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  /** What stands between the name and the words beside it. */
  readonly gapBefore: string;
  readonly gapAfter: string;
};

/** Words looked at on each side of a name: two, and what stands before them, belong to a name. */
const BESIDE = 4;

/** Null when a name runs over from the title into the text, or when a handle is not there letter for letter. */
export function occurrence(
  item: Item,
  reading: Reading,
  { value: naming, from, to }: Found<Naming>,
): Occurrence | null {
  const { titled, starts, ends, words } = reading;
  const inTitle = from < titled;
  if (inTitle && to > titled) return null;
  const source = inTitle ? item.title : item.text;
  const start = starts[from] ?? 0;
  const end = ends[to - 1] ?? 0;
  const written = source.slice(start, end);
  if (naming.exact !== null && fold(written) !== naming.exact) return null;
  const lastWritten = source.slice(starts[to - 1] ?? 0, end);
  if (naming.needsCapital && !isCapitalised(lastWritten)) return null;
  const before = tokensOf(reading, Math.max(inTitle ? 0 : titled, from - BESIDE), from);
  const after = tokensOf(reading, to, Math.min(inTitle ? titled : words.length, to + BESIDE));
  return {
    naming,
    from,
    to,
    inTitle,
    start,
    end,
    written,
    hasCapital: isCapitalised(naming.isFull ? written : lastWritten),
    before,
    after,
    gapBefore: source.slice(before.at(-1)?.end ?? Math.max(0, start - 3), start),
    gapAfter: source.slice(end, after[0]?.start ?? end + 3),
  };
}

/** Whether the word `back` places before the name (1: right before it) begins a sentence, as its capital then does. */
export function opensSentence(item: Item, seen: Occurrence, back: number): boolean {
  const token = seen.before.at(-back);
  const earlier = seen.before.at(-back - 1);
  if (!token || !earlier) return true;
  const source = seen.inTitle ? item.title : item.text;
  // "@somebody If …": whom one writes to is no part of the sentence.
  return (
    SENTENCE_END.test(source.slice(earlier.end, token.start)) || source.charAt(earlier.start - 1) === '@'
  );
}

const SENTENCE_END = /[.!?…\n]/;

/** Words looked at to tell a headline that capitalises every word; below so many, nothing is told. */
const TITLE_CASE_WORDS = 24;
const TITLE_CASE_LEAST = 5;
const TITLE_CASE_SHARE = 0.75;

/** "Apple Sells More Phones Than Ever": capitals tell nothing where every word has one. */
export function isTitleCase(item: Item, reading: Reading, seen: Occurrence): boolean {
  const source = seen.inTitle ? item.title : item.text;
  const first = seen.inTitle ? 0 : reading.titled;
  const last = seen.inTitle ? reading.titled : reading.words.length;
  const near = tokensOf(
    reading,
    Math.max(first, seen.from - TITLE_CASE_WORDS / 2),
    Math.min(last, seen.from + TITLE_CASE_WORDS / 2),
  ).filter(token => token.word.length >= 4 && token.start !== seen.start);
  const raised = near.filter(token => isCapitalised(source.charAt(token.start))).length;
  return near.length >= TITLE_CASE_LEAST && raised >= near.length * TITLE_CASE_SHARE;
}

/** A word of the text as it is written, capitals and all. */
export function writtenWord(item: Item, seen: Occurrence, token: Token | undefined): string {
  if (!token) return '';
  return (seen.inTitle ? item.title : item.text).slice(token.start, token.end);
}

export function isCapitalised(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase();
}
