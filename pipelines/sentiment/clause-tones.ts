import type { Item } from '../../src/domain/stage.ts';
import { ROLE } from './lexicon.ts';
import { measure, measuredMargin } from './measure.ts';
import type { ToneModel } from './model.ts';
import { GAP } from './scan.ts';
import { wholeText } from './stars.ts';
import { clauseSide } from './tone.ts';

/** A shorter piece between commas belongs to what follows; before a contrast one word says what it says ("bien, mais"). */
const MIN_CLAUSE_WORDS = 2;
/** What a sentence says of a clause that says nothing itself. */
const SENTENCE_SHARE = 0.8;

/** The clauses of an item, title and text read as one (`wholeText`), in their order. */
export type ClauseTones = {
  /** Where each ends (UTF-16, excluded). */
  readonly ends: readonly number[];
  /** −1…1; null: it says nothing, nor does its sentence. A sentence that turns on a contrast lends no tone. */
  readonly tones: readonly (number | null)[];
};
type Kept = ClauseTones & { readonly language: string };

/** Kept as long as the item itself is: its tone is read once for all stages. */
const kept = new WeakMap<Item, Kept>();

/** Keeps what the clauses of an item say that was measured just now, in this language. */
export function keepClauseTones(model: ToneModel, item: Item, language: string | null): void {
  if (language === 'fr' || language === 'en') kept.set(item, clausesRead(model, language));
}

/** What each clause of an item says: as it was kept, or read now. Linear. */
export function clauseTonesOf(model: ToneModel, item: Item, language: 'fr' | 'en'): ClauseTones {
  const known = kept.get(item);
  if (known?.language === language) return known;
  measure(model, wholeText(item), language);
  return clausesRead(model, language);
}

function clausesRead(model: ToneModel, language: string): Kept {
  const ends: number[] = [];
  const tones: (number | null)[] = [];
  const { count } = model.reading.scan;
  for (let from = 0; from < count; ) from = addSentence(model, from, ends, tones);
  return { language, ends, tones };
}

/** Adds the clauses of the sentence that begins at a word, and tells where it ends. */
function addSentence(model: ToneModel, first: number, ends: number[], tones: (number | null)[]): number {
  const { scan, known } = model.reading;
  const { gap, end, count } = scan;
  const before = tones.length;
  let isTurned = (known.roles[first]! & ROLE.contrast) !== 0;
  let from = first;
  let at = first + 1;
  for (; at < count && gap[at] !== GAP.sentence; at += 1) {
    const isContrast = (known.roles[at]! & ROLE.contrast) !== 0;
    isTurned ||= isContrast;
    if (!isContrast && (gap[at] === GAP.none || at - from < MIN_CLAUSE_WORDS)) continue;
    ends.push(end[at - 1]!);
    tones.push(toneOf(model, from, at));
    from = at;
  }
  ends.push(end[at - 1]!);
  tones.push(toneOf(model, from, at));
  if (isTurned || tones.length === before + 1 || !tones.includes(null, before)) return at;
  const whole = toneOf(model, first, at);
  if (whole !== null)
    for (let clause = before; clause < tones.length; clause += 1) tones[clause] ??= whole * SENTENCE_SHARE;
  return at;
}

function toneOf(model: ToneModel, from: number, to: number): number | null {
  const { label, polarity } = clauseSide(model, measuredMargin(model, from, to));
  return label === 'neutral' ? null : polarity;
}
