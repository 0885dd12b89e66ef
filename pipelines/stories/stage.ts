import type { Annotation } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import { canonicalUrl } from '../../src/domain/text/canonical-url.ts';
import type { Token } from '../../src/domain/text/tokens.ts';
import { readingOf } from '../reading.ts';
import type { Told } from './likeness.ts';
import { contentWords } from './likeness.ts';
import { Memory } from './memory.ts';
import { bandKeys, hashText, TEXT_BANDING, TITLE_BANDING, wordShingles } from './sketch.ts';

/** As much of a text as a press extract holds; copies differ at the end, not at the beginning. */
const TEXT_KEPT = 400;
const TITLE_KEPT = 160;
/** Words read for the bands. */
const WORDS_READ = 120;
const DAY_MS = 86_400_000;
/** Keep the keys of texts and of titles apart. */
const TEXT_SALT = 0;
const TITLE_SALT = 1000;

export type StoriesState = { readonly told: readonly Told[] };

/**
 * The same thing told several times is one story: copies are grouped, never deleted nor merged. The first told
 * has score 1 and gives the story its id; a copy has its likeness. A story is about someone: what is about nobody
 * of ours, or about another, never takes a remark into its story. What was told lately is the stage's state.
 * Reasons: first-seen, same-address, same-text, near-text, same-title, near-title.
 */
export const makeStage: MakeStage<StoriesState> = (_settings, _data, state) => {
  const memory = new Memory(state?.told ?? []);
  return {
    name: 'stories',
    version: 2,
    run(batch) {
      const all = batch.items.map(item => told(item, aboutWhom(batch.annotations.get(item.id) ?? [])));
      // All before any: whether a story's first is still about us decides of its copies, in whatever order they come.
      for (const one of all) memory.weigh(one.id, one.about);
      const annotations = all.map(one => storyOf(one, memory));
      return { annotations, dropped: [], state: { told: memory.stored() } };
    },
  };
};

/** The subjects kept or to check. */
function aboutWhom(said: readonly Annotation[]): Told['about'] {
  const rows = said.filter(one => one.stage === 'relevance' && one.label !== 'dropped');
  return Object.fromEntries(rows.map(one => [one.item, one.label === 'kept']));
}

function storyOf(fresh: Told, memory: Memory): Annotation {
  const known = memory.known(fresh.id);
  const isUnchanged = known?.text === fresh.text && known.title === fresh.title;
  // Seen before and unchanged: the same answer, so that tagging again changes nothing.
  if (known && isUnchanged && memory.welcomes(known, known)) return row(known);
  const closest = memory.closest(fresh);
  const story = closest
    ? {
        ...fresh,
        story: closest.told.story,
        likeness: round(closest.likeness.score),
        why: closest.likeness.why,
      }
    : fresh;
  // The one that others joined keeps its story when it is reworded.
  const kept = known && known.story === known.id ? fresh : story;
  memory.remember(kept);
  return row(kept);
}

function row(one: Told): Annotation {
  return {
    mentionId: one.id,
    stage: 'stories',
    item: '',
    label: one.story,
    score: one.likeness,
    confidence: one.likeness,
    abstain: false,
    because: [{ term: reason(one.why), weight: one.likeness }],
  };
}

function told(item: Item, about: Told['about']): Told {
  const { title, body } = readingOf(item);
  const titleWords = wordsOf(title);
  const bodyWords = wordsOf(body);
  const titleText = titleWords.join(' ').slice(0, TITLE_KEPT);
  const titleFeatures = [...contentWords(titleText)].map(word => hashText(word));
  return {
    id: item.id,
    story: item.id,
    likeness: 1,
    why: 'first-seen',
    day: Math.floor(Date.parse(item.publishedAt) / DAY_MS) || 0,
    kind: item.kind,
    about,
    url: item.url === null ? null : canonicalUrl(item.url),
    title: titleText,
    text: bodyWords.join(' ').slice(0, TEXT_KEPT),
    keys:
      // Only whole copies make two reviews one: one key says it.
      item.kind === 'review'
        ? [hashText(bodyWords.join(' '))]
        : [
            ...bandKeys(wordShingles(bodyWords), TEXT_BANDING, TEXT_SALT),
            ...bandKeys(titleFeatures, TITLE_BANDING, TITLE_SALT),
          ],
  };
}

function wordsOf(tokens: readonly Token[]): string[] {
  const words: string[] = [];
  for (let index = 0; index < tokens.length && index < WORDS_READ; index += 1)
    words.push(tokens[index]?.word ?? '');
  return words;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
