import type { Tone } from '../src/domain/annotation.ts';
import type { LocalDay, Period } from '../src/domain/time.ts';

export type VolumeParams = Period & { readonly subject: string };
/** `unclear` counts items whose tone the model would not stake itself on; they are not in the four tones. */
export type ToneCounts = { readonly [tone in Tone]: number } & { readonly unclear: number };
export type VolumeDay = {
  readonly day: LocalDay;
  readonly mentions: number;
  readonly reviews: number;
} & ToneCounts;
/** Kept remarks only, one per story (copies are not counted). Days without a remark are present with zeros. */
export type Volume = {
  readonly days: readonly VolumeDay[];
  /** Remarks in the period, reviews included. */
  readonly mentions: number;
  readonly reviews: number;
  readonly tones: ToneCounts;
  /** The same for the period of the same length just before. */
  readonly before: { readonly mentions: number; readonly reviews: number; readonly tones: ToneCounts };
};
