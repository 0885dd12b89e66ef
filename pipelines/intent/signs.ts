import type { Data } from '../../src/domain/data.ts';
import type { Item } from '../../src/domain/stage.ts';
import type { Found, Phrases } from '../../src/domain/text/phrases.ts';
import { findPhrases, phrases } from '../../src/domain/text/phrases.ts';
import type { Token } from '../../src/domain/text/tokens.ts';
import { readingOf } from '../reading.ts';
import { singular } from '../relevance/names.ts';

/** The lists of data/lexicons/intent.yaml. */
const SIGNS = [
  'request',
  'person',
  'waiting',
  'no_answer',
  'not_working',
  'fault',
  'question_words',
  'thanks',
  'job',
  'not_negative',
] as const;
export type Sign = (typeof SIGNS)[number];

export type SignIndex = {
  readonly signs: readonly (readonly [sign: Sign, words: Phrases<Sign>])[];
  readonly trade: Phrases<string>;
  readonly towns: Phrases<string>;
};

/** A sign found in an item, as the text writes it. `at` is null in the title. */
export type SeenSign = { readonly written: string; readonly at: readonly [number, number] | null };
export type Signs = Readonly<Record<Sign | 'trade' | 'town', readonly SeenSign[]>>;

/** Occurrences of one sign that are worth knowing. */
const SEEN_MAX = 6;
/** Words read: what a remark wants is said early or at the end; both are within this. */
const WORDS_READ = 600;

export function signIndex(data: Data, towns: readonly string[]): SignIndex {
  const lists = data.lexicons['intent'] ?? {};
  const nouns = [...data.pack.nouns.fr, ...data.pack.nouns.en];
  return {
    signs: SIGNS.map(
      sign => [sign, phrases((lists[sign] ?? []).map(words => [words, sign] as const))] as const,
    ),
    trade: phrases(
      nouns.map(noun => [noun, noun] as const),
      singular,
    ),
    towns: phrases(towns.map(town => [town, town] as const)),
  };
}

/** Every sign of an item. Faults inside a denial ("aucun problème") are not seen. */
export function signsOf(item: Item, index: SignIndex): Signs {
  const reading = readingOf(item);
  const words = reading.words.slice(0, WORDS_READ);
  const seen = (found: readonly Found<unknown>[]): SeenSign[] =>
    found.slice(0, SEEN_MAX).map(one => written(item, reading.title, reading.body, one));
  const result: Record<Sign | 'trade' | 'town', readonly SeenSign[]> = {
    request: [],
    person: [],
    waiting: [],
    no_answer: [],
    not_working: [],
    fault: [],
    question_words: [],
    thanks: [],
    job: [],
    not_negative: [],
    trade: seen(findPhrases(index.trade, words)),
    town: seen(findPhrases(index.towns, words)),
  };
  const denied = index.signs.flatMap(([sign, list]) =>
    sign === 'not_negative' ? findPhrases(list, words) : [],
  );
  for (const [sign, list] of index.signs) {
    const found = findPhrases(list, words);
    const kept =
      sign === 'not_negative'
        ? found
        : found.filter(one => !denied.some(no => one.from >= no.from && one.to <= no.to));
    result[sign] = seen(kept);
  }
  return result;
}

function written(
  item: Item,
  title: readonly Token[],
  body: readonly Token[],
  found: Found<unknown>,
): SeenSign {
  const inTitle = found.from < title.length;
  const tokens = inTitle ? title : body;
  const shift = inTitle ? 0 : title.length;
  const first = tokens[found.from - shift];
  const last = tokens[Math.min(found.to - shift, tokens.length) - 1];
  if (!first || !last) return { written: '', at: null };
  const source = inTitle ? item.title : item.text;
  return { written: source.slice(first.start, last.end), at: inTitle ? null : [first.start, last.end] };
}
