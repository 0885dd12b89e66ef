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

/** The signs of one item, in the order of the text: most are only asked for, so their wording is cut when needed. */
export class Signs {
  readonly #item: Item;
  readonly #reading: Reading;
  readonly #found: readonly Found<Sign>[];

  constructor(item: Item, reading: Reading, found: readonly Found<Sign>[]) {
    this.#item = item;
    this.#reading = reading;
    this.#found = found;
  }

  has(sign: Sign): boolean {
    for (const { value } of this.#found) if (value === sign) return true;
    return false;
  }

  /** The first, second (1) … occurrence of a sign. */
  seen(sign: Sign, nth = 0): SeenSign | undefined {
    let left = nth;
    for (const found of this.#found)
      if (found.value === sign) {
        if (left === 0) return written(this.#item, this.#reading, found);
        left -= 1;
      }
    return undefined;
  }
}

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

/** Every sign of an item. */
export function signsOf(item: Item, index: SignIndex): Signs {
  const reading = readingOf(item);
  return new Signs(item, reading, findPhrases(index.signs, reading.words, null, reading.ids, WORDS_READ));
}

/** The first words of an item that a list holds; undefined when none does. */
export function firstSeen(item: Item, words: Phrases<string>): SeenSign | undefined {
  const reading = readingOf(item);
  const found = findPhrases(words, reading.words, null, reading.ids, WORDS_READ)[0];
  return found && written(item, reading, found);
}

function written(item: Item, { titled, starts, ends }: Reading, { from, to }: Found<unknown>): SeenSign {
  const inTitle = from < titled;
  const start = starts[from]!;
  const end = ends[inTitle ? Math.min(to, titled) - 1 : to - 1]!;
  const source = inTitle ? item.title : item.text;
  return { written: source.slice(start, end), at: inTitle ? null : [start, end] };
}
