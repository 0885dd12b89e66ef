import type { Item } from '../../src/domain/stage.ts';
import { NumberById } from '../../src/domain/text/word-table.ts';
import { readingOf } from '../reading.ts';

const COUNT = '(?:\\d{1,4}|two|three|several|une?|deux|trois|quelques|plusieurs)';
const UNIT =
  '(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|heures?|h|jours?|j|semaines?|mois|ans?|fois)';

/** What a word is to a span of time; kept once a word. "24h" is one by itself, and so is "depuis". */
const NOTHING = 1;
const COUNTS = 2;
const IS_UNIT = 3;
const IS_SPAN = 4;
const KINDS = [
  [IS_SPAN, new RegExp(`^(?:since|depuis|${COUNT}${UNIT})$`)],
  [COUNTS, new RegExp(`^${COUNT}$`)],
  [IS_UNIT, new RegExp(`^${UNIT}$`)],
] as const;

const kinds = new NumberById();

/** Between a count and its unit: "3 jours", "24+ hours". */
const BETWEEN = new Set(['', ' ', '+', '+ ']);

/** Whether the first `units` of a text tell how long or how often: "trois semaines", "since". */
export function hasSpan(item: Item, units: number): boolean {
  const { titled, words, ids, starts, ends } = readingOf(item);
  let isCounted = false;
  for (let at = titled; at < words.length && ends[at]! <= units; at += 1) {
    const kind = kinds.get(ids[at]!) || kindOf(words[at]!, ids[at]!);
    if (kind === IS_SPAN) return true;
    if (kind === IS_UNIT && isCounted && BETWEEN.has(item.text.slice(ends[at - 1], starts[at]))) return true;
    isCounted = kind === COUNTS;
  }
  return false;
}

function kindOf(word: string, id: number): number {
  const kind = KINDS.find(([, pattern]) => pattern.test(word))?.[0] ?? NOTHING;
  kinds.set(id, kind);
  return kind;
}
