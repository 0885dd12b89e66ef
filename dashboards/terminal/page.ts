import type { House } from '../../src/domain/house.ts';
import type { Context } from '../view-models/context.ts';
import type { Hint, ScreenName } from './ui/bars.ts';
import type { Size } from './ui/layout.ts';
import type { Line } from './ui/line.ts';

/** Screens 3 to 7 and 9: asked for when they are opened, drawn as frames around lines. */
export const PAGE_NAMES = [
  'reviews',
  'competitors',
  'topics',
  'visibility',
  'enquiries',
  'sites',
] as const satisfies readonly ScreenName[];
export type PageName = (typeof PAGE_NAMES)[number];

/** A titled frame of `columns` × `rows` cells, frame included. */
export type Block = {
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  readonly lines: readonly Line[];
  /** Spoken instead of a line's drawn signs, by index. */
  readonly labels?: Readonly<Record<number, string>>;
};

/** Lines over the whole screen, scrolled with the arrows: an item read in full, a formula. */
export type Whole = { readonly title: string; readonly lines: readonly Line[] };

/** Keys of a page beside the arrows. `retry` and `pause` are about `PageItem.sources`, `reply` about `mentionId`. */
export type PageAct =
  | 'whole'
  | 'reply'
  | 'open'
  | 'formula'
  | 'retry'
  | 'pause'
  | 'add-competitor'
  | 'add-site';

/** What can be chosen on a page, top to bottom. */
export type PageItem = {
  readonly id: string;
  /** The remark that t, z, i, p, m and r are about. */
  readonly mentionId: string | null;
  /** What `o` opens; null: nothing to open. */
  readonly link: string | null;
  /** Names of sources, as the settings and `House.read` know them. */
  readonly sources: readonly string[];
  readonly paused: boolean;
};

export type Page = {
  readonly items: readonly PageItem[];
  /** What a key does here; a key that is not named does nothing. */
  readonly acts: Readonly<Partial<Record<'enter' | 'r' | 'o' | 'f' | 'a' | 'x', PageAct>>>;
  /** Keys of the footer, most useful first, help last. */
  hints(columns: number, chosen: number): readonly Hint[];
  /** Rows of frames, each row's side by side: together exactly `size` (the bars are not in it). */
  rows(size: Size, chosen: number): readonly (readonly Block[])[];
  /** An item over the whole screen; null: it is not opened. */
  whole(item: number, width: number): Whole | null;
  /** What `f` shows; null where nothing is worked out. */
  formula(width: number): Whole | null;
};

/** Asks the house what a page shows and makes it. */
export type OpenPage = (house: House, context: Context) => Promise<Page>;
