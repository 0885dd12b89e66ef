import type { Data } from '../../src/domain/data.ts';
import type { Item } from '../../src/domain/stage.ts';
import type { Found, Phrases } from '../../src/domain/text/phrases.ts';
import { findPhrases, phrases } from '../../src/domain/text/phrases.ts';
import type { Reading } from '../reading.ts';
import { readingOf } from '../reading.ts';
import { singular } from '../relevance/names.ts';

/** The lists of data/lexicons/intent.yaml. Faults inside a denial ("aucun problème") are `not_negative`. */
export const SIGNS = [
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
  'service',
  'denial',
] as const;
export type Sign = (typeof SIGNS)[number];

export type SignIndex = {
  readonly signs: Phrases<Sign>;
  readonly trade: Phrases<'trade'>;
  readonly towns: Phrases<'town'>;
};

/** A sign found in an item, as the text writes it. `at` is null in the title. */
export type SeenSign = { readonly written: string; readonly at: readonly [number, number] | null };
export type Signs = ReadonlyMap<Sign, readonly SeenSign[]>;

/** Occurrences of one sign that are worth knowing. */
const SEEN_MAX = 4;
/** Words read: what a remark wants is said early or at the end; both are within this. */
const WORDS_READ = 600;

export function signIndex(data: Pick<Data, 'pack' | 'lexicons'>, towns: readonly string[]): SignIndex {
  const lists = data.lexicons['intent'] ?? {};
  const nouns = [...data.pack.nouns.fr, ...data.pack.nouns.en];
  return {
    signs: phrases(SIGNS.flatMap(sign => (lists[sign] ?? []).map(words => [words, sign] as const))),
    trade: phrases(
      nouns.map(noun => [noun, 'trade'] as const),
      singular,
    ),
    towns: phrases(towns.map(town => [town, 'town'] as const)),
  };
}

/** Every sign of an item, by kind, in the order of the text. */
export function signsOf(item: Item, index: SignIndex): Signs {
  const reading = readingOf(item);
  const seen = new Map<Sign, SeenSign[]>();
  for (const found of findPhrases(index.signs, beginning(reading.words), null, reading.ids)) {
    const known = seen.get(found.value);
    if (!known) seen.set(found.value, [written(item, reading, found)]);
    else if (known.length < SEEN_MAX) known.push(written(item, reading, found));
  }
  return seen;
}

/** The first words of an item that a list holds; undefined when none does. */
export function firstSeen(item: Item, words: Phrases<string>): SeenSign | undefined {
  const reading = readingOf(item);
  const found = findPhrases(words, beginning(reading.words), null, reading.ids)[0];
  return found && written(item, reading, found);
}

/** As many words as are read; nearly all texts are shorter, and are not copied. */
function beginning(words: readonly string[]): readonly string[] {
  return words.length > WORDS_READ ? words.slice(0, WORDS_READ) : words;
}

function written(item: Item, { title, body }: Reading, found: Found<unknown>): SeenSign {
  const inTitle = found.from < title.length;
  const tokens = inTitle ? title : body;
  const shift = inTitle ? 0 : title.length;
  const first = tokens[found.from - shift];
  const last = tokens[Math.min(found.to - shift, tokens.length) - 1];
  if (!first || !last) return { written: '', at: null };
  const source = inTitle ? item.title : item.text;
  return { written: source.slice(first.start, last.end), at: inTitle ? null : [first.start, last.end] };
}
