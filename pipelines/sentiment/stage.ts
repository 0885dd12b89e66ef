import type { Annotation, Because, Tone } from '../../src/domain/annotation.ts';
import type { Rating } from '../../src/domain/observation.ts';
import type { Item, MakeStage, StageBatch } from '../../src/domain/stage.ts';
import { toneModel } from './model.ts';
import { explainedTone, type ToneVerdict } from './tone.ts';

/** Added to the reasons when the words say the contrary of the stars; its words are in the catalogues. */
export const STARS_DISAGREE = 'rule:stars-disagree';
/** Less sure than this, a text does not contradict its own stars. */
const CONTRADICTION_CONFIDENCE = 0.6;

type Explained = ToneVerdict & { readonly because: Because };

/**
 * The tone of each item: its stars when it has some, its words otherwise, and in both cases the words that say
 * so. Reads title and text together; reasons found in the title have no place in the text.
 */
export const makeStage: MakeStage<null> = (_settings, data) => ({
  name: 'sentiment',
  version: 2,
  run(batch: StageBatch) {
    const model = toneModel(data);
    const annotations = batch.items.map(item => {
      const head = item.title === '' ? '' : `${item.title}\n`;
      const language = languageOf(item, batch.annotations.get(item.id) ?? []);
      const read = explainedTone(model, head + item.text, language);
      return annotated(item, { ...read, because: placed(read.because, head.length) });
    });
    return { annotations, dropped: [], state: null };
  },
});

function languageOf(item: Item, annotations: readonly Annotation[]): string | null {
  const found = annotations.find(annotation => annotation.stage === 'language')?.label;
  const language = found === undefined || found === 'und' ? item.language : found;
  return language === null ? null : language.slice(0, 2).toLowerCase();
}

function placed(because: Because, headLength: number): Because {
  return because.map(reason => {
    const { at, ...rest } = reason;
    if (at === undefined || at[0] < headLength) return rest;
    return { ...rest, at: [at[0] - headLength, at[1] - headLength] as const };
  });
}

function annotated(item: Item, read: Explained): Annotation {
  const base = { mentionId: item.id, stage: 'sentiment', item: '' } as const;
  if (item.rating === null) {
    return {
      ...base,
      label: read.label,
      score: read.polarity,
      confidence: read.confidence,
      abstain: read.abstain,
      because: read.because,
    };
  }
  const isSilent = item.text.trim() === '' && item.title.trim() === '';
  const share = starShare(item.rating);
  const label = starLabel(share);
  if (label === null) return { ...base, ...middling(read, isSilent ? null : 2 * share - 1) };
  const score = 2 * share - 1;
  return { ...base, label, score, confidence: 1, abstain: false, because: starReasons(label, score, read) };
}

/**
 * In the middle of the scale the words decide. Where they are not clear, a side that the stars lean to as well (5 of
 * 10 is below the middle) is taken for it; otherwise, and without words, the stars stand for both sides.
 * @param lean which way the stars lean, −1…1; null: there are no words
 */
function middling(read: Explained, lean: number | null) {
  const isOneSided = read.label === 'positive' || read.label === 'negative';
  const isShared = lean !== null && isOneSided && Math.sign(lean) === Math.sign(read.polarity);
  const label: Tone = lean !== null && (!read.abstain || isShared) ? read.label : 'mixed';
  const score = label === 'positive' || label === 'negative' ? read.polarity : 0;
  return { label, score, confidence: 1, abstain: false, because: read.because };
}

/** Where a rating stands on its own site's scale, 0..1. A scale without steps says nothing: the middle. */
export function starShare(rating: Rating): number {
  const steps = rating.best - rating.worst;
  return steps > 0 ? Math.min(1, Math.max(0, (rating.value - rating.worst) / steps)) : 0.5;
}

/** The bottom two fifths are negative, the top two positive; null: the middle of its scale. */
function starLabel(share: number): 'negative' | 'positive' | null {
  if (share < 0.4) return 'negative';
  return share > 0.6 ? 'positive' : null;
}

/** Words of the other side are no reason for stars: they are shown with the disagreement, or not at all. */
function starReasons(label: 'negative' | 'positive', score: number, read: Explained): Because {
  const side = Math.sign(score);
  const isContrary = (read.label === 'positive' || read.label === 'negative') && read.label !== label;
  if (isContrary && !read.abstain && read.confidence >= CONTRADICTION_CONFIDENCE) {
    return [{ term: STARS_DISAGREE, weight: score }, ...read.because];
  }
  return read.because.filter(reason => Math.sign(reason.weight) === side);
}
