import type { Period } from '../src/domain/time.ts';

export type TopicsParams = Period & { readonly subject: string; readonly limit: number };
export type TopicCount = {
  readonly topic: string;
  readonly mentions: number;
  readonly positive: number;
  readonly negative: number;
  readonly mixed: number;
  readonly neutral: number;
  readonly before: number;
  /** Up to 5 newest, ids of mentions. */
  readonly examples: readonly string[];
};
/** Most mentioned first. Kept remarks, one per story. */
export type Topics = { readonly topics: readonly TopicCount[] };
