import { type Annotation, type Because, SAID_SCORES, type Tone } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item, MakeStage, StageBatch } from '../../src/domain/stage.ts';
import { learntReasons, NOTHING_LEARNT, shifted, type ToneState } from './adapt.ts';
import { keepClauseTones } from './clause-tones.ts';
import { reasons } from './explain.ts';
import { measure } from './measure.ts';
import { type ToneModel, toneModel } from './model.ts';
import { headOf, starShare, starSide, wholeText } from './stars.ts';
import { decideBy, explainedTone, type ToneVerdict } from './tone.ts';

/** Added to the reasons when the words say the contrary of the stars; its words are in the catalogues. */
export const STARS_DISAGREE = 'rule:stars-disagree';
/** Less sure than this, a text does not contradict its own stars. */
const CONTRADICTION_CONFIDENCE = 0.6;
/** Reasons of a text without stars: those of the model, after those that were learnt. */
const REASONS_MAX = 5;

type Explained = ToneVerdict & { readonly because: Because };

/**
 * The tone of each item: the one that the owner says, else its stars when it has some, its words otherwise; and the
 * words that say so. Reads title and text together; reasons found in the title have no place in the text.
 * What her rated reviews taught is asked of texts without stars only: the others were the lesson.
 * Reasons that are no words: owner-said, like-rated, stars-disagree.
 */
export const makeStage: MakeStage<ToneState> = (_settings, data, state) => {
  const learnt = state ?? NOTHING_LEARNT;
  return {
    name: 'sentiment',
    version: 13,
    run(batch: StageBatch) {
      const model = toneModel(data);
      const annotations = batch.items.map(item => {
        const language = languageOf(item, batch.annotations.get(item.id) ?? []);
        const read = item.rating === null ? readWith(learnt, model, item, language) : null;
        const explained = read ?? explainedTone(model, wholeText(item), language);
        keepClauseTones(model, item, language);
        const whole = placed(explained, headOf(item).length);
        const said = Object.hasOwn(learnt.said, item.id) ? learnt.said[item.id] : undefined;
        return said === undefined ? annotated(item, whole) : asSaid(item, said, whole);
      });
      return { annotations, dropped: [], state: learnt };
    },
  };
};

/** The tone with what was learnt; null: nothing was. */
function readWith(
  learnt: ToneState,
  model: ToneModel,
  item: Item,
  language: string | null,
): Explained | null {
  if (learnt.tone.strength === 0 && learnt.opinion.strength === 0) return null;
  const limits = model.weights.fusion.decision;
  const measured = measure(model, wholeText(item), language);
  const verdict = decideBy(limits, shifted(measured, item, learnt));
  const { label } = verdict;
  const side = label === 'positive' ? 1 : label === 'negative' ? -1 : 0;
  const fromStars = side === 0 ? [] : learntReasons(item, learnt.tone, side);
  const because = reasons(model, measured.words, label, wholeText(item));
  return { ...verdict, because: [...fromStars, ...because].slice(0, REASONS_MAX) };
}

function languageOf(item: Item, annotations: readonly Annotation[]): string | null {
  const found = annotations.find(annotation => annotation.stage === 'language')?.label;
  const language = found === undefined || found === 'und' ? item.language : found;
  return language === null ? null : language.slice(0, 2).toLowerCase();
}

/** Reasons by their place in the text itself; nearly all items have no head, and theirs are right. */
function placed(explained: Explained, headLength: number): Explained {
  if (headLength === 0) return explained;
  const because = explained.because.map(one => {
    const { at, ...rest } = one;
    if (at === undefined || at[0] < headLength) return rest;
    return { ...rest, at: [at[0] - headLength, at[1] - headLength] as const };
  });
  return { ...explained, because };
}

/** What the owner says stands, whatever stars and words say; words of its side are shown beside. */
function asSaid(item: Item, tone: Tone, read: Explained): Annotation {
  const score = SAID_SCORES[tone];
  const words = read.because.filter(({ weight }) => Math.sign(weight) === score);
  return {
    mentionId: item.id,
    stage: 'sentiment',
    item: '',
    label: tone,
    score,
    confidence: 1,
    abstain: false,
    because: [{ term: reason('owner-said'), weight: score }, ...words].slice(0, REASONS_MAX),
  };
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
  const score = 2 * starShare(item.rating) - 1;
  const side = starSide(item.rating);
  if (side === 'between') return { ...base, ...middling(read, isSilent ? null : score) };
  const label = side === 'good' ? 'positive' : 'negative';
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

/** Words of the other side are no reason for stars: they are shown with the disagreement, or not at all. */
function starReasons(label: 'negative' | 'positive', score: number, read: Explained): Because {
  const side = Math.sign(score);
  const isContrary = (read.label === 'positive' || read.label === 'negative') && read.label !== label;
  if (isContrary && !read.abstain && read.confidence >= CONTRADICTION_CONFIDENCE) {
    return [{ term: STARS_DISAGREE, weight: score }, ...read.because];
  }
  return read.because.filter(one => Math.sign(one.weight) === side);
}
