import type { Annotation, Because, Intent } from '../../src/domain/annotation.ts';
import { brandsOf } from '../../src/domain/brand.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import type { SeenSign, Signs } from './signs.ts';
import { signIndex, signsOf } from './signs.ts';

/** Share of the site's scale under which stars complain, and above which they praise. */
const LOW_SHARE = 0.3;
const HIGH_SHARE = 0.7;
/** Evidence an intent needs before it is said. */
const ENOUGH = 1;
/** Reasons kept. */
const BECAUSE_MAX = 6;

/**
 * What the writer wants: complains, asks, looks for the trade, praises, speaks of a job; press for articles.
 * A complaint needs no bad word: three days without an answer is one.
 * Reasons: low-rating, high-rating, bad-tone, good-tone, waiting, no-answer, not-working, fault, thanks, asks,
 * question-mark, person, trade, town, names-you, article, job-words.
 */
export const makeStage: MakeStage<null> = (settings, data) => {
  const brands = brandsOf(settings);
  const index = signIndex(data, brands[0]?.towns ?? []);
  return {
    name: 'intent',
    version: 1,
    run(batch) {
      const annotations = batch.items.map(item =>
        intentOf(item, signsOf(item, index), batch.annotations.get(item.id) ?? []),
      );
      return { annotations, dropped: [], state: null };
    },
  };
};

type Evidence = { readonly intent: Intent; readonly weight: number; readonly why: Because[number] };

function intentOf(item: Item, signs: Signs, said: readonly Annotation[]): Annotation {
  const evidence = [
    ...articleEvidence(item),
    ...ratingEvidence(item),
    ...toneEvidence(said),
    ...faultEvidence(signs, item),
    ...requestEvidence(item, signs, said),
    ...questionEvidence(item, signs),
    ...praiseEvidence(signs),
    ...jobEvidence(signs),
  ];
  const sums = new Map<Intent, number>();
  for (const one of evidence) sums.set(one.intent, (sums.get(one.intent) ?? 0) + one.weight);
  const [best, next] = [...sums].sort((a, b) => b[1] - a[1]);
  const label: Intent = best && best[1] >= ENOUGH ? best[0] : 'none';
  const margin = best ? best[1] - Math.max(ENOUGH / 2, next?.[1] ?? 0) : 0;
  const confidence = label === 'none' ? 0.6 : Math.round((1 / (1 + Math.exp(-1 - margin))) * 1000) / 1000;
  return {
    mentionId: item.id,
    stage: 'intent',
    item: '',
    label,
    score: confidence,
    confidence,
    abstain: confidence < 0.6,
    because: evidence
      .filter(one => one.intent === label && one.weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, BECAUSE_MAX)
      .map(one => one.why),
  };
}

function found(intent: Intent, weight: number, key: Reason, sign?: SeenSign): Evidence {
  const term = reason(key, sign?.written);
  return { intent, weight, why: { term, weight, ...(sign?.at ? { at: sign.at } : {}) } };
}

function articleEvidence(item: Item): Evidence[] {
  return item.form === 'article' ? [found('press', 3, 'article')] : [];
}

function ratingEvidence(item: Item): Evidence[] {
  if (!item.rating) return [];
  const { value, best, worst } = item.rating;
  const share = best > worst ? (value - worst) / (best - worst) : 0.5;
  if (share <= LOW_SHARE) return [found('complaint', 2.5, 'low-rating')];
  return share >= HIGH_SHARE ? [found('praise', 1.5, 'high-rating')] : [];
}

function toneEvidence(said: readonly Annotation[]): Evidence[] {
  const tone = said.find(one => one.stage === 'sentiment');
  if (!tone || tone.abstain) return [];
  if (tone.label === 'negative') return [found('complaint', 0.6 + 0.4 * tone.confidence, 'bad-tone')];
  if (tone.label === 'mixed') return [found('complaint', 0.4, 'bad-tone')];
  return tone.label === 'positive' ? [found('praise', 0.6 + 0.4 * tone.confidence, 'good-tone')] : [];
}

function faultEvidence(signs: Signs, item: Item): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (signsSeen: readonly SeenSign[], weight: number, key: Reason): void => {
    const first = signsSeen[0];
    if (first) evidence.push(found('complaint', weight + (signsSeen.length > 1 ? 0.3 : 0), key, first));
  };
  add(signs.waiting, 1, 'waiting');
  add(signs.no_answer, 1.2, 'no-answer');
  add(signs.not_working, 1, 'not-working');
  add(signs.fault, 0.9, 'fault');
  // Complaints speak to someone of something that was due to the writer.
  if (evidence.length > 0 && FIRST_PERSON.test(item.text)) evidence.push(found('complaint', 0.3, 'person'));
  return evidence;
}

const FIRST_PERSON = /(?:^|[\s'’])(?:je|j|nous|mon|ma|mes|notre|nos|me|m|i|my|we|our|me|us)(?=[\s'’,.!?]|$)/i;

function requestEvidence(item: Item, signs: Signs, said: readonly Annotation[]): Evidence[] {
  const request = signs.request[0];
  if (!request || item.kind === 'review' || item.form === 'article') return [];
  const named = said.some(one => one.stage === 'relevance' && one.item === 'firm' && one.label !== 'dropped');
  const trade = signs.trade[0];
  const town = signs.town[0];
  const person = signs.person[0];
  // "I need a refund" asks too: a lead names the trade's work, or the firm, beside the request.
  if (!trade && !(named && person)) return [];
  return [
    found('lead', 1, 'asks', request),
    ...(trade ? [found('lead', 0.9, 'trade', trade)] : []),
    ...(person ? [found('lead', 0.4, 'person', person)] : []),
    ...(town ? [found('lead', 0.6, 'town', town)] : []),
    ...(named ? [found('lead', 0.4, 'names-you')] : []),
  ];
}

function questionEvidence(item: Item, signs: Signs): Evidence[] {
  const evidence: Evidence[] = [];
  if (item.text.includes('?') || item.title.includes('?'))
    evidence.push(found('question', 0.9, 'question-mark'));
  const word = signs.question_words[0];
  if (word && evidence.length > 0) evidence.push(found('question', 0.5, 'asks', word));
  // Stars judge; a question mark inside a judgement is a manner of speaking.
  return item.rating ? [] : evidence;
}

function praiseEvidence(signs: Signs): Evidence[] {
  const first = signs.thanks[0];
  return first ? [found('praise', 0.5 + (signs.thanks.length > 1 ? 0.3 : 0), 'thanks', first)] : [];
}

function jobEvidence(signs: Signs): Evidence[] {
  const first = signs.job[0];
  return first ? [found('job', signs.job.length > 1 ? 1.6 : 0.8, 'job-words', first)] : [];
}
