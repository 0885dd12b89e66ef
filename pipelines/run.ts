import type { Annotation, StageName } from '../src/domain/annotation.ts';
import type { Item, Stage } from '../src/domain/stage.ts';
import { cleanItem } from './clean.ts';
import type { StoredState } from './main.ts';

export type Run = {
  /** Per item of the batch, in its order. */
  readonly annotations: ReadonlyMap<string, readonly Annotation[]>;
  readonly dropped: readonly { readonly id: string; readonly stage: StageName; readonly reason: string }[];
  readonly states: Readonly<Record<string, StoredState>>;
};

/**
 * One batch through the stages. Items that a stage drops are not seen by the later ones; nothing else is lost.
 * Two items with one id are one: the first.
 */
export async function runStages(stages: readonly Stage<unknown>[], items: readonly Item[]): Promise<Run> {
  const annotations = new Map<string, Annotation[]>();
  for (const item of items) annotations.set(item.id, []);
  const unique = new Map<string, Item>();
  for (const item of items) if (!unique.has(item.id)) unique.set(item.id, cleanItem(item));
  let left = [...unique.values()];
  const dropped: { id: string; stage: StageName; reason: string }[] = [];
  const states: Record<string, StoredState> = {};
  for (const stage of stages) {
    const result = await stage.run({ items: left, annotations });
    for (let at = 0; at < result.annotations.length; at += 1) {
      const one = result.annotations[at]!;
      annotations.get(one.mentionId)?.push(one);
    }
    states[stage.name] = { version: stage.version, state: result.state };
    if (result.dropped.length === 0) continue;
    const gone = new Set(result.dropped.map(one => one.id));
    for (const one of result.dropped) dropped.push({ ...one, stage: stage.name });
    left = left.filter(item => !gone.has(item.id));
  }
  return { annotations, dropped, states };
}
