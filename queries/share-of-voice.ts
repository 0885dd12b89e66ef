import type { Period } from '../src/domain/time.ts';

export type ShareParams = Period;
/** After relevance and without copies. Shares sum to 1 unless there is nothing. */
export type ShareOfVoice = {
  readonly subjects: readonly {
    readonly subject: string;
    readonly mentions: number;
    readonly before: number;
    /** own / (own + listed competitors), 0..1; null when nobody was mentioned. */
    readonly share: number | null;
    readonly shareBefore: number | null;
  }[];
};
