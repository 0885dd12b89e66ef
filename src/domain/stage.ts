import type { Annotation, StageName } from './annotation.ts';
import type { Subject } from './brand.ts';
import type { Data } from './data.ts';
import type { MentionForm, Rating } from './observation.ts';
import type { Settings } from './settings/settings.ts';
import type { Instant } from './time.ts';

/** A stored mention or review as the stages see it: cleaned text, pseudonymous author. */
export type Item = {
  readonly id: string;
  readonly kind: 'mention' | 'review';
  readonly form: MentionForm | 'review';
  /** The source's display name, e.g. "Google" or "L’Écho". */
  readonly site: string;
  /** Set when the source itself is about one subject (its own review page): relevance is then a fact. */
  readonly about: Subject | null;
  readonly url: string | null;
  readonly title: string;
  readonly text: string;
  /** As the source declares it; a hint. */
  readonly language: string | null;
  readonly publishedAt: Instant;
  readonly rating: Rating | null;
  /** Folded handle or site of the author when it is an account name; for "own posts" only. */
  readonly authorHandle: string | null;
  readonly replied: boolean;
};

export type StageBatch = {
  readonly items: readonly Item[];
  /** What earlier stages of this run said, by mention id. */
  readonly annotations: ReadonlyMap<string, readonly Annotation[]>;
};

export type StageResult<S> = {
  readonly annotations: readonly Annotation[];
  /** Items that later stages must not see, each with its reason. Kept + dropped = in. */
  readonly dropped: readonly { readonly id: string; readonly reason: string }[];
  readonly state: S;
};

/** State is plain JSON: the app stores it per brand and stage, and hands it back. */
export type Stage<S> = {
  readonly name: StageName;
  /** Raise it whenever the same input may give another answer. */
  readonly version: number;
  run(batch: StageBatch): StageResult<S> | Promise<StageResult<S>>;
};

export type MakeStage<S> = (settings: Settings, data: Data, state: S | null) => Stage<S>;
