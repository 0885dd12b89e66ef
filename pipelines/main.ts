import type { StageName } from '../src/domain/annotation.ts';
import type { Data } from '../src/domain/data.ts';
import type { Settings } from '../src/domain/settings/settings.ts';
import type { MakeStage, Stage } from '../src/domain/stage.ts';
import { makeStage as intent } from './intent/stage.ts';
import { makeStage as language } from './language/stage.ts';
import { makeStage as ownPosts } from './own-posts.ts';
import { makeStage as priority } from './priority.ts';
import { makeStage as relevance } from './relevance/stage.ts';
import { makeStage as sentiment } from './sentiment/stage.ts';
import { makeStage as stories } from './stories/stage.ts';
import { makeStage as topics } from './topics/stage.ts';

/**
 * What is said of every remark, in this order; each stage sees what the earlier ones said.
 * A new stage is a line here and a name in domain/annotation.ts.
 */
const STAGES = [
  ownPosts, //  is it our own publication? Then it goes no further.
  language, //  which language is it in?
  relevance, // whom is it about, and how sure is that?
  stories, //   has it been told before?
  sentiment, // what tone has it?
  topics, //    what does it speak of, and in which tone?
  intent, //    what does its writer want?
  priority, //  what should the owner do, and when?
] as const;

/** A stage with the version of the state it was made from. */
export type StoredState = { readonly version: number; readonly state: unknown };
export type StoredStates = Readonly<Record<string, StoredState>>;

/**
 * The stages, ready to run, each with its own state if that was made by the same version. `given` stands in for
 * the stored state of the stages it names (what relevance learnt is worked out anew from the owner's answers).
 */
export function makeStages(
  settings: Settings,
  data: Data,
  states: StoredStates,
  given: Readonly<Partial<Record<StageName, unknown>>> = {},
): Stage<unknown>[] {
  return STAGES.map(make => {
    // A state is handed back to the very stage and version that made it, which is what its type says.
    const untyped = make as MakeStage<unknown>;
    const stage = untyped(settings, data, null);
    if (stage.name in given) return untyped(settings, data, given[stage.name]);
    const stored = Object.hasOwn(states, stage.name) ? states[stage.name] : undefined;
    return stored?.version === stage.version ? untyped(settings, data, stored.state) : stage;
  });
}
