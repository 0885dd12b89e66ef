import { tokens } from '../../src/domain/text/tokens.ts';
import type { Language } from '../../src/domain/words.ts';
import { type Place, placesIn } from './find-words.ts';
import type { ReplyReader } from './reader.ts';
import type { Matter } from './reply-words.ts';

/** What a trade without a matter of its own, or the owner, holds for urgent. */
const ANY_URGENT = 'urgent';

/**
 * The matter on which nothing is drafted that a text touches: health, safety, discrimination, police, lawyer,
 * press. A word of it is enough, whatever its sentence says: a reply too few costs little. Null: none.
 *
 * @param heedUrgent also heed the trade's and the owner's urgent words
 */
export function matterOf(
  text: string,
  language: Language,
  { words, indexes }: ReplyReader,
  heedUrgent: boolean,
  trade: string,
): Matter | null {
  const read = tokens(text);
  const { matters, safe, urgent } = indexes[language];
  const harmless = [...placesIn(safe, read).values()].flat();
  const stands = (places: readonly Place[]) =>
    places.some(place => !harmless.some(other => other.from <= place.from && place.to <= other.to));
  const touched = [...placesIn(matters, read)].filter(([, places]) => stands(places)).map(([list]) => list);
  const [first] = touched.toSorted((a, b) => a - b);
  if (first !== undefined) return words.matters[first] ?? null;
  if (!heedUrgent || !stands(placesIn(urgent, read).get(0) ?? [])) return null;
  const ofTrade = words.matters.find(({ trades }) => trades.includes(trade));
  return ofTrade ?? words.matters.find(({ id }) => id === ANY_URGENT) ?? null;
}
