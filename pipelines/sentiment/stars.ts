import type { Rating } from '../../src/domain/observation.ts';
import { shareOfScale } from '../../src/domain/scale.ts';
import type { Item } from '../../src/domain/stage.ts';

/** Which side a tone takes; between: both, or none. */
export type Side = 'good' | 'between' | 'bad';

/** Where a rating stands on its own site's scale, 0..1. A scale without steps says nothing: the middle. */
export function starShare(rating: Rating): number {
  return shareOfScale(rating) ?? 0.5;
}

/** The bottom two fifths of a site's own scale are bad, the top two good. */
export function starSide(rating: Rating): Side {
  const share = starShare(rating);
  if (share < 0.4) return 'bad';
  return share > 0.6 ? 'good' : 'between';
}

/** Title and text as the tone is read from them. */
export function wholeText(item: Item): string {
  return headOf(item) + item.text;
}

/** What stands before the text itself. */
export function headOf({ title }: Item): string {
  return title === '' ? '' : `${title}\n`;
}
