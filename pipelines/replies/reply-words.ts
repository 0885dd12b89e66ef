import type { Language } from '../../src/domain/words.ts';

type Each<T> = Readonly<Record<Language, T>>;
export type Turns = Each<readonly string[]>;

/** What an unhappy customer tells of, and how it is taken up: data/replies/scenes.yaml. */
export type Scene = {
  readonly topic: string;
  /** `felt_<felt>` of the wording. */
  readonly felt: string;
  /** What only the owner knows, for the bracket. */
  readonly changed: Each<string>;
  /** Words of hers, one of which must stand in her text; `a + b`: both. */
  readonly when: Turns;
  /** Completes « vous … ». */
  readonly told: Turns;
};

/** What may be thanked for or named: data/replies/things.yaml. */
export type Thing = {
  readonly fr: readonly string[];
  readonly en: readonly string[];
  readonly say: Each<string>;
  readonly of: 'm' | 'f' | 'mp' | 'fp';
  /** An object that « elles sont belles » can speak of. */
  readonly solid: boolean;
};

/** On which no reply is drafted: data/replies/matters.yaml. */
export type Matter = {
  readonly id: string;
  /** Trades whose urgent words mean this. */
  readonly trades: readonly string[];
  readonly when: Turns;
  /** Turns that only look like it. */
  readonly safe: Turns;
  readonly steps: Turns;
};

export type ReplyWords = {
  readonly scenes: readonly Scene[];
  readonly things: readonly Thing[];
  readonly matters: readonly Matter[];
  /** Turns of a reply by name: data/replies/wording.yaml. */
  readonly wording: Readonly<Record<string, Turns>>;
};
