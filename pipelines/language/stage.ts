import type { Annotation, Because } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import { readingOf } from '../reading.ts';
import { type LetterReader, type LetterSums, letterReader, letterSums, withGroups } from './by-letters.ts';
import { Habits, type HabitsState, hintOf } from './habits.ts';
import { readLetterWeights } from './letters.ts';
import { bySmallWords, LANGUAGES, type SmallWords, smallWords, type WordVerdict } from './small-words.ts';

/** Another language, or none that can be told. */
const OTHER = 'und';
/**
 * What the source's usual language counts for in a text of a few letters, as much as one clear word against it;
 * it fades as the text grows, and ends here.
 */
const PRIOR = 3;
const PRIOR_CHARACTERS = 60;
/** So far ahead of the next, letters decide without the slow detector (log-odds). */
const SURE = 3;
/** Another language is told from so many words, and when it is so far ahead: among sixty one always looks alike. */
const OTHER_WORDS = 4;
const OTHER_AHEAD = 2.5;
/** With fewer letters of ours than this share, a text is written in another script. */
const LATIN_SHARE = 0.3;
const CHARACTERS_READ = 400;
const CODES: readonly string[] = LANGUAGES;

type Verdict = { readonly code: string; readonly confidence: number; readonly because: Because };
type Tools = { readonly small: SmallWords; readonly letters: LetterReader; readonly habits: Habits };

/**
 * Language by the cheapest evidence that is enough: small words, then the letters of the words together with what
 * the source declares or usually writes, then the letter groups of the whole text (`eld`, loaded when first needed).
 * `und`: another language, or no letters at all.
 * Reasons: small words, source-language, usual-language, letters, not-latin.
 */
export const makeStage: MakeStage<HabitsState> = (_settings, data, state) => {
  const habits = new Habits(state);
  const letters = letterReader(readLetterWeights(data.languageModel));
  const tools = { small: smallWords(data), letters, habits };
  return {
    name: 'language',
    version: 5,
    async run(batch) {
      const annotations: Annotation[] = [];
      for (const item of batch.items) {
        const found = bySmallWords(readingOf(item), tools.small);
        const verdict = quickly(item, found) ?? (await slowly(item, found, tools));
        annotations.push({
          mentionId: item.id,
          stage: 'language',
          item: '',
          label: verdict.code,
          score: verdict.confidence,
          confidence: verdict.confidence,
          abstain: verdict.confidence < 0.5,
          because: verdict.because,
        });
        if (verdict.confidence >= 0.9) habits.note(item, verdict.code);
      }
      return { annotations, dropped: [], state: habits.state() };
    },
  };
};

/** What small words or the script tell at once; null: letters have to be read. */
function quickly(item: Item, found: WordVerdict | null): Verdict | null {
  if (found?.clear === true) return ofWords(found);
  const text = textOf(item);
  const latin = latinShare(text);
  if (latin === null) return { code: OTHER, confidence: 0, because: [] };
  if (latin >= LATIN_SHARE) return null;
  return { code: OTHER, confidence: 0.95, because: [{ term: reason('not-latin'), weight: 1 }] };
}

function ofWords({ index, confidence, words }: WordVerdict): Verdict {
  return {
    code: LANGUAGES[index] ?? OTHER,
    confidence,
    because: words.map(term => ({ term, weight: 1 })),
  };
}

async function slowly(item: Item, found: WordVerdict | null, { letters, habits }: Tools): Promise<Verdict> {
  const text = textOf(item);
  const read = letterSums(text, letters, found?.sums ?? null);
  const prior = priorOf(item, text, habits);
  const own = decided(read, prior);
  if (own.ahead >= SURE) return verdictOf(own, prior);
  return verdictOf(decided(await withGroups(text, read), prior), prior);
}

function textOf(item: Item): string {
  return item.title === '' ? item.text : `${item.title}\n${item.text}`;
}

const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;
/** Of each unit, 0 not yet asked, else one of these: asking a regular expression for each is slow. */
const scripts = new Uint8Array(65_536);
const NO_LETTER = 1;
const LATIN_MARK = 2;
const LATIN_LETTER = 3;
const OTHER_LETTER = 4;

/** How much of what is written is in Latin letters; null: nothing is. */
function latinShare(text: string): number | null {
  const last = Math.min(text.length, CHARACTERS_READ);
  let latin = 0;
  let letters = 0;
  for (let index = 0; index < last; index += 1) {
    const code = text.charCodeAt(index);
    // Letters beyond the first plane are no Latin ones; a pair's second half is none.
    const script = scripts[code] || scriptOf(text, index, code);
    if (script === LATIN_LETTER || script === LATIN_MARK) latin += 1;
    if (script >= LATIN_LETTER) letters += 1;
  }
  return letters === 0 ? null : latin / letters;
}

function scriptOf(text: string, index: number, code: number): number {
  const isPair = code >= 0xd800 && code <= 0xdbff;
  const written = isPair ? String.fromCodePoint(text.codePointAt(index)!) : String.fromCharCode(code);
  const isLetter = LETTER.test(written);
  const script = LATIN.test(written)
    ? isLetter
      ? LATIN_LETTER
      : LATIN_MARK
    : isLetter
      ? OTHER_LETTER
      : NO_LETTER;
  if (!isPair) scripts[code] = script;
  return script;
}

type Prior = { readonly code: string; readonly weight: number; readonly because: Because };

function priorOf(item: Item, text: string, habits: Habits): Prior | null {
  const fades = 1 - text.length / PRIOR_CHARACTERS;
  if (fades <= 0) return null;
  const hint = hintOf(item);
  const code = hint ?? habits.usualOf(item);
  if (code === null) return null;
  const key = hint === null ? 'usual-language' : 'source-language';
  return { code, weight: PRIOR * fades, because: [{ term: reason(key), weight: 1 }] };
}

/** The language ahead of all, by how much, and whether the prior made it so. */
type Decided = { readonly code: string; readonly ahead: number; readonly byPrior: boolean };

function decided({ sums, words }: LetterSums, prior: Prior | null): Decided {
  const favoured = prior === null ? -1 : CODES.indexOf(prior.code);
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  let next = top;
  let bare = top;
  for (let index = 0; index < LANGUAGES.length; index += 1) {
    const score = sums[index]! + (index === favoured ? prior!.weight : 0);
    bare = Math.max(bare, sums[index]!);
    if (score > top) {
      next = top;
      top = score;
      best = index;
    } else if (score > next) next = score;
  }
  const code = LANGUAGES[best] ?? OTHER;
  const other = sums[LANGUAGES.length]! - OTHER_AHEAD;
  if (words >= OTHER_WORDS && other > top) return { code: OTHER, ahead: other - top, byPrior: false };
  const byPrior = best === favoured && sums[best]! < bare;
  return { code, ahead: top - (words >= OTHER_WORDS ? Math.max(next, other) : next), byPrior };
}

function verdictOf({ code, ahead, byPrior }: Decided, prior: Prior | null): Verdict {
  const because = byPrior && prior ? prior.because : [{ term: reason('letters'), weight: 1 }];
  return { code, confidence: Math.min(0.98, 1 / (1 + Math.exp(-ahead / 2))), because };
}
