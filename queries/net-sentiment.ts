import type { Period } from '../src/domain/time.ts';
import type { ToneCounts } from './volume.ts';

export type NetSentimentParams = Period & { readonly subject: string };
/** (positive − negative) / all kept remarks with a clear tone; null under 10 (list them instead). */
export type NetSentiment = ToneCounts & { readonly n: number; readonly net: number | null };
