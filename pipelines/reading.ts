import type { Item } from '../src/domain/stage.ts';
import type { Cut, Token } from '../src/domain/text/tokens.ts';
import { cutOf } from '../src/domain/text/tokens.ts';

/** An item's words, cut once for all stages: the title's first, then the text's. */
export type Reading = Cut;

/** Kept as long as the item itself is: a stage never waits for another's cutting, nor does it twice. */
const readings = new WeakMap<Item, Reading>();

export function readingOf(item: Item): Reading {
  let reading = readings.get(item);
  if (!reading) {
    reading = cutOf(item.title, item.text);
    readings.set(item, reading);
  }
  return reading;
}

/** The words from `from` to `to` (excluded), bounded by what there is. */
export function tokensOf({ words, starts, ends }: Reading, from: number, to: number): Token[] {
  const found: Token[] = [];
  for (let at = Math.max(0, from); at < to && at < words.length; at += 1)
    found.push({ word: words[at]!, start: starts[at]!, end: ends[at]! });
  return found;
}
