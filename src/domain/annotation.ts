/** Why a stage decided so: the words or facts, strongest first. `at` is a range in the item's text (UTF-16). */
export type Because = readonly {
  readonly term: string;
  readonly weight: number;
  readonly at?: readonly [start: number, end: number];
}[];

/**
 * What a stage says of one item. At most one row per (mention, stage, item); the version makes re-tagging
 * idempotent.
 *
 * | stage     | item            | label                                  | score            |
 * |-----------|-----------------|----------------------------------------|------------------|
 * | own-posts | ''              | own, other                             | 1 or 0           |
 * | language  | ''              | ISO 639-1, or `und`                    | 0..1             |
 * | relevance | subject         | kept, to-check, dropped                | log-odds-like    |
 * | stories   | ''              | the story's id                         | 1 first, else likeness 0..1 |
 * | stories   | follows         | id of the matter's first story, where that is another: no copy | as above |
 * | sentiment | ''              | positive, neutral, negative, mixed     | polarity −1..1   |
 * | topics    | topic id        | positive, neutral, negative, mixed     | polarity −1..1   |
 * | intent    | ''              | complaint, question, lead, praise, job, press, none | 0..1 |
 * | priority  | ''              | now, today, can-wait, none             | rank, higher first |
 */
export type Annotation = {
  readonly mentionId: string;
  readonly stage: StageName;
  readonly item: string;
  readonly label: string;
  readonly score: number;
  /** 0..1, calibrated where the stage can; 1 where it is a fact (a star, an own account). */
  readonly confidence: number;
  /** True: the label is the best guess but the stage would not stake itself on it ("ton incertain"). */
  readonly abstain: boolean;
  readonly because: Because;
};

/** The item of a story's second row: the matter that it goes on with. */
export const FOLLOWS = 'follows';

export const STAGE_NAMES = [
  'own-posts',
  'language',
  'relevance',
  'stories',
  'sentiment',
  'topics',
  'intent',
  'priority',
] as const;
export type StageName = (typeof STAGE_NAMES)[number];

export type Verdict = 'kept' | 'to-check' | 'dropped';
export type Tone = 'positive' | 'neutral' | 'negative' | 'mixed';
/** The polarity of a text whose tone the owner said. */
export const SAID_SCORES: Readonly<Record<Tone, number>> = {
  positive: 1,
  neutral: 0,
  mixed: 0,
  negative: -1,
};
export type Intent = 'complaint' | 'question' | 'lead' | 'praise' | 'job' | 'press' | 'none';
export type Priority = 'now' | 'today' | 'can-wait' | 'none';
