import type { Item } from '../src/domain/stage.ts';
import type { Token } from '../src/domain/text/tokens.ts';
import { tokens } from '../src/domain/text/tokens.ts';

/** An item's words, cut once for all stages. `words` is the title's, then the text's; `ids` those of `WordTable`. */
export type Reading = {
  readonly title: readonly Token[];
  readonly body: readonly Token[];
  readonly words: readonly string[];
  readonly ids: readonly number[];
};

/** Kept as long as the item itself is: a stage never waits for another's cutting, nor does it twice. */
const readings = new WeakMap<Item, Reading>();

export function readingOf(item: Item): Reading {
  let reading = readings.get(item);
  if (!reading) {
    const title = item.title === '' ? [] : tokens(item.title);
    const body = tokens(item.text);
    const all = title.length === 0 ? body : [...title, ...body];
    const words = all.map(({ word }) => word);
    const ids = all.map(({ id }) => id);
    reading = { title, body, words, ids };
    readings.set(item, reading);
  }
  return reading;
}
