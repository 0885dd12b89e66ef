import type { Annotation, StageName, Tone } from '../../domain/annotation.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Item } from '../../domain/stage.ts';

/** A stage's memory between runs, with the version that wrote it. */
export type StatesByStage = Readonly<Record<string, { readonly version: number; readonly state: unknown }>>;

/** What the owner said of remarks: whom they are about, oldest first. */
export type Said = { readonly item: Item; readonly subject: string; readonly isUs: boolean };

/** A text whose tone is known: the owner said it, or its stars do (`tone` null). */
export type Toned = { readonly item: Item; readonly tone: Tone | null };

/** All that the stages learn from, each oldest first. */
export type Taught = { readonly said: readonly Said[]; readonly toned: readonly Toned[] };

/** Makes the stages ready; the worker keeps them under `session` until it is ended. */
export type OpenTask = {
  readonly kind: 'open';
  readonly session: string;
  readonly settings: Settings;
  readonly states: StatesByStage;
  readonly taught: Taught;
};

/** One batch through the open session's stages. */
export type TagTask = { readonly kind: 'tag'; readonly session: string; readonly items: readonly Item[] };

export type TaggingTask = OpenTask | TagTask;

/** The versions of the stages, in their order. */
export type Opened = { readonly versions: Readonly<Record<StageName, number>> };

/** `lost`: the worker was ended since `open` and must be opened again. */
export type TagOutcome =
  | { readonly lost: true }
  | { readonly lost: false; readonly annotations: readonly Annotation[]; readonly states: StatesByStage };
