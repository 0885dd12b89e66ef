import { setImmediate as turn } from 'node:timers/promises';
import type { TextHit } from '../../domain/question.ts';
import { foldedWords } from '../../domain/text/tokens.ts';

/** A text as the store keeps it: `folded` holds title and text. */
export type IndexedText = {
  readonly hit: TextHit;
  readonly publishedAt: Date;
  readonly folded: string;
};

/** Beyond this a text is found by its beginning alone: an article's first pages. */
const FOLDED_LENGTH_MAX = 4_000;
/** Longer "words" are addresses and keys: nobody types more of them. */
const WORD_LENGTH_MAX = 40;

/**
 * The words of some thousand texts, and in which of them each stands. Words stand in order, and so do their
 * texts: all that begin alike are one stretch. Texts are known by their place here, newest first.
 */
export type Segment = {
  readonly hits: readonly TextHit[];
  /** Milliseconds. */
  readonly published: Float64Array;
  /** All words in order, run together: slices of texts would keep the texts. */
  readonly words: string;
  /** Where each word begins; one more entry at the end. */
  readonly wordAt: Uint32Array;
  /** Where the texts of each word begin; one more entry at the end. */
  readonly placesAt: Uint32Array;
  readonly places: Uint16Array;
  /** Texts that were replaced or are gone. */
  readonly dead: Set<number>;
};

/** Words of texts on their way into a segment; given in any number of steps, so that none is long. */
export type Gathering = {
  add(texts: readonly IndexedText[]): void;
  readonly size: number;
  /** The texts must have come newest first. Others get a turn on the way. */
  segment(): Promise<Segment>;
};

/** Words are put in order in one go, some ten milliseconds for so many texts; and a place is two bytes. */
export const SEGMENT_TEXTS_MAX = 2_000;

export function gathering(): Gathering {
  const numbers = new Map<string, number>();
  const texts: Pick<IndexedText, 'hit' | 'publishedAt'>[] = [];
  /** Words of each text by number, text after text. */
  const said: number[] = [];
  const saidAt: number[] = [0];
  return {
    get size() {
      return texts.length;
    },
    add(more) {
      for (const { hit, publishedAt, folded } of more) {
        texts.push({ hit, publishedAt });
        for (const word of new Set(foldedWords(folded.slice(0, FOLDED_LENGTH_MAX)))) {
          const short = word.slice(0, WORD_LENGTH_MAX);
          const known = numbers.get(short);
          if (known === undefined) numbers.set(short, numbers.size);
          said.push(known ?? numbers.size - 1);
        }
        saidAt.push(said.length);
      }
    },
    segment: () => segmentOf(texts, [...numbers.keys()], said, saidAt),
  };
}

async function segmentOf(
  texts: readonly Pick<IndexedText, 'hit' | 'publishedAt'>[],
  words: readonly string[],
  said: readonly number[],
  saidAt: readonly number[],
): Promise<Segment> {
  const order = Array.from(words.keys()).sort((a, b) => compared(words[a] ?? '', words[b] ?? ''));
  await turn();
  const rank = new Uint32Array(words.length);
  for (const [at, word] of order.entries()) rank[word] = at;
  const wordAt = new Uint32Array(words.length + 1);
  for (const [at, word] of order.entries()) wordAt[at + 1] = (wordAt[at] ?? 0) + (words[word]?.length ?? 0);
  const placesAt = new Uint32Array(words.length + 1);
  for (const word of said) {
    const at = (rank[word] ?? 0) + 1;
    placesAt[at] = (placesAt[at] ?? 0) + 1;
  }
  for (let at = 1; at < placesAt.length; at += 1)
    placesAt[at] = (placesAt[at] ?? 0) + (placesAt[at - 1] ?? 0);
  const next = placesAt.slice();
  const places = new Uint16Array(said.length);
  for (let text = 0; text < texts.length; text += 1) {
    for (let at = saidAt[text] ?? 0; at < (saidAt[text + 1] ?? 0); at += 1) {
      const word = rank[said[at] ?? 0] ?? 0;
      const to = next[word] ?? 0;
      places[to] = text;
      next[word] = to + 1;
    }
  }
  return {
    hits: texts.map(text => text.hit),
    published: Float64Array.from(texts, text => text.publishedAt.getTime()),
    words: order.map(word => words[word]).join(''),
    wordAt,
    placesAt,
    places,
    dead: new Set(),
  };
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Places of the texts in which every one of `beginnings` begins a word; in order, newest first. */
export function placesOf(segment: Segment, beginnings: readonly string[]): Uint16Array {
  const size = segment.hits.length;
  // One bit for each word asked for: a text that has them all is found.
  const found = new Uint8Array(size);
  for (const [index, beginning] of beginnings.entries()) {
    const bit = 1 << index;
    const before = bit - 1;
    const from = segment.placesAt[wordFrom(segment, beginning)] ?? 0;
    const to = segment.placesAt[wordFrom(segment, `${beginning}\uffff`)] ?? 0;
    for (let at = from; at < to; at += 1) {
      const place = segment.places[at] ?? 0;
      const has = found[place] ?? 0;
      if ((has & before) === before) found[place] = has | bit;
    }
  }
  for (const place of segment.dead) found[place] = 0;
  const all = (1 << beginnings.length) - 1;
  const places = new Uint16Array(size);
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    if (found[place] !== all) continue;
    places[count] = place;
    count += 1;
  }
  return places.subarray(0, count);
}

/** The first word that does not stand before `word`. */
function wordFrom({ words, wordAt }: Segment, word: string): number {
  let low = 0;
  let high = wordAt.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words.slice(wordAt[middle], wordAt[middle + 1]) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
