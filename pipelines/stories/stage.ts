import type { Annotation } from '../../src/domain/annotation.ts';
import { FOLLOWS } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { MakeStage } from '../../src/domain/stage.ts';
import { Memory } from './memory.ts';
import type { Told } from './told.ts';
import { toldOf } from './told.ts';

export type StoriesState = { readonly told: readonly Told[] };

/**
 * The same thing told several times is one story: copies are grouped, never deleted nor merged. The first told
 * has score 1 and gives the story its id; a copy has its likeness. What is on the same matter but no copy (the next
 * day's news, another paper's own words) keeps its own story and has a second row, `follows`, with the matter's
 * first story: it hides nothing. A story is about someone: what is about nobody of ours, or about another, never
 * takes a remark into its story. What was told lately is the stage's state: the same items in the same order give
 * the same stories, in whatever batches they come; an earlier story is never rewritten by a later text.
 * Reasons: first-seen, same-address, same-text, near-text, same-title, near-title, same-matter.
 */
export const makeStage: MakeStage<StoriesState> = (_settings, _data, state) => {
  const memory = new Memory(state?.told ?? []);
  return {
    name: 'stories',
    version: 3,
    run(batch) {
      const all = batch.items.map(item => toldOf(item, aboutWhom(batch.annotations.get(item.id) ?? [])));
      // All before any: whether a story's first is still about us decides of its copies, in whatever order they come.
      for (const one of all) memory.weigh(one.id, one.about);
      const annotations = all.flatMap(one => rowsOf(placed(one, memory)));
      return { annotations, dropped: [], state: { told: memory.stored() } };
    },
  };
};

const NOBODY: Told['about'] = {};

/** The subjects kept or to check. */
function aboutWhom(said: readonly Annotation[]): Told['about'] {
  const rows = said.filter(one => one.stage === 'relevance' && one.label !== 'dropped');
  if (rows.length === 0) return NOBODY;
  return Object.fromEntries(rows.map(one => [one.item, one.label === 'kept']));
}

/** A told thing in its story and matter, remembered there. */
function placed(fresh: Told, memory: Memory): Told {
  const known = memory.known(fresh.id);
  const isUnchanged = known?.text === fresh.text && known.title === fresh.title;
  // Seen before and unchanged: the same answer, so that tagging again changes nothing.
  if (known && isUnchanged && memory.welcomes(known, known)) return known;
  const { copy, matter } = memory.closest(fresh);
  const inMatter = matter ? { ...fresh, matter: matter.told.matter } : fresh;
  const inStory = copy
    ? {
        ...fresh,
        story: copy.told.story,
        matter: copy.told.matter,
        likeness: round(copy.likeness.score),
        why: copy.likeness.why,
      }
    : inMatter;
  // The one that others joined keeps its story when it is reworded.
  const kept = known && known.story === known.id ? { ...fresh, matter: known.matter } : inStory;
  memory.remember(kept);
  return kept;
}

function rowsOf(one: Told): Annotation[] {
  const row = (item: string, label: string, term: string): Annotation => ({
    mentionId: one.id,
    stage: 'stories',
    item,
    label,
    score: one.likeness,
    confidence: one.likeness,
    abstain: false,
    because: [{ term, weight: one.likeness }],
  });
  const story = row('', one.story, reason(one.why));
  return one.matter === one.story ? [story] : [story, row(FOLLOWS, one.matter, reason('same-matter'))];
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
