import type { Item } from '../src/domain/stage.ts';
import { cleanLine, cleanText } from '../src/domain/text/clean.ts';

/** As much as the store keeps of a text: stages are linear in it. */
export const TEXT_LENGTH_MAX = 20_000;
/** Longer titles are a page's whole text in the wrong field. */
export const TITLE_LENGTH_MAX = 500;

/**
 * The batch's door: whatever brought the item, stages see text without control characters or runs of marks,
 * bounded in length. What the store holds is clean already and comes out as the same object.
 */
export function cleanItem(item: Item): Item {
  const title = cleanLine(item.title, TITLE_LENGTH_MAX);
  const text = cleanText(item.text, TEXT_LENGTH_MAX);
  return title === item.title && text === item.text ? item : { ...item, title, text };
}
